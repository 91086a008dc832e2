// What an account was set to at some moment, or within some time.

import type { GatewayLife, History } from './history.ts';
import { runsOf } from './runs.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** By the configuration of that moment; undefined = there was none of that name. */
export function accountAt(
  lives: readonly GatewayLife[],
  accountId: string,
  atMs: number,
): Settings | undefined {
  const life = lives.findLast(({ fromMs }) => fromMs <= atMs);
  return receivingAccounts(life?.config).find((account) => account.accountId === accountId);
}

/** Whether an account was set otherwise at some moment. */
export function wasOtherwise(account: Settings, lives: readonly GatewayLife[], atMs: number): boolean {
  const then = accountAt(lives, account.accountId, atMs);
  return then !== undefined && JSON.stringify(then) !== JSON.stringify(account);
}

/** Whether people might have as much answered in a stretch of time as an account says; null = in a part of it. */
export function budgetHeld(
  { accountId, budget }: Settings,
  lives: readonly GatewayLife[],
  fromMs: number,
  toMs: number,
): boolean | null {
  const held = lives
    .filter((life) => life.fromMs <= toMs && (life.toMs ?? toMs) >= fromMs)
    .map(({ config }) => receivingAccounts(config).find((account) => account.accountId === accountId)?.budget)
    .map((then) => then === undefined || (then.hour === budget.hour && then.day === budget.day));
  const [first = true, ...others] = held;
  return others.every((one) => one === first) ? first : null;
}

/** What an account was set to in the lives of a stretch of time; each once. */
export function settingsDuring(
  { accountId }: Pick<Settings, 'accountId'>,
  { lives }: History,
  fromMs: number,
  toMs: number,
): readonly Settings[] {
  const during = lives.filter((life) => life.fromMs <= toMs && (life.toMs === null || life.toMs >= fromMs));
  const [only, ...others] = during;
  const configs =
    only && others.every(({ config }) => config === only.config)
      ? new Map([['', only.config]])
      : new Map(during.map(({ config }) => [JSON.stringify(config), config]));
  return [...configs.values()].flatMap(
    (config) => receivingAccounts(config).find((account) => account.accountId === accountId) ?? [],
  );
}

/** The same of what counts from the next start of a gateway alone: also what it had been started with. */
export function settingsSinceStart(
  account: Settings,
  history: History,
  fromMs: number,
  toMs: number,
): readonly Settings[] {
  const run = runsOf(history).findLast((one) => one.fromMs <= fromMs);
  return settingsDuring(account, history, run?.fromMs ?? fromMs, toMs);
}

/** Who keeps typing is answered after so many times of waiting (ruling-6). */
export const WINDOWS_MAX = 5;

/** By what messages of a stretch of time may wait: what had begun to wait before goes on as it began. */
export function settingsWaitedBy(
  { accountId }: Pick<Settings, 'accountId'>,
  { lives }: Pick<History, 'lives'>,
  fromMs: number,
  toMs = fromMs,
): readonly Settings[] {
  const run = runsOf({ lives }).find((one) => one.toMs === null || one.toMs > fromMs);
  return lives
    .filter((life) => life.fromMs <= toMs && life.fromMs >= (run?.fromMs ?? fromMs))
    .flatMap((life) => {
      const then = receivingAccounts(life.config).find((account) => account.accountId === accountId);
      const untilMs = life.toMs ?? Number.POSITIVE_INFINITY;
      return then && untilMs >= fromMs - WINDOWS_MAX * then.waitMs ? [then] : [];
    });
}

/** So long such messages may wait for the next one. */
export function longestWaitMs(account: Settings, history: Pick<History, 'lives'>, atMs: number): number {
  const during = settingsWaitedBy(account, history, atMs);
  return during.length === 0 ? account.waitMs : Math.max(...during.map(({ waitMs }) => waitMs));
}
