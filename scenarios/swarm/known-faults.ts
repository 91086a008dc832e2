// Faults that are known and not yet mended, recognised by kind, so that the swarm goes on hunting for others. Each has
// its file in scenarios/known-faults/; a kind goes when its file moves to the folder of its subject.

import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import type { WitnessedRow } from '../sim/oracle/history.ts';
import { isPreview, waitsBehind } from '../sim/oracle/previews.ts';
import type { Drawn } from './drawn.ts';
import { saysWhatStoodBefore } from './edits.ts';
import { cameFromBelow } from './lost-places.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';
import { wasGivenUpWithoutChat } from './without-chat.ts';

interface KnownFault {
  /** As in test/requirements, or `swarm-…` for what the swarm found beyond. */
  readonly kind: string;
  matches(symptom: Symptom, drawn: Drawn, facts: RunFacts): boolean;
}

interface Settings {
  readonly channels?: { readonly imessage?: Readonly<Record<string, unknown>> };
}

/** The row that a symptom is about, where it names one at all. */
function rowOf({ row, text }: Symptom, { history }: RunFacts): WitnessedRow | null {
  if (row) return row;
  const [, rowid] = /^lost: row (\d+) /.exec(text) ?? [];
  return history?.rows.findLast((one) => one.rowid === Number(rowid)) ?? null;
}

const isLost = ({ clause, text }: Symptom) =>
  clause === 'answered' || (clause === 'checker' && text.startsWith('lost: '));

/** imsg gives a row up that has stood in no chat for about ten seconds, also where nothing follows it. */
const JOINED_LATE_MS = 9_000;

const isJoinedLate = ({ insertedAtMs, joinedAtMs }: WitnessedRow) =>
  joinedAtMs === null || joinedAtMs - insertedAtMs >= JOINED_LATE_MS;

/** Whether this imsg counts link previews as told before it tells them. */
function losesPreviews({ device }: Drawn): boolean {
  const { watch, previews } = resolveBuild(device?.build === undefined ? undefined : String(device.build));
  return watch.unjoinedTries !== null && watch.remembersUnreached && previews.memory !== 'none';
}

const channelOf = ({ config }: { readonly config: unknown }) =>
  (config as Settings | undefined)?.channels?.imessage ?? {};

const KNOWN: readonly KnownFault[] = [
  {
    // The number of a chat of another database names somebody in a list.
    kind: 'P3',
    matches: ({ clause, text }) =>
      clause === 'silent' && text.endsWith('the number of its chat meant another'),
  },
  {
    // The line that broke off and the one behind it are one line, which is no frame.
    kind: 'Q2',
    matches: (symptom, _drawn, facts) => {
      const row = rowOf(symptom, facts);
      return isLost(symptom) && row !== null && facts.wire().wasDamaged(row);
    },
  },
  {
    // Older builds lose a preview behind a row without a chat; it is in chat.db, and nobody asks for it.
    kind: 'swarm-preview-behind-a-waiting-row',
    matches: (symptom, drawn, facts) => {
      const row = rowOf(symptom, facts);
      if (symptom.clause !== 'checker' || !isLost(symptom) || row === null || !isPreview(row)) return false;
      return losesPreviews(drawn) && !facts.wire().wasTold(row) && waitsBehind(row, facts.history!);
    },
  },
  {
    // Later rows are told, or it is given up, and nobody asks again.
    kind: 'Q1',
    matches: (symptom, _drawn, facts) => {
      const row = rowOf(symptom, facts);
      if (!isLost(symptom) || row === null) return false;
      return facts.wire().wasPassedOver(row) || (isJoinedLate(row) && !facts.wire().wasTold(row));
    },
  },
  {
    // What was edited or taken back while it waited is handed over as it was told.
    kind: 'Q10',
    matches: (symptom, _drawn, facts) =>
      (symptom.clause === 'silent' && symptom.text.endsWith('taken back before it was handed over')) ||
      (symptom.clause === 'words' && saysWhatStoodBefore(symptom, facts)),
  },
  {
    // A file that is not there yet when its row is told: nothing is left of the message.
    kind: 'R3',
    matches: ({ clause, row }, _drawn, { history }) =>
      clause === 'answered' &&
      row !== undefined &&
      row.attachments > 0 &&
      row.versions[0]!.text.replaceAll('\uFFFC', '').trim() === '' &&
      history!.lives.some((life) => channelOf(life).includeAttachments === true),
  },
  {
    // An overflow that names no place is read on from the first row there is.
    kind: 'swarm-overflow-below-the-cursor',
    matches: (symptom, _drawn, facts) => cameFromBelow(symptom, facts),
  },
  {
    // A row that older builds tell before it stands in its chat is given up at once.
    kind: 'swarm-told-without-chat',
    matches: ({ clause, row }, _drawn, facts) =>
      clause === 'answered' && row !== undefined && wasGivenUpWithoutChat(row, facts),
  },
];

/** The kind of known fault that a violation is; null = nobody knows it. */
export function kindOf(symptom: Symptom, drawn: Drawn, facts: RunFacts): string | null {
  return KNOWN.find((fault) => fault.matches(symptom, drawn, facts))?.kind ?? null;
}

export const KNOWN_KINDS: readonly string[] = KNOWN.map(({ kind }) => kind);
