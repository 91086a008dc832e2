import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../../fake-imsg/faults/faults.ts';
import { createTestMac } from '../../../support/fake-mac.ts';
import { startTestImsg } from '../../../support/imsg-process.ts';

function start(FAKE_IMSG_FAULTS: string) {
  const mac = createTestMac();
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_FAULTS } }) };
}

describe('a banner', () => {
  it('stands before everything else and changes nothing after it', async () => {
    const { mac, imsg } = start('banner=Welcome = to the machine');
    imsg.ask(1, 'watch.unsubscribe', { subscription: 1 });
    await mac.clock.advance(0);
    expect(imsg.lines).toEqual(['Welcome = to the machine', '{"jsonrpc":"2.0","id":1,"result":{"ok":true}}']);
  });
});

describe('an exit at a frame', () => {
  it('ends the process with code 1 in place of that frame, and leaves nothing running', async () => {
    const { mac, imsg } = start('exit-at=3');
    for (let id = 1; id <= 4; id++) imsg.ask(id, 'watch.subscribe');
    await mac.clock.advance(0);
    expect(imsg.frames().map(({ id }) => id)).toEqual([1, 2]);
    expect(imsg.exitCode()).toBe(1);
    expect(mac.clock.waiting).toBe(0);
  });
});

describe('a stall after a frame', () => {
  it('lets the process go on without a word, also in the middle of what it writes', async () => {
    const { mac, imsg } = start('stall-after=2');
    for (let id = 1; id <= 3; id++) imsg.ask(id, 'watch.unsubscribe', { subscription: 1 });
    imsg.ask(4, 'send', { to: '+15550001111', text: 'hi' });
    await mac.clock.advance(2000);
    expect(imsg.frames().map(({ id }) => id)).toEqual([1, 2]);
    expect(imsg.exitCode()).toBeNull();
    expect(mac.device.sent()).toHaveLength(1);
    imsg.end();
    expect(imsg.exitCode()).toBe(0);
  });
});

describe('parseFaults', () => {
  it('knows none where none are named', () => {
    expect(parseFaults(undefined)).toEqual([]);
    expect(parseFaults(' ; ')).toEqual([]);
  });

  it.each([
    ['flood=1', 'no fault "flood"; there are: bad-dates, banner, exit-at, stall-after'],
    ['stall-after=1.5', 'stall-after takes a count from 1 on, not "1.5"'],
    ['exit-at=0', 'exit-at takes a count from 1 on, not "0"'],
    ['exit-at', 'exit-at takes a count from 1 on, not ""'],
  ])('refuses %s', (text, message) => {
    expect(() => parseFaults(text)).toThrow(message);
  });

  it('makes the process say what is wrong instead of starting', () => {
    const { imsg } = start('flood=1');
    expect(imsg.lines[0]).toContain('no fault "flood"');
    expect(imsg.exitCode()).toBe(1);
  });
});
