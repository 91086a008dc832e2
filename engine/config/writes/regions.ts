// Numbers without their country in two configurations. In which country a number is read changes with the next start alone.

import { DEFAULT_REGION, parseAllowEntry } from '../../message/identity/allow-entry.ts';
import { accountInput, listAccountIds } from '../accounts.ts';
import type { ConfigInput } from '../schema.ts';

/** Whether a value names the same people wherever it is read. */
type ReadsAlike = (value: unknown) => boolean;

/** @param running What is read where it runs. @param written What is meant to be read where it was written. */
export function readsAlike(running: ConfigInput, written: ConfigInput): ReadsAlike {
  const meant = regionsOf(written);
  const moved = [...regionsOf(running)].flatMap(([accountId, region]) => {
    const to = meant.get(accountId) ?? region;
    return to === region ? [] : [[region, to] as const];
  });
  if (moved.length === 0) return () => true;
  const isAlike = (text: string) =>
    moved.every((regions) => {
      const [here, there] = regions.map((region) => JSON.stringify(parseAllowEntry(text, region)));
      return here === there;
    });
  const within = (value: unknown): boolean => {
    if (typeof value === 'string') return isAlike(value);
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([key, held]) => isAlike(key) && within(held));
  };
  return within;
}

/** By account. */
function regionsOf({ channels }: ConfigInput): ReadonlyMap<string, string> {
  const channel = channels?.imessage;
  const ids = channel === undefined ? [] : listAccountIds(channel);
  return new Map(ids.map((id) => [id, accountInput(channel!, id, ids.length).region ?? DEFAULT_REGION]));
}
