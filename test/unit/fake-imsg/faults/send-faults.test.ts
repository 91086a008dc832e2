import { describe, expect, it } from 'vitest';
import { basic, bridge } from '../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

async function macWith(fault: string, facts = basic): Promise<TestMac> {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  mac.device.schedule({ kind: 'fault', fault });
  await mac.pass(1000);
  return mac;
}

async function sendOn(mac: TestMac, text = 'hi', { ms = 10_000, build = 'current' } = {}) {
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask(1, 'send', { chat_id: 1, text });
  await mac.pass(ms);
  return imsg.answer(1);
}

const ownRows = (mac: TestMac) =>
  mac.all<{ guid: string; date: number; error: number; is_sent: number }>(
    'SELECT guid, date, error, is_sent FROM message WHERE is_from_me = 1 ORDER BY ROWID',
  );

describe('what can go wrong with a message on its way out', () => {
  it('is nothing without a fault', async () => {
    const mac = await macWith('send-ghost@match:nobody says this');
    expect((await sendOn(mac)).result.ok).toBe(true);
  });

  it('send-ghost: an empty row in no chat, which is not the truth about anything that left', async () => {
    const mac = await macWith('send-ghost');
    expect((await sendOn(mac)).error.data.detail).toMatch('wrote an unjoined empty outgoing row (2)');
    expect(ownRows(mac)).toHaveLength(1);
    expect(mac.device.sent()).toEqual([]);
  });

  it('send-twice: two messages 62 ms apart, and one answer that all is well', async () => {
    const mac = await macWith('send-twice@count:1');
    expect((await sendOn(mac)).result.ok).toBe(true);
    const [first, second, ...others] = mac.device.sent();
    expect(others).toEqual([]);
    expect(second!.atMs - first!.atMs).toBe(62);
    expect(second!.guid).not.toBe(first!.guid);
    expect(ownRows(mac)).toHaveLength(2);
    await sendOn(mac, 'again');
    expect(mac.device.sent()).toHaveLength(3);
  });

  it('send-twice: as far apart as asked, over the bridge as well', async () => {
    const mac = await macWith('send-twice=200ms', bridge);
    expect((await sendOn(mac)).result.transport).toBe('bridge');
    const [first, second] = mac.device.sent();
    expect(second!.atMs - first!.atMs).toBe(200);
  });

  it.each([
    ['0.11.1', { ok: true, transport: 'applescript', chat_guid: `any;-;${ALICE}`, service: 'iMessage' }],
    ['current', undefined],
  ])('send-swallowed: success of which nothing is to be seen (%s)', async (build, result) => {
    const mac = await macWith('send-swallowed');
    const answer = await sendOn(mac, 'hi', { build });
    expect(answer.result).toEqual(result);
    if (!result) expect(answer.error.code).toBe(-32001);
    expect(ownRows(mac)).toEqual([]);
  });

  it('send-unanswered: sent, and osascript is given up after 150 s', async () => {
    const mac = await macWith('send-unanswered');
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.pass(149_000);
    expect(imsg.answer(1)).toBeUndefined();
    expect(mac.device.sent()).toHaveLength(1);
    await mac.pass(1100);
    expect(imsg.answer(1).error).toMatchObject({
      code: -32001,
      data: { disposition: 'may_have_completed', detail: 'osascript timed out after 150 seconds.' },
    });
  });

  it('send-unanswered: never answered at all by builds that wait for ever', async () => {
    const mac = await macWith('send-unanswered');
    expect(await sendOn(mac, 'hi', { build: '0.13.4', ms: 1_000_000 })).toBeUndefined();
    expect(mac.device.sent()).toHaveLength(1);
  });

  it('send-unanswered: over the bridge the request is still in flight after the deadline', async () => {
    const mac = await macWith('send-unanswered', bridge);
    const { error } = await sendOn(mac, 'hi', { ms: 151_000 });
    expect(error).toMatchObject({ code: -32001, data: { disposition: 'still_in_flight' } });
    expect(mac.device.sent()).toHaveLength(1);
  });

  it('send-dies: sent, and the process is gone', async () => {
    const mac = await macWith('send-dies');
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.pass(1000);
    expect(imsg.exitCode()).toBe(1);
    expect(imsg.frames()).toEqual([]);
    expect(mac.device.sent()).toHaveLength(1);
  });

  it('send-unknown: sent, with an error that came after', async () => {
    const mac = await macWith('send-unknown');
    expect((await sendOn(mac)).error).toMatchObject({
      code: -32001,
      data: { retry_safe: false, detail: 'Messages automation failed with AppleScript error -1712.' },
    });
    expect(mac.device.sent()).toHaveLength(1);
  });

  it.each([
    ['send-not-started', 'osascript could not be launched.'],
    ['send-denied', 'Messages automation failed with AppleScript error -1743.'],
    ['send-no-chat', 'Messages automation failed with AppleScript error -1728.'],
  ])('%s: nothing was sent, and that is known', async (fault, detail) => {
    const mac = await macWith(fault);
    expect((await sendOn(mac)).error).toMatchObject({
      code: -32603,
      data: { retry_safe: true, disposition: 'not_started', detail },
    });
    expect(mac.device.sent()).toEqual([]);
  });

  it('send-fails: the row says so seconds after it appeared', async () => {
    const mac = await macWith('send-fails');
    expect((await sendOn(mac, 'hi', { ms: 900 })).result.ok).toBe(true);
    expect(ownRows(mac)).toMatchObject([{ error: 0 }]);
    await mac.pass(8000);
    expect(ownRows(mac)).toMatchObject([{ error: 22, is_sent: 0 }]);
    expect(
      mac.all("SELECT CAST(value AS INTEGER) AS rowid FROM kvtable WHERE key = 'lastFailedMessageRowID'"),
    ).toEqual([{ rowid: 2 }]);
    expect(mac.all('SELECT is_delivered FROM message WHERE is_from_me = 1')).toEqual([{ is_delivered: 0 }]);
  });

  it.each([
    ['script', basic],
    ['bridge', bridge],
  ])("send-flips: the row looks like somebody else's for as long as asked (%s)", async (_, facts) => {
    const mac = await macWith('send-flips=2s', facts);
    await sendOn(mac, 'hi', { ms: 1000 });
    const rows = () =>
      mac.all('SELECT is_from_me, handle_id FROM message WHERE ROWID = 2') as { is_from_me: number }[];
    expect(rows()).toEqual([{ is_from_me: 0, handle_id: 0 }]);
    expect(mac.device.sent()).toHaveLength(1);
    await mac.pass(5000);
    expect(rows()).toEqual([{ is_from_me: 1, handle_id: 1 }]);
    expect(mac.all('SELECT is_delivered FROM message WHERE ROWID = 2')).toEqual([{ is_delivered: 1 }]);
  });

  it('counts the sends of the Mac and looks at chat and text', async () => {
    const counted = await macWith('send-swallowed@count:2');
    for (const text of ['one', 'two', 'three']) await sendOn(counted, text);
    expect(counted.device.sent().map(({ text }) => text)).toEqual(['one', 'three']);
    const matched = await macWith(`send-swallowed@match:secret`);
    for (const text of ['one', 'a secret', 'three']) await sendOn(matched, text);
    expect(matched.device.sent().map(({ text }) => text)).toEqual(['one', 'three']);
  });

  it.each(['send-fails=0', 'send-twice=soon', 'send-flips=soon', 'send-unknown=x'])('refuses %s', (fault) => {
    expect(() => createTestMac().device.schedule({ kind: 'fault', fault })).toThrow('fault');
  });
});
