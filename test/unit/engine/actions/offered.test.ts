import { expect, it } from 'vitest';
import { createActions } from '../../../../engine/actions/actions.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Ability } from '../../../../engine/wire/route.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { CONTEXT } from '../../../support/stores/inputs.ts';

it('what is not offered for want of the bridge is looked for, and offered the next time (ACT-2)', () => {
  let ability: Ability = 'yes';
  const looks: boolean[] = [];
  const { of } = createActions({
    ...common,
    accountId: 'default',
    cliPath: 'imsg',
    region: 'US',
    saying: (text = '') => text,
    gates: { reactions: true } as never,
    line: {
      abilityOf: () => ability,
      async look(isAskedFor) {
        looks.push(isAskedFor);
      },
    },
    store: openCore(createMemoryCore()),
    outgoing: null,
    sightOf: () => ({}) as never,
    clock: createManualClock(),
    logger: createListLogger(),
  });
  const names = () => of({ ...CONTEXT, mayManage: false, mayUse: () => true }).map(({ name }) => name);
  expect([names(), looks]).toEqual([['react'], []]);
  ability = 'bridge';
  expect([names(), looks]).toEqual([[], [false]]);
  ability = 'yes';
  expect([names(), looks]).toEqual([['react'], [false]]);
});
