import { expect, it } from 'vitest';
import { chatsTakenElsewhere, chatsThatWentOn } from '../../../../scenarios/swarm/run-facts.ts';

const partEvent = (partId: string, state: string) => ({
  name: 'part',
  event: { partId, turnId: 'turn', state },
});
const wentOn = (...events: readonly object[]) => [
  ...chatsThatWentOn({ events, agentCalls: [{ turn: { id: 'turn', chatGuid: 'chat' } }] } as never),
];

it('a chat goes on where a part is sent before the one before has its end', () => {
  const [a, b] = [partEvent('a', 'sending'), partEvent('b', 'sending')];
  expect(wentOn(a, b)).toEqual(['chat']);
  expect(wentOn(a, partEvent('a', 'sent'), b)).toEqual([]);
  expect(wentOn(a, partEvent('a', 'queued'), a)).toEqual([]);
});

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
