// What a write-ahead log that was made anew does to a watch (wire-3.2, sidecar rotation).

import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

/** A watch of the build on a Mac whose log has just been rotated, after its fallback poll. */
async function startRotated(build: string) {
  const { clock, device: real } = createTestMac();
  const signals: (() => void)[] = [];
  let log = 'first';
  const device = {
    ...real,
    files: () => ({ ...real.files(), log }),
    onChange(callback: () => void) {
      signals.push(callback);
      return () => {};
    },
  };
  const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask('sub', 'watch.subscribe');
  await clock.advance(5000);
  log = 'second';
  return {
    clock,
    texts: () =>
      imsg
        .frames()
        .filter(({ method }) => method === 'message')
        .map(({ params }) => params.message.text),
    /** Something arrives and the files say so. */
    async arrive(text: string) {
      real.schedule({ kind: 'text', from: ALICE, text });
      real.step();
      for (const signal of signals) signal();
      await clock.advance(0);
    },
  };
}

describe('a watch whose log was rotated', () => {
  it('notices nothing any more in 0.5.0', async () => {
    const { clock, texts, arrive } = await startRotated('0.5.0');
    await arrive('unheard');
    await clock.advance(60_000);
    expect(texts()).toEqual([]);
  });

  it.each(['0.8.1', '0.9.0'])('is up to 5 seconds late in %s', async (build) => {
    const { clock, texts, arrive } = await startRotated(build);
    await arrive('late');
    await clock.advance(4000);
    expect(texts()).toEqual([]);
    await clock.advance(1000);
    expect(texts()).toEqual(['late']);
  });

  it.each(['0.11.0', '0.13.4', '0.14.1', 'current', '0.15.2'])('goes on as before in %s', async (build) => {
    const { clock, texts, arrive } = await startRotated(build);
    await arrive('in time');
    await clock.advance(500);
    expect(texts()).toEqual(['in time']);
  });
});
