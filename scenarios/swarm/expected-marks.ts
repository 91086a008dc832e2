// What a soak must have met: a mark that ten thousand seeds never met says that the swarm has stopped trying something.

import { ENVIRONMENTS } from '../../fake-imsg/environments.ts';
import { FAULTS } from '../../fake-imsg/faults/registry.ts';
import { worldEvents } from '../../fake-imsg/world/events.ts';

/** Seeds from which on a mark that was never met fails the soak. */
export const SEEDS_FOR_ALL_MARKS = 10_000;

/** What imsg itself makes happen, and faults, which have marks of their own. */
const NOT_DRAWN: ReadonlySet<string> = new Set(['script-send', 'bridge-send', 'fault', 'row', 'chat-row']);

/** Fates with their reasons, states and codes that a gateway gives today. */
const OF_THE_GATEWAY = [
  'fate pending: admitted',
  'fate echo: own send',
  'fate echo: from me',
  'fate stale: older than the live window',
  'fate stale: older than the recovery window',
  'fate denied: missing sender',
  'fate denied: dmPolicy blocked',
  'fate denied: dmPolicy disabled',
  'fate denied: groupPolicy disabled',
  'fate denied: groupPolicy allowlist',
  'fate denied: not in groupAllowFrom',
  'fate reaction: tapback',
  'fate empty: empty body',
  'repeat sighting',
  'turn formed',
  'turn running',
  'turn answered',
  'turn failed',
  'part sending',
  'part sent',
  'part failed',
  'part unknown',
  'gateway start',
  'gateway stop',
  'gateway crash',
];

export const EXPECTED_MARKS: readonly string[] = [
  ...OF_THE_GATEWAY,
  ...Object.keys(worldEvents)
    .filter((kind) => !NOT_DRAWN.has(kind))
    .map((kind) => `event ${kind}`),
  ...Object.keys(FAULTS).map((name) => `fault ${name}`),
  ...Object.keys(ENVIRONMENTS).map((name) => `environment ${name}`),
];

export function unmet(marks: Readonly<Record<string, number>>): string[] {
  return EXPECTED_MARKS.filter((mark) => marks[mark] === undefined);
}
