// Faults that are known and not yet mended, recognised by kind, so that the swarm goes on hunting for others. Each has
// its file in scenarios/known-faults/; a kind goes when its file moves to the folder of its subject.

import type { WitnessedRow } from '../sim/oracle/history.ts';
import type { Drawn } from './drawn.ts';
import type { RunFacts } from './run-facts.ts';

export interface Symptom {
  readonly clause: string;
  readonly text: string;
  readonly row?: WitnessedRow;
}

interface KnownFault {
  /** As in test/requirements, or `swarm-…` for what the swarm found beyond. */
  readonly kind: string;
  matches(symptom: Symptom, drawn: Drawn, facts: RunFacts): boolean;
}

interface Settings {
  readonly channels?: { readonly imessage?: Readonly<Record<string, unknown>> };
}

const channelOf = ({ config }: Drawn) => (config as Settings | undefined)?.channels?.imessage ?? {};
const environmentOf = ({ device }: Drawn) => String(device?.environment ?? 'basic');
/** Names of the faults that are made to happen, without their triggers. */
function faultsOf({ steps }: Drawn): Set<string> {
  const texts = steps.flatMap((step) => {
    const mac = step.mac as { fault?: { fault?: unknown } } | undefined;
    return [mac?.fault?.fault, step.fault];
  });
  return new Set(texts.flatMap((text) => (typeof text === 'string' ? [text.split(/[=@]/)[0]!] : [])));
}

/** The row that a symptom is about, where it names one at all. */
function rowOf({ row, text }: Symptom, { history }: RunFacts): WitnessedRow | null {
  if (row) return row;
  const [, rowid] = /^lost: row (\d+) /.exec(text) ?? [];
  return history?.rows.findLast((one) => one.rowid === Number(rowid)) ?? null;
}

const isLost = ({ clause, text }: Symptom) =>
  clause === 'answered' || (clause === 'checker' && text.startsWith('lost: '));

/** imsg passes a row over that has stood in no chat for about ten seconds. */
const JOINED_LATE_MS = 9_000;

/** Older builds wait for the chat of a row that was deleted, and pass over what came meanwhile. */
function isBehindDeleted(row: WitnessedRow, { history }: RunFacts): boolean {
  return (history?.rows ?? []).some(
    ({ database, rowid, deletedAtMs }) =>
      database === row.database &&
      rowid < row.rowid &&
      deletedAtMs !== null &&
      Math.abs(row.insertedAtMs - deletedAtMs) <= JOINED_LATE_MS,
  );
}

const HELPED: ReadonlySet<string> = new Set(['bridge', 'partial']);

const hasClockStep = ({ steps }: Drawn) =>
  steps.some(({ mac }) => typeof mac === 'object' && mac !== null && 'clockStep' in mac);

const KNOWN: readonly KnownFault[] = [
  {
    kind: 'P3',
    matches: ({ clause, text }) =>
      clause === 'silent' && text.endsWith('the number of its chat meant another'),
  },
  {
    kind: 'Q1',
    matches: (symptom, _drawn, facts) => {
      const row = rowOf(symptom, facts);
      if (!isLost(symptom) || row === null) return false;
      if (isBehindDeleted(row, facts)) return true;
      return row.joinedAtMs === null || row.joinedAtMs - row.insertedAtMs >= JOINED_LATE_MS;
    },
  },
  {
    // The line that broke off and the one behind it are one line, which is no frame.
    kind: 'Q2',
    matches: (symptom, drawn) => isLost(symptom) && faultsOf(drawn).has('torn'),
  },
  {
    // The Mac's clock was set, and what people date by their phones counts as old.
    kind: 'Q7',
    matches: (symptom, drawn, { reasonOf }) =>
      symptom.clause === 'answered' &&
      symptom.row !== undefined &&
      hasClockStep(drawn) &&
      /^older than the /.test(reasonOf(symptom.row) ?? ''),
  },
  {
    // A file that is not there yet when its row is told: nothing is left of the message.
    kind: 'R3',
    matches: ({ clause, row }, drawn) =>
      clause === 'answered' &&
      row !== undefined &&
      row.attachments > 0 &&
      row.versions[0]!.text.replaceAll('\uFFFC', '').trim() === '' &&
      channelOf(drawn).includeAttachments === true,
  },
  {
    // The helper of builds up to 0.15.0 may name the message before.
    kind: 'S1',
    matches: ({ clause, text }, drawn) =>
      (clause === 'evidence' || clause === 'checker') &&
      /counts as sent/.test(text) &&
      HELPED.has(environmentOf(drawn)),
  },
  {
    // The conversation goes on while nothing proves that the reply before has left.
    kind: 'S4',
    matches: ({ clause, text }, _drawn, { chatsInDoubt }) => {
      const [, chat] = /^answers left for (\S+) in another order/.exec(text) ?? [];
      if (clause === 'order') return chat !== undefined && chatsInDoubt.has(chat);
      return clause === 'checker' && /^order: row \d+ was answered after/.test(text) && chatsInDoubt.size > 0;
    },
  },
  {
    // What waited while the gateway went down is put together at the next start as on builds that mark no previews.
    kind: 'swarm-merged-at-start',
    matches: ({ clause, text, row }, _drawn, { history }) => {
      if (clause !== 'apart' || !text.endsWith('only a text and its preview are joined') || !row)
        return false;
      const turn = history?.calls.find(({ messageGuids }) => messageGuids.includes(row.guid));
      return history!.lives.some(({ fromMs }) => row.insertedAtMs < fromMs && fromMs < (turn?.atMs ?? 0));
    },
  },
  {
    // A row that older builds tell before it stands in its chat is given up at once.
    kind: 'swarm-told-without-chat',
    matches: ({ clause, row }, _drawn, { reasonOf }) =>
      clause === 'answered' && row !== undefined && reasonOf(row) === 'no chat to answer in',
  },
];

/** The kind of known fault that a violation is; null = nobody knows it. */
export function kindOf(symptom: Symptom, drawn: Drawn, facts: RunFacts): string | null {
  return KNOWN.find((fault) => fault.matches(symptom, drawn, facts))?.kind ?? null;
}

export const KNOWN_KINDS: readonly string[] = KNOWN.map(({ kind }) => kind);
