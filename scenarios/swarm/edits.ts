// Turns that say what was edited by the time they were handed over.

import type { WitnessedRow } from '../sim/oracle/history.ts';
import { isSilent, spokenWords } from '../sim/oracle/words.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

/** Whether the turn that a symptom is about says a row as it was before somebody edited it, before the hand-over. */
export function saysWhatStoodBefore({ row }: Symptom, { history }: RunFacts): boolean {
  const turn = history?.calls.find(({ messageGuids }) => row && messageGuids.includes(row.guid));
  if (!turn) return false;
  const saysOldWords = ({ versions }: WitnessedRow) =>
    versions.some(({ text }, index) => {
      const next = versions[index + 1];
      const wasEdited = next !== undefined && next.text !== text && next.atMs < turn.atMs;
      return wasEdited && !isSilent(text) && turn.text.includes(spokenWords(text));
    });
  return history!.rows.some((one) => turn.messageGuids.includes(one.guid) && saysOldWords(one));
}
