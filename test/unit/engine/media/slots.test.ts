import { expect, it } from 'vitest';
import { createSlots } from '../../../../engine/media/slots.ts';
import { settle } from '../../../support/clocks/manual-clock.ts';

const NEVER = new AbortController().signal;

function createBed(atOnceMax: number) {
  const slots = createSlots(atOnceMax);
  const begun: string[] = [];
  const begin = (name: string, signal = NEVER) => {
    const end = Promise.withResolvers<string>();
    const running = slots.run(() => {
      begun.push(name);
      return end.promise;
    }, signal);
    return { running, end };
  };
  return { begin, begun };
}

it('so many run at once, the others after them in their order', async () => {
  const { begin, begun } = createBed(2);
  const [a, b] = ['a', 'b', 'c', 'd'].map((name) => begin(name));
  await settle();
  expect(begun).toEqual(['a', 'b']);
  b!.end.resolve('done');
  expect(await b!.running).toBe('done');
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  a!.end.reject(new Error('failed'));
  await expect(a!.running).rejects.toThrow('failed');
  await settle();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('what nobody wants any more never begins, and takes nobody’s place', async () => {
  const { begin, begun } = createBed(1);
  const giving = new AbortController();
  const first = begin('first');
  const given = begin('given up', giving.signal);
  const last = begin('last');
  giving.abort('no more');
  await expect(given.running).rejects.toBe('no more');
  await expect(begin('too late', giving.signal).running).rejects.toBe('no more');
  first.end.resolve('');
  await first.running;
  last.end.resolve('');
  await last.running;
  const again = begin('again');
  again.end.resolve('');
  await again.running;
  expect(begun).toEqual(['first', 'last', 'again']);
});
