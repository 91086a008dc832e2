import { expect, it } from 'vitest';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { OPEN_CONFIG } from '../../../../scenarios/sim/gateway.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { createRecomputing } from '../../../../scenarios/sim/recomputed.ts';
import { ALICE } from '../../../support/scenarios/stories.ts';

interface Row {
  readonly verdicts: readonly { readonly facts: object | null }[];
}

/** A store that has forgotten what decided, as if nobody had recorded it. */
function forgetful(core: StoreCore): StoreCore {
  return {
    ...core,
    read: (commands) =>
      core.read(commands).map((outcome, index) => {
        if (commands[index]!.name !== 'journalled' || !outcome.ok) return outcome;
        const rows = outcome.value as readonly Row[];
        const verdicts = (row: Row) => row.verdicts.map((verdict) => ({ ...verdict, facts: null }));
        return { ok: true, value: rows.map((row) => ({ ...row, verdicts: verdicts(row) })) };
      }),
  };
}

/** Somebody writes while the gateway is down, and its reply comes back. */
async function play(core: StoreCore) {
  const installation = createInstallation({ seed: 'recomputed', core });
  const { world } = installation;
  installation.start();
  installation.text(ALICE, 'hello', { inMs: 1_000 });
  await world.advance(60_000);
  await installation.stop();
  installation.text(ALICE, 'are you there?');
  await world.advance(30 * 60_000);
  installation.start();
  await world.advance(60_000);
  await installation.stop();
  return installation.recomputing;
}

it('comes to what was recorded, for each row that is journalled (invariant-30)', async () => {
  const { violations, agreed } = await play(createMemoryCore());
  expect({ violations, agreed: agreed() }).toEqual({ violations: [], agreed: 4 });
});

it.each([
  ['had arrived before the later one came into force', Number.POSITIVE_INFINITY, 0],
  ['nothing else', Number.NEGATIVE_INFINITY, 2],
] as const)('goes by an earlier configuration for what %s', async (_, changedMs, count) => {
  const { dmPolicy: _policy, ...imessage } = OPEN_CONFIG.channels.imessage;
  const later = { ...OPEN_CONFIG, channels: { imessage: { ...imessage, dmPolicy: 'disabled' } } };
  const inForce = [
    { config: later, fromMs: changedMs },
    { config: OPEN_CONFIG, fromMs: Number.NEGATIVE_INFINITY },
  ];
  const { behind, violations } = createRecomputing();
  await play(behind(createMemoryCore(), () => inForce));
  expect(violations).toHaveLength(count);
});

it('tells of rows of which is not recorded what decided', async () => {
  const { violations } = await play(forgetful(createMemoryCore()));
  expect(violations.map((text) => text.replace(/\(guid:\S+\)/, ''))).toEqual([
    'why: row 2  was recorded as echo own send, and is echo from me by the journal: null',
    'why: row 3  was recorded as null admitted, and is stale older than the live window by the journal: null',
    'why: row 4  was recorded as echo own send, and is echo from me by the journal: null',
  ]);
});
