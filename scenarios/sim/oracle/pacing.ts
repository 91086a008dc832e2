// How much leaves: no minute and no hour has more departures, of a conversation or of an account, than may be.

import { settingsDuring } from './account-at.ts';
import { disturbedUntil } from './disturbances.ts';
import type { Finding, History } from './history.ts';
import { perHistory } from './per-history.ts';
import { runsOf } from './runs.ts';
import type { SendsMax, Settings } from './settings.ts';

const WINDOWS = [
  ['minute', 60_000],
  ['hour', 3_600_000],
] as const;
/** The gateway's clock may go so much faster than the time. */
const SURE = 0.98;
/** What was put on the wire may leave so much later, where something is in its way. */
const LEAVES_WITHIN_MS = 340_000;

interface Left {
  readonly atMs: number;
  /** The account and the chat that it went to, with a slash between them. */
  readonly lane: string;
}

export function pacingFindings(account: Settings, history: History): Finding[] {
  const left = departedOf(history).filter(({ lane }) => lane.startsWith(`${account.accountId}/`));
  const check = (sends: readonly Left[], of: 'sendsPerAccount' | 'sendsPerConversation') =>
    WINDOWS.flatMap(([window, ms]) => tooMany(sends, { of, window, ms }, account, history));
  const byLane = Map.groupBy(left, ({ lane }) => lane);
  return [
    ...check(left, 'sendsPerAccount'),
    ...[...byLane.values()].flatMap((sends) => check(sends, 'sendsPerConversation')),
  ];
}

/** What left and is known to be a part, oldest first; what Messages sends once more by itself nobody asked it for. */
const departedOf = perHistory(({ departures, parts }: History): readonly Left[] => {
  const laneOf = new Map(
    parts.flatMap(({ guid, lane }) => (guid && lane ? [[guid.toUpperCase(), lane]] : [])),
  );
  return departures
    .flatMap(({ atMs, guid, repeats }) => {
      const lane = repeats === undefined ? laneOf.get(guid.toUpperCase()) : undefined;
      return lane === undefined ? [] : [{ atMs, lane }];
    })
    .toSorted((one, other) => one.atMs - other.atMs);
});

interface Budget {
  readonly of: 'sendsPerAccount' | 'sendsPerConversation';
  readonly window: keyof SendsMax;
  readonly ms: number;
}

function tooMany(sends: readonly Left[], budget: Budget, account: Settings, history: History): Finding[] {
  const { of, window, ms } = budget;
  let first = 0;
  for (const [index, { atMs, lane }] of sends.entries()) {
    while (sends[first]!.atMs <= atMs - ms * SURE) first += 1;
    const fromMs = sends[first]!.atMs;
    const limit = limitOf(budget, account, [fromMs, atMs], history);
    const count = index - first + 1;
    if (count <= limit || !isSure(fromMs, atMs, history)) continue;
    const where = of === 'sendsPerAccount' ? 'of the account' : `for ${lane}`;
    return [{ clause: 'paced', text: `${count} messages ${where} left within a ${window}, ${limit} may` }];
  }
  return [];
}

/** The most that any configuration meanwhile allows: what left under an earlier one counts by the new one as well. */
function limitOf(
  { of, window }: Budget,
  account: Settings,
  [fromMs, toMs]: readonly [number, number],
  history: History,
): number {
  const limits = settingsDuring(account, history, fromMs, toMs).map((settings) => settings[of][window]);
  return limits.includes(0) || limits.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...limits);
}

/** What an earlier gateway sent the next one knows by its own clock; and what is held on its way may leave any time. */
function isSure(fromMs: number, toMs: number, { lives, clockOffsets, disturbances }: History): boolean {
  const isCounted =
    clockOffsets.length === 0 || !runsOf({ lives }).some((run) => run.fromMs > fromMs && run.fromMs <= toMs);
  return isCounted && disturbedUntil(disturbances, 'sending', fromMs - LEAVES_WITHIN_MS, toMs) === null;
}
