import { describe, expect, it } from 'vitest';
import { environmentFacts } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg, type TestImsg } from '../../../support/processes/imsg-process.ts';

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

describe('a locked database (wire-1.6)', () => {
  it('fails a request after 5 s, but not what imsg says of itself', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'locked', forMs: 60_000 }, 0);
    imsg.ask(2, 'chats.list');
    imsg.ask(3, 'status');
    await mac.clock.advance(4900);
    expect(imsg.answer(3).result).toBeDefined();
    expect(imsg.answer(2)).toBeUndefined();
    await mac.clock.advance(200);
    expect(imsg.answer(2).error).toMatchObject({
      code: -32603,
      data: expect.stringContaining('database is locked (code: 5)'),
    });
  });

  it.each([
    [2000, [0, 'Are you there?']],
    [60_000, [1, 'database is locked (code: 5)']],
  ])('for %i ms keeps a command waiting 5 s at most', async (forMs, [code, says]) => {
    const { mac, happen } = await startWatching();
    await happen(text('Are you there?'));
    await happen({ kind: 'fault', fault: 'locked', forMs }, 0);
    const imsg = startTestImsg(mac.device, { argv: ['history', '--chat-id', '1'] });
    await mac.clock.advance(1900);
    expect([imsg.lines, imsg.exitCode()]).toEqual([[], null]);
    await mac.clock.advance(3200);
    expect(imsg.exitCode()).toBe(code);
    expect(imsg.lines.join('\n')).toContain(says);
  });

  it('that heals in time is noticed by nobody but for the wait', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'locked', forMs: 3000 }, 0);
    await happen(text('hi'), 0);
    imsg.ask(2, 'chats.list');
    await mac.pass(2000);
    expect([told(imsg), imsg.answer(2)]).toEqual([[], undefined]);
    await mac.pass(2500);
    expect(told(imsg)).toEqual(['hi']);
    expect(imsg.answer(2).result.chats).toHaveLength(1);
  });

  it('ends a watch whose poll waited for 5 s', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'locked', forMs: 60_000 }, 0);
    await happen(text('unheard'), 5000);
    expect(imsg.frames()).toHaveLength(1);
    await mac.pass(2000);
    expect(imsg.frames().at(-1).params.error.message).toBe('database is locked (code: 5)');
  });
});

describe('a database that is gone', () => {
  it('cannot be opened until it is back, while who has it open reads on, and Messages waits', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen(text('before'));
    await happen({ kind: 'fault', fault: 'gone', forMs: 60_000 }, 0);
    const later = startTestImsg(mac.device);
    later.ask(1, 'chats.list');
    await happen(text('after'), 1000);
    expect(later.answer(1).error.message).toBe('Database unavailable');
    expect(told(imsg)).toEqual(['before']);
    await mac.pass(60_000);
    await mac.pass(6000);
    expect(told(imsg)).toEqual(['before', 'after']);
    later.ask(2, 'chats.list');
    await mac.clock.advance(0);
    expect(later.answer(2).result.chats).toHaveLength(1);
  });

  it('stays open in Messages, which knows its chats by it and takes what it is to send', async () => {
    const mac = createTestMac({ facts: environmentFacts('bridge') });
    mac.device.schedule(text('before'));
    await mac.pass(1000);
    mac.device.schedule({ kind: 'fault', fault: 'gone', forMs: 60_000 });
    await mac.pass(0);
    const imsg = startTestImsg(mac.device);
    const ways = ['bridge', 'applescript'] as const;
    for (const [id, transport] of ways.entries())
      imsg.ask(id, 'send', { chat_guid: 'any;-;+15550001111', text: transport, transport });
    await mac.pass(10_000);
    expect(imsg.answer(0).result).toMatchObject({ ok: true });
    await mac.pass(60_000);
    expect(mac.device.sent().map(({ text: words }) => words)).toEqual(['bridge', 'applescript']);
  });
});

describe('a full disk', () => {
  it('keeps Messages from writing; what it held back comes in order once there is room', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'disk-full' }, 0);
    await happen(text('one'));
    await happen(text('two'), 60_000);
    expect([told(imsg), mac.all('SELECT ROWID FROM message')]).toEqual([[], []]);
    mac.device.clearFaults();
    await mac.pass(0);
    await mac.pass(1000);
    expect(told(imsg)).toEqual(['one', 'two']);
  });
});

describe('a bridge', () => {
  const launched = { kind: 'bridge', state: 'launched' };

  it.each([
    ['bridge-drop', 'gone'],
    ['bridge-wedge', 'hangs'],
  ])('that suffers %s recovers when it is over', async (fault, state) => {
    const { mac, happen } = await startWatching();
    await happen(launched);
    await happen({ kind: 'fault', fault, forMs: 5000 }, 1000);
    expect(mac.device.facts()).toMatchObject({ lock: true, bridge: state });
    await mac.pass(4000);
    expect(mac.device.facts()).toMatchObject({ lock: true, bridge: 'answers' });
  });

  it('that was never launched has nothing to lose', async () => {
    const { mac, happen } = await startWatching();
    const before = mac.device.facts();
    await happen({ kind: 'fault', fault: 'bridge-wedge' });
    expect(mac.device.facts()).toEqual(before);
  });
});

describe('faults of a device', () => {
  const unsubscribe = (imsg: TestImsg, id: number) => imsg.ask(id, 'watch.unsubscribe', { subscription: 9 });

  it('count for all its processes together', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'never@count:3' });
    const other = startTestImsg(mac.device);
    unsubscribe(imsg, 2);
    unsubscribe(other, 3);
    unsubscribe(other, 4);
    unsubscribe(imsg, 5);
    await mac.clock.advance(0);
    expect([imsg, other].map((one) => one.frames().map(({ id }) => id))).toEqual([[1, 2, 5], [3]]);
  });

  it('end when they are cleared, one or all', async () => {
    const { mac, imsg, happen } = await startWatching();
    const never = mac.device.schedule({ kind: 'fault', fault: 'never' });
    await happen({ kind: 'fault', fault: 'twice' });
    unsubscribe(imsg, 2);
    mac.device.clearFaults(never);
    unsubscribe(imsg, 3);
    mac.device.clearFaults();
    unsubscribe(imsg, 4);
    await mac.clock.advance(0);
    expect(imsg.frames().map(({ id }) => id)).toEqual([1, 3, 3, 4]);
  });

  it('begin after a time, and strike at some of many', async () => {
    const { mac, imsg, happen } = await startWatching();
    await happen({ kind: 'fault', fault: 'never@time:10s' }, 0);
    unsubscribe(imsg, 2);
    await mac.pass(10_000);
    unsubscribe(imsg, 3);
    await mac.clock.advance(0);
    expect(imsg.frames().map(({ id }) => id)).toEqual([1, 2]);
    mac.device.clearFaults();
    await happen({ kind: 'fault', fault: 'never@chance:0.3,seed' });
    for (let id = 1000; id < 1300; id += 1) unsubscribe(imsg, id);
    await mac.clock.advance(0);
    const answered = imsg.frames().filter(({ id }) => id >= 1000).length;
    expect(answered).toBeGreaterThan(170);
    expect(answered).toBeLessThan(250);
  });

  it.each([
    ['flood', 'use one of watch-error, deaf'],
    ['late=99999999h', '"99999999h" is longer than a year; write 8784h or less'],
    ['late=soon', 'fault: "soon" is not a time'],
    ['deaf@count:2', 'fault: deaf takes neither a value nor a trigger'],
    ['never@often:2', 'fault: "never@often:2" is no fault'],
  ])('named %s cannot be set', (fault, message) => {
    const mac = createTestMac();
    expect(() => mac.device.schedule({ kind: 'fault', fault })).toThrow(message);
  });
});
