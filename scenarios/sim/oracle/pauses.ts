// How long a conversation waits that went too fast: five minutes, then fifteen, then an hour each time, until nobody has
// written there for half an hour (ruling-34). Looked at only where it can be said of every answer whether it counts.

import { arrivalOf, toldBy } from './arrival.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import { answersByChat, COMMITTED_MS, COUNTED_MS, NEAR_MS, writtenAfterMs } from './paces.ts';
import type { Settings } from './settings.ts';
import { isSteady } from './steady.ts';
import { OF_THE_GATEWAY } from './taking.ts';

const PAUSES_MS = [5 * 60_000, 15 * 60_000, 60 * 60_000] as const;
const FORGOTTEN_MS = 30 * 60_000;

interface Given {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

/** In its order; null = nobody can say how it went on. */
interface Pace {
  /** When the exchanges took place that count. */
  exchanges: number[];
  heldUntilMs: number;
  level: number;
  /** When somebody last wrote there, we too. */
  busyMs: number;
}

/** No turn of a conversation begins before its pause is over. */
export function pauseFindings({ account, history, rows }: Given): Finding[] {
  if (account.exchangesMax === 0 || !canBeCounted(history)) return [];
  const guids = countedByGuid(rows);
  const told = toldBy(history);
  const toldMs = (guid: string) => {
    const row = guids.get(guid);
    return (row && arrivalOf(row, account, history, told)?.latestMs) ?? null;
  };
  const answered = new Set(history.parts.map(({ turnId }) => turnId));
  const saidFromMs = beginningsOfAnswers(history);
  return [...answersByChat(account, history)].flatMap(([chatGuid, all]): Finding[] => {
    const answers = all.filter(({ turnId }) => answered.has(turnId));
    if (answers.length === 0) return [];
    const pace: Pace = { exchanges: [], heldUntilMs: 0, level: 0, busyMs: answers[0]!.atMs };
    const findings: Finding[] = [];
    for (const [index, answer] of answers.entries()) {
      const waitedMs = pace.heldUntilMs - answer.atMs;
      if (waitedMs > COMMITTED_MS) {
        const text = `a turn began in ${chatGuid} ${waitedMs} ms before its pause number ${pace.level} was over`;
        return [...findings, { clause: 'braked', text }];
      }
      const isExchange = countsAsExchange(answer, answers[index - 1], guids);
      const writtenMs = answer.messageGuids.map(toldMs);
      if (isExchange === null || writtenMs.includes(null)) return findings;
      const saidMs = saidFromMs.get(answer.turnId) ?? answer.pieces?.[0]?.atMs ?? answer.endedAtMs!;
      const told = { writtenMs: Math.max(...(writtenMs as number[])), saidMs };
      if (!goesOn(pace, answer, told, isExchange, account)) return findings;
    }
    return findings;
  });
}

/** One gateway whose clock, configuration and store leave nothing unclear. */
function canBeCounted(history: History): boolean {
  const isFree = !history.disturbances.some(({ what }) => OF_THE_GATEWAY.test(what));
  return isFree && isSteady(history) && history.lives.length === 1;
}

/** Of answers that leave while they are written: nobody but the gateway says when it had something to send of one. */
function beginningsOfAnswers({ turnEvents }: History): ReadonlyMap<string, number> {
  const begun = turnEvents.filter(({ state }) => state === 'replying');
  return new Map(begun.toReversed().map(({ turnId, atMs }) => [turnId, atMs]));
}

/** Takes an answer into account. False = nobody can say what follows from it. */
function goesOn(
  pace: Pace,
  { atMs }: AgentCall,
  { writtenMs, saidMs }: { readonly writtenMs: number; readonly saidMs: number },
  isExchange: boolean,
  { exchangesMax, waitMs }: Settings,
): boolean {
  // It was formed between the time at which it was told and that at which it began.
  const restedMs = [writtenMs, atMs].map((ms) => ms - pace.busyMs);
  if (Math.abs(writtenMs - pace.heldUntilMs) < NEAR_MS + waitMs) return false;
  const wasHeld = writtenMs < pace.heldUntilMs;
  if (!wasHeld && restedMs.some((ms) => Math.abs(ms - FORGOTTEN_MS) < NEAR_MS)) return false;
  const [least, most] = restedMs.map((ms) => ms >= FORGOTTEN_MS);
  if (!wasHeld && least !== most) return false;
  if (!wasHeld && least) pace.level = 0;
  pace.busyMs = saidMs;
  if (!isExchange) return true;
  const near = pace.exchanges.some((ms) => Math.abs(saidMs - ms - COUNTED_MS) < NEAR_MS);
  if (near) return false;
  pace.exchanges = [...pace.exchanges.filter((ms) => saidMs - ms < COUNTED_MS), saidMs];
  if (pace.exchanges.length < exchangesMax || saidMs < pace.heldUntilMs) return true;
  pace.exchanges = [];
  pace.heldUntilMs = saidMs + PAUSES_MS[Math.min(pace.level, PAUSES_MS.length - 1)]!;
  pace.level += 1;
  return true;
}

/** Whether it answers what was written after the answer before, by its date; null = nobody can say. */
function countsAsExchange(...answer: Parameters<typeof writtenAfterMs>): boolean | null {
  const laterByMs = writtenAfterMs(...answer);
  if (laterByMs === null) return null;
  if (laterByMs > COMMITTED_MS) return true;
  return laterByMs < -COMMITTED_MS ? false : null;
}
