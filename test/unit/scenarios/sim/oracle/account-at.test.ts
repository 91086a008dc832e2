import { expect, it } from 'vitest';
import { budgetHeld } from '../../../../../scenarios/sim/oracle/account-at.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import { configOf, lifeUnder, OPEN, reloadedAt, START_MS } from '../../../../support/oracle/doctored-run.ts';

it('whether a limit held in a stretch of time nobody can say where it came within, though no gateway ran before that', () => {
  const config = configOf({ ...OPEN, inbound: { turnsPerSender: { hour: 2 } } });
  const [before] = reloadedAt(configOf(OPEN), START_MS + 1_600);
  const lives = [before!, { ...lifeUnder(config)[0]!, fromMs: before!.toMs! }];
  const [account] = receivingAccounts(config);
  const held = (fromMs: number, toMs: number) =>
    budgetHeld(account!, lives, START_MS + fromMs, START_MS + toMs);
  expect([held(-5_000, 5_000), held(-5_000, 1_000), held(2_000, 5_000)]).toEqual([null, false, true]);
});
