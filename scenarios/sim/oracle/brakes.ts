// How fast a conversation may go: whoever answers each answer at once is no person (ruling-34).

import { settingsDuring } from './account-at.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import { answersByChat, COMMITTED_MS, COUNTED_MS, NEAR_MS, writtenAfterMs } from './paces.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';

interface Given {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

/** No conversation has more exchanges in five minutes than it may. */
export function brakeFindings({ account, history, rows }: Given): Finding[] {
  const guids = countedByGuid(rows);
  return [...answersByChat(account, history)].flatMap(([chatGuid, answers]): Finding[] => {
    const certain = answers.filter((answer, index) => isExchange(answer, answers[index - 1], guids, history));
    let first = 0;
    return certain.flatMap((answer, index): Finding[] => {
      while (certain[first]!.atMs <= answer.atMs - COUNTED_MS + NEAR_MS) first += 1;
      const count = index - first + 1;
      const limit = limitAt(answer, account, history);
      if (count <= limit) return [];
      const text = `there were ${count} exchanges in ${chatGuid} in five minutes, ${limit} may be`;
      return [{ clause: 'braked', text }];
    });
  });
}

/** Written after the answer before, and known to be answered. */
function isExchange(
  answer: AgentCall,
  before: AgentCall | undefined,
  rows: ReadonlyMap<string, WitnessedRow>,
  history: History,
): boolean {
  if (history.clockOffsets.length > 0 || !answered(history).has(answer.turnId)) return false;
  const laterByMs = writtenAfterMs(answer, before, rows);
  return laterByMs !== null && laterByMs > COMMITTED_MS;
}

/** The turns of which something was to be said. */
const answered = perHistory(({ parts }) => new Set(parts.map(({ turnId }) => turnId)));

/** The most that any configuration of that time allows. */
function limitAt({ atMs }: AgentCall, account: Settings, history: History): number {
  const limits = settingsDuring(account, history, atMs - COUNTED_MS, atMs).map(
    ({ exchangesMax }) => exchangesMax,
  );
  return limits.includes(0) || limits.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...limits);
}
