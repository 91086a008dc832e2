import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../../fake-imsg/faults/parse.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg, type TestImsg } from '../../../support/processes/imsg-process.ts';

type Started = { mac: TestMac; imsg: TestImsg };

/** The same fault by either way: around one process, or set on the device that it belongs to. */
const WAYS: readonly [string, (fault: string) => Started][] = [
  ['in FAKE_IMSG_FAULTS', start],
  ['set on the device', startOnDevice],
];

function start(FAKE_IMSG_FAULTS: string): Started {
  const mac = createTestMac();
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_FAULTS } }) };
}

function startOnDevice(fault: string): Started {
  const mac = createTestMac();
  const imsg = startTestImsg(mac.device);
  mac.device.schedule({ kind: 'fault', fault });
  mac.device.step();
  return { mac, imsg };
}

/** A request that is answered at once, without chat.db. */
const ask = (imsg: TestImsg, ...ids: (number | string)[]) => {
  for (const id of ids) imsg.ask(id, 'watch.unsubscribe', { subscription: 1 });
};
const OK = (id: number | string) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"ok":true}}`;
const ids = (imsg: TestImsg) => imsg.frames().map(({ id }) => id);

describe('a banner', () => {
  it('stands before everything else and changes nothing after it', async () => {
    const { mac, imsg } = start('banner=Welcome = to the machine, me@example.com');
    ask(imsg, 1);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual(['Welcome = to the machine, me@example.com', OK(1)]);
  });
});

describe.each(WAYS)('%s,', (_way, begin) => {
  it('an exit ends the process in place of the line, and leaves nothing running', async () => {
    const { mac, imsg } = begin('exit=3@count:3');
    for (let id = 1; id <= 4; id++) imsg.ask(id, 'watch.subscribe');
    await mac.clock.advance(0);
    expect(ids(imsg)).toEqual([1, 2]);
    expect(imsg.exitCode()).toBe(3);
    expect(mac.clock.waiting).toBe(0);
  });

  it('a signal ends the process without an exit', async () => {
    const { mac, imsg } = begin('signal=SIGSEGV@count:2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(0);
    expect([ids(imsg), imsg.exitCode(), imsg.diedOf()]).toEqual([[1], null, 'SIGSEGV']);
  });

  it('a stall lets the process go on without a word', async () => {
    const { mac, imsg } = begin('stall@count:3');
    ask(imsg, 1, 2, 3);
    imsg.ask(4, 'send', { to: '+15550001111', text: 'hi' });
    await mac.clock.advance(2000);
    expect(ids(imsg)).toEqual([1, 2]);
    expect(imsg.exitCode()).toBeNull();
    expect(mac.device.sent()).toHaveLength(1);
    imsg.end();
    expect(imsg.exitCode()).toBe(0);
  });

  it('a stall with a time ends with everything that was held up, in order', async () => {
    const { mac, imsg } = begin('stall=10s@count:2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(9999);
    expect(ids(imsg)).toEqual([1]);
    await mac.clock.advance(1);
    expect(ids(imsg)).toEqual([1, 2, 3]);
    ask(imsg, 4);
    await mac.clock.advance(0);
    expect(ids(imsg)).toEqual([1, 2, 3, 4]);
  });

  it('latency delays each line by as much, and keeps the order', async () => {
    const { mac, imsg } = begin('latency=200ms');
    ask(imsg, 1);
    await mac.clock.advance(100);
    ask(imsg, 2);
    await mac.clock.advance(99);
    expect(ids(imsg)).toEqual([]);
    await mac.clock.advance(1);
    expect(ids(imsg)).toEqual([1]);
    await mac.clock.advance(100);
    expect(ids(imsg)).toEqual([1, 2]);
  });

  it('jitter keeps the order too', async () => {
    const { mac, imsg } = begin('latency=10ms-500ms');
    const asked = Array.from({ length: 20 }, (_, index) => index + 1);
    ask(imsg, ...asked);
    await mac.clock.advance(9);
    expect(ids(imsg)).toEqual([]);
    await mac.clock.advance(491);
    expect(ids(imsg)).toEqual(asked);
  });

  it('odd chunks come one by one and are a whole line in the end', async () => {
    const { mac, imsg } = begin('chunks=5');
    ask(imsg, 1, 2);
    await mac.clock.advance(0);
    expect(imsg.rest()).toBe('{"jso');
    await mac.clock.advance(2);
    expect(imsg.rest()).toBe('{"jsonrpc"');
    await mac.clock.advance(200);
    expect(imsg.lines).toEqual([OK(1), OK(2)]);
  });

  it('a torn line runs into the next', async () => {
    const { mac, imsg } = begin('torn=10@count:2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual([OK(1), `{"jsonrpc"${OK(3)}`]);
  });

  it('garbage stands before a whole line', async () => {
    const { mac, imsg } = begin('garbage@count:2');
    ask(imsg, 1, 2);
    await mac.clock.advance(0);
    expect(imsg.lines).toHaveLength(3);
    expect([imsg.lines[0], imsg.lines[2]]).toEqual([OK(1), OK(2)]);
    expect(() => JSON.parse(imsg.lines[1]!)).toThrow();
  });

  it('noise goes to stderr and to nowhere else', async () => {
    const { mac, imsg } = begin('stderr-noise=objc: duplicate class@count:2+');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual([OK(1), OK(2), OK(3)]);
    expect(imsg.errors()).toBe('objc: duplicate class\nobjc: duplicate class\n');
  });

  it('a line without its line feed gets it with the next one, and the last one never', async () => {
    const { mac, imsg } = begin('no-newline');
    ask(imsg, 1, 2);
    await mac.clock.advance(0);
    imsg.end();
    expect([imsg.lines, imsg.rest(), imsg.exitCode()]).toEqual([[OK(1)], OK(2), 0]);
  });

  it('an endless line swallows everything behind it', async () => {
    const { mac, imsg } = begin('endless-line@count:2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(50);
    expect(imsg.lines).toEqual([OK(1)]);
    expect(imsg.rest().length).toBeGreaterThan(50 * 65_536);
    expect(imsg.exitCode()).toBeNull();
  });

  it('a very long line ends after as many bytes as it was given', async () => {
    const { mac, imsg } = begin('endless-line=200000@first:"id":2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(10);
    expect([imsg.lines[0], imsg.lines[2], imsg.lines[3]]).toEqual([OK(1), OK(2), OK(3)]);
    expect(imsg.lines[1]!.match(/x+$/)![0]).toHaveLength(200_000);
  });

  it('an endless line waits for a reader that is behind', async () => {
    const { mac, imsg } = begin('endless-line');
    imsg.fill();
    ask(imsg, 1);
    await mac.clock.advance(1000);
    const before = imsg.rest().length;
    expect(before).toBeLessThan(3 * 65_536);
    imsg.drain();
    await mac.clock.advance(10);
    expect(imsg.rest().length).toBeGreaterThan(before + 5 * 65_536);
  });

  it('a reply never comes, although the request was carried out', async () => {
    const { mac, imsg } = begin('never@first:"method":"send"');
    imsg.ask('a', 'send', { to: '+15550001111', text: 'one' });
    imsg.ask('b', 'send', { to: '+15550001111', text: 'two' });
    ask(imsg, 'c');
    await mac.pass(20_000);
    expect(ids(imsg)).toEqual(['c', 'b']);
    expect(mac.device.sent().map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('a late reply is passed by others', async () => {
    const { mac, imsg } = begin('late=3s@count:1');
    ask(imsg, 1, 2);
    await mac.clock.advance(2999);
    expect(ids(imsg)).toEqual([2]);
    await mac.clock.advance(1);
    expect(ids(imsg)).toEqual([2, 1]);
  });

  it('a reply comes twice', async () => {
    const { mac, imsg } = begin('twice@count:2');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual([OK(1), OK(2), OK(2), OK(3)]);
  });

  it('a reply bears a foreign id', async () => {
    const { mac, imsg } = begin('foreign-id=77@match:"id":2,');
    ask(imsg, 1, 2, 3);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual([OK(1), OK(77), OK(3)]);
  });

  it('a subscription is not answered and yet tells', async () => {
    const { mac, imsg } = begin('never@first:watch.subscribe');
    imsg.ask(1, 'watch.subscribe');
    await mac.clock.advance(0);
    mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hi' });
    await mac.pass(1000);
    expect(imsg.frames().map(({ id, method }) => id ?? method)).toEqual(['message']);
  });

  it('stdin is left unread from a request on, then read on where it was left', async () => {
    const { mac, imsg } = begin('unread=10s@count:2');
    ask(imsg, 1, 2);
    expect(imsg.process.wantsInput()).toBe(false);
    ask(imsg, 3);
    imsg.end();
    await mac.clock.advance(9999);
    expect([ids(imsg), imsg.exitCode()]).toEqual([[1], null]);
    await mac.clock.advance(1);
    expect([ids(imsg), imsg.exitCode()]).toEqual([[1, 2, 3], 0]);
  });

  it('stdin is left unread for good', async () => {
    const { mac, imsg } = begin('unread');
    ask(imsg, 1);
    await mac.clock.advance(24 * 3_600_000);
    expect([imsg.lines, imsg.process.wantsInput(), imsg.exitCode()]).toEqual([[], false, null]);
  });

  it('two faults work on the same line', async () => {
    const { mac, imsg } = begin('twice');
    mac.device.schedule({ kind: 'fault', fault: 'latency=1s' });
    mac.device.step();
    ask(imsg, 1);
    await mac.clock.advance(999);
    expect(imsg.lines).toEqual([]);
    await mac.clock.advance(1);
    expect(imsg.lines).toEqual([OK(1), OK(1)]);
  });
});

describe('bad dates', () => {
  it('stand in every frame that has one', async () => {
    const { mac, imsg } = start('bad-dates=soon');
    imsg.ask(1, 'watch.subscribe');
    await mac.clock.advance(0);
    mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hi' });
    await mac.pass(1000);
    expect(imsg.frames().at(-1).params.message.created_at).toBe('soon');
  });
});

describe('parseFaults', () => {
  it('knows none where none are named', () => {
    expect(parseFaults(undefined)).toEqual([]);
    expect(parseFaults(' ; ')).toEqual([]);
  });

  it('keeps semicolons that are escaped, and the at signs of a value', async () => {
    const { mac, imsg } = start('never@match:any\\;-\\;1; banner=a@b');
    imsg.line('{"jsonrpc":"2.0","id":1,"method":"chats.find","params":{"x":"any;-;1"}}');
    ask(imsg, 2);
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual(['a@b', OK(2)]);
  });

  it.each([
    ['flood=1', 'no fault "flood"; there are: bad-dates, banner, chunks, endless-line, exit'],
    ['stall=soon', '"soon" is not a time; write 250ms, 3s, 2m or 1h'],
    ['exit=x@count:1', 'exit takes a code from 0 to 255, not "x"'],
    ['exit@count:0', 'count takes 3, 3+ or 3-5, not "0"'],
    ['exit@chance:2', 'chance takes 0 to 1, not "2"'],
    ['signal=9', 'signal takes SIGKILL'],
    ['chunks=0', 'chunks takes a whole number from 1 on, not "0"'],
    ['late', '"" is not a time'],
    ['latency=2s-1s', 'the shorter time first'],
    ['never=1', 'never takes no value'],
    ['banner', 'banner takes a text'],
    ['=1', '"=1" is no fault; write name=value@trigger'],
  ])('refuses %s', (text, message) => {
    expect(() => parseFaults(text)).toThrow(message);
  });

  it('makes the process say what is wrong instead of starting', () => {
    const { imsg } = start('flood=1');
    expect(imsg.lines[0]).toContain('no fault "flood"');
    expect(imsg.exitCode()).toBe(1);
  });
});
