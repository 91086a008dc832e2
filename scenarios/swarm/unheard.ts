// Rejections that nobody takes: a process of Node ends there, so that what goes wrong from then on proves nothing.

import type { WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

const UNHEARD =
  /unhandled rejection: (?:EngineError: .*chat\.db cannot be read|Error: a listener of the host throws)/;
/** What was left as it was. */
const OPEN = /(?:is still|ended) (?:pending|formed|running|replying|queued|sending)\b/;
/** By then a gateway that goes on has taken what it was told, and queued what was answered. */
const TAKEN_WITHIN_MS = 120_000;
/** So long a row may wait behind the send before it, once it was taken. */
const HELD_MS = 2 * 3_600_000;

export const isUnheard = (thrown: string) => UNHEARD.test(thrown);

/** Whether something went wrong only when such a rejection had ended the process. */
export function followsUnheard(symptom: Symptom, facts: RunFacts): boolean {
  const [first] = facts.escapes.filter(({ line }) => isUnheard(line));
  if (!first || facts.history === null) return false;
  const untilMs = wentWrongMs(symptom, facts);
  return untilMs === null ? OPEN.test(symptom.text) : untilMs >= first.sinceMs;
}

/** The latest moment at which it can have gone wrong; null = its words do not say. */
function wentWrongMs({ clause, text, row }: Symptom, { history }: RunFacts): number | null {
  const { rows, calls, parts, tellings, rowEvents } = history!;
  const [, partId] = /^part (\S+) (?:is|ended|counts)/.exec(text) ?? [];
  const part = parts.findLast((one) => one.partId === partId);
  if (part) return part.atMs + (OPEN.test(text) ? HELD_MS : 0);
  const [, rowid] = /^\w+: row (\d+) /.exec(text) ?? [];
  const named: WitnessedRow | undefined = row ?? rows.findLast((one) => String(one.rowid) === rowid);
  if (named) {
    const isMissing = clause === 'answered' || clause === 'told' || text.startsWith('lost: ');
    if (!isMissing)
      return calls.findLast(({ messageGuids }) => messageGuids.includes(named.guid))?.atMs ?? null;
    const toldMs = tellings.findLast(({ guid }) => guid === named.guid)?.atMs ?? named.insertedAtMs;
    const wasTaken = rowEvents.some(({ guid }) => guid === named.guid);
    return toldMs + (wasTaken ? HELD_MS : TAKEN_WITHIN_MS);
  }
  const call = calls.findLast(({ chatGuid }) => text.startsWith(`an answer for ${chatGuid} `));
  return call ? (call.endedAtMs ?? call.atMs) + TAKEN_WITHIN_MS : null;
}
