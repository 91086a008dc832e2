// A short turn of `npm run kills`: as the long one, with fewer kills.

import { expect, it, onTestFinished } from 'vitest';
import { createHome } from '../kills/home.ts';
import { reckon } from '../kills/reckoning.ts';
import { runHome } from '../kills/run.ts';

const KILLS = 12;
/** Draws every target. */
const SEED = 's8';
/** A child that is killed twice is started again after two seconds, and all of it waits for a busy machine. */
const TIMEOUT_MS = 400_000;

it(
  'a gateway and its imsg that are killed over and over answer every message once, or say that they do not know (B14, J3, J8)',
  async () => {
    const home = createHome();
    onTestFinished(home.remove);
    const { facts, killed } = await runHome(home, SEED, KILLS);
    const { violations, answered, unknown } = reckon(facts);
    expect(violations).toEqual([]);
    expect(answered).toBeGreaterThan(unknown);
    expect(Object.values(killed).reduce((sum, count) => sum + count)).toBe(KILLS);
    expect(Math.min(...Object.values(killed))).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
