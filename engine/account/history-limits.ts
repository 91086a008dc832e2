import { NO_PEOPLE, type People } from '../access/people.ts';
import type { AccountConfig } from '../config/config.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import { normalizeHandle } from '../message/identity/handles.ts';

/** With how many earlier messages a direct session begins, by who writes there: their own limit, else that of all (HIS-2). */
export function compileHistoryLimits(
  {
    dmHistoryLimit,
    dmHistoryLimits,
    region,
  }: Pick<AccountConfig, 'dmHistoryLimit' | 'dmHistoryLimits' | 'region'>,
  people: People = NO_PEOPLE,
): (sender: string) => number {
  const limits = new Map<string, number>();
  for (const [written, limit] of Object.entries(dmHistoryLimits)) {
    const entry = parseAllowEntry(written, region);
    limits.set(entry?.kind === 'handle' ? entry.handle : written, limit);
  }
  return (sender) => {
    const handle = normalizeHandle(sender);
    const own = handle && [handle, ...people.handlesOf(handle)].find((one) => limits.has(one));
    return limits.get(own ?? sender) ?? dmHistoryLimit;
  };
}
