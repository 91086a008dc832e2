import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/fake-mac.ts';
import { startTestImsg, type TestImsg } from '../../../support/imsg-process.ts';

const text = (words: string) => ({ kind: 'text', from: '+15550001111', text: words });

async function startWatching() {
  const mac = createTestMac();
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'watch.subscribe');
  await mac.clock.advance(0);
  const happen = async (event: { kind: string; [field: string]: unknown }, ms = 1000) => {
    mac.device.schedule(event);
    await mac.pass(ms);
  };
  return { mac, imsg, happen };
}

const told = (imsg: TestImsg, subscription = 1) =>
  imsg
    .frames()
    .filter(({ method, params }) => method === 'message' && params.subscription === subscription)
    .map(({ params }) => params.message.text);

describe('a watch error', () => {
  it('ends the watches of that moment within a poll, and neither the process nor a later watch', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'watch-error' });
    expect(imsg.frames().slice(1)).toEqual([
      {
        jsonrpc: '2.0',
        method: 'error',
        params: { subscription: 1, error: { message: 'database is locked (code: 5)' } },
      },
    ]);
    await happen(text('unheard'));
    imsg.ask(2, 'watch.subscribe', { since_rowid: -1 });
    await mac.clock.advance(0);
    await happen(text('heard'));
    expect([told(imsg), told(imsg, 2)]).toEqual([[], ['unheard', 'heard']]);
    expect(imsg.exitCode()).toBeNull();
  });
});

describe('a full pipe', () => {
  it('ends a watch that has more to tell than it may keep, with the row to read on from', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'full-pipe', forMs: 60_000 }, 0);
    for (let row = 1; row <= 300; row += 1) mac.device.schedule(text(`row ${row}`));
    await mac.pass(50_000);
    const before = told(imsg).length;
    expect(before).toBeLessThan(5);
    await mac.pass(20_000);
    expect(told(imsg)).toHaveLength(before + 256);
    const overflow = imsg.frames().find(({ method }) => method === 'watch.overflow');
    expect(overflow?.params.resume_after_rowid).toBe(before + 256);
    imsg.ask(2, 'messages.after', { since_rowid: before + 256 });
    await mac.clock.advance(0);
    expect(imsg.answer(2).result.messages).toHaveLength(300 - 256 - before);
  });
});

describe('a deaf watch', () => {
  it('tells nothing for as long as it is deaf, then what it missed', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'deaf', forMs: 60_000 }, 0);
    await happen(text('late'), 59_000);
    imsg.ask('after', 'messages.after', { since_rowid: 0 });
    await mac.clock.advance(0);
    expect(imsg.answer('after').result.messages).toHaveLength(1);
    expect(told(imsg)).toEqual([]);
    await mac.pass(6000);
    expect(told(imsg)).toEqual(['late']);
  });

  it('stays deaf for good unless told otherwise, while a later one is well', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'deaf' }, 0);
    await happen(text('unheard'), 24 * 3_600_000);
    imsg.ask(2, 'watch.subscribe', { since_rowid: -1 });
    await mac.clock.advance(0);
    expect([told(imsg), told(imsg, 2)]).toEqual([[], ['unheard']]);
  });
});

describe('an exit', () => {
  it('ends each process of that moment with code 1, and none that starts later', async () => {
    const { mac, imsg, happen } = await startWatching();
    const other = startTestImsg(mac.device);
    await happen({ kind: 'fault', fault: 'exit' });
    expect([imsg.exitCode(), other.exitCode()]).toEqual([1, 1]);
    expect(mac.clock.waiting).toBe(0);
    const later = startTestImsg(mac.device);
    await happen(text('hi'));
    expect(later.exitCode()).toBeNull();
  });
});
