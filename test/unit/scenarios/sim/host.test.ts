import { expect, it } from 'vitest';
import { createEmitter } from '../../../../engine/events.ts';
import { createHost, ENGINE_EVENTS } from '../../../../scenarios/sim/host.ts';

const SUBSCRIBED = { accountId: 'default', sinceRowid: null, boundary: null };

it('a host throws at the event that it is told to, so often, and at no other', () => {
  const thrown: string[] = [];
  const { emit, on } = createEmitter((name, error) => thrown.push(`${name}: ${(error as Error).message}`));
  const host = createHost();
  host.listen({ on });
  const subscribe = () => emit('subscribed', SUBSCRIBED);
  subscribe();
  host.throwOn('subscribed', 2);
  emit('child', { accountId: 'default', name: 'watch', state: 'ready', reason: '' });
  expect(thrown).toEqual([]);
  for (let times = 0; times < 3; times += 1) subscribe();
  const once = 'subscribed: a listener of the host throws at subscribed';
  expect(thrown).toEqual([once, once]);
});

it('a host listens to all that an engine tells of', () => {
  const heard: string[] = [];
  createHost().listen({
    on(name) {
      heard.push(name);
      return () => {};
    },
  });
  expect(heard).toEqual([...ENGINE_EVENTS]);
});
