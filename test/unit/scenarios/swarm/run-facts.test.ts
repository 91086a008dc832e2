import { expect, it } from 'vitest';
import { chatsTakenElsewhere } from '../../../../scenarios/swarm/run-facts.ts';

it('a gateway on a state of its own: the chats are those of which it took rows', () => {
  const rowEvent = (incarnation: number, chatGuid: string | null) => ({
    name: 'row',
    incarnation,
    event: { chatGuid },
  });
  const events = [rowEvent(1, 'one'), rowEvent(2, 'two'), rowEvent(2, null), rowEvent(3, 'three')];
  expect([...chatsTakenElsewhere(events as never, new Set([2]))]).toEqual(['two']);
  // One that was refused took none.
  expect([...chatsTakenElsewhere(events as never, new Set([4]))]).toEqual([]);
});
