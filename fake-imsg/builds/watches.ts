import type { WatchPolicy } from '../watch/policy.ts';
import type { ByRelease } from './by-release.ts';

/** How the releases watch (wire-3.2). */
export const WATCHES: ByRelease<WatchPolicy> = {
  debounceMs: [250, ['0.7.0', 500]],
  fallbackPollMs: [null, ['0.7.0', 5000]],
  hearsNewFiles: [false, ['0.11.0', true]],
  batchRows: [100],
  unjoinedTries: [null, ['0.11.0', 20]],
  remembersUnreached: [true, ['0.14.1', false]],
  passesDropped: [false, ['0.11.1', true]],
  stalledDrainMs: [100],
  drainsAtOnce: [false, ['current', true]],
  tellsEachChat: [true, ['current', false]],
};
