import { expect, it } from 'vitest';
import { createTroubleWitness } from '../../../../../scenarios/sim/witness/trouble-witness.ts';

function withoutBridge(begins: 'answers' | 'gone', ...changes: readonly ('answers' | 'gone' | 'hangs')[]) {
  const trouble = createTroubleWitness([], { bridge: begins, atMs: 0 });
  for (const [index, bridge] of changes.entries()) trouble.facts({ bridge }, (index + 1) * 1_000);
  return trouble.disturbances
    .filter(({ of }) => of === 'bridge alone')
    .map(({ fromMs, toMs }) => [fromMs, toMs]);
}

it('a Mac that begins without a bridge has none until one is launched', () => {
  expect(withoutBridge('gone')).toEqual([[0, null]]);
  expect(withoutBridge('gone', 'answers')).toEqual([[0, 1_000]]);
  expect(withoutBridge('answers')).toEqual([]);
  expect(withoutBridge('answers', 'gone', 'answers', 'hangs')).toEqual([
    [1_000, 2_000],
    [3_000, null],
  ]);
});
