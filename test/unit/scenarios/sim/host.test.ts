import { expect, it } from 'vitest';
import { createEmitter } from '../../../../engine/events.ts';
import { createHost, ENGINE_EVENTS } from '../../../../scenarios/sim/host.ts';

const SUBSCRIBED = { accountId: 'default', sinceRowid: null, boundary: null };

it('a host throws at the event that it is told to, so often, and at no other', () => {
  const { emit, on } = createEmitter();
  const host = createHost();
  host.listen({ on });
  const subscribe = () => emit('subscribed', SUBSCRIBED);
  expect(subscribe).not.toThrow();
  host.throwOn('subscribed', 2);
  expect(() =>
    emit('child', { accountId: 'default', name: 'watch', state: 'ready', reason: '' }),
  ).not.toThrow();
  expect(subscribe).toThrow('a listener of the host throws at subscribed');
  expect(subscribe).toThrow();
  expect(subscribe).not.toThrow();
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
