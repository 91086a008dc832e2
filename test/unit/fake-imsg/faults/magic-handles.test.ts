// Numbers that say what becomes of a message, on a Mac on which nothing was set.

import { describe, expect, it } from 'vitest';
import { basic, bridge } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const LONGEST_MS = 160_000;
const OWN = `SELECT text, is_from_me AS own, error, service FROM message WHERE text IS NOT 'hello' ORDER BY ROWID`;

/** What comes of a send to a number, and what is there when all is over. */
async function sendTo(handle: string, { facts = basic, params = {}, withText = false } = {}) {
  const mac = createTestMac({ facts });
  if (withText) mac.device.schedule({ kind: 'text', from: handle, text: 'hello' });
  await mac.pass(1000);
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'send', { to: handle, text: 'hi', allow_sms_fallback: false, ...params });
  await mac.pass(900);
  const early = { answer: imsg.answer(1), rows: mac.all(OWN) };
  await mac.pass(LONGEST_MS);
  const { result, error } = imsg.answer(1) ?? {};
  const answer = result ? 'ok' : error ? `${error.code} ${error.data.detail}` : `exit ${imsg.exitCode()}`;
  return {
    early,
    answer,
    rows: mac.all<{ error: number; own: number }>(OWN),
    left: mac.device.sent().length,
  };
}

const FAILED = 'Messages automation failed with AppleScript error';
const UNSEEN =
  '-32001 Messages automation returned success, but no matching outgoing text row was observed within 8 seconds.';

describe('a message to', () => {
  it.each([
    ['+15550009001', '-32603 osascript could not be launched.', 0],
    ['+15550009002', `-32603 ${FAILED} -1743.`, 0],
    ['+15550009003', `-32603 ${FAILED} -1728.`, 0],
    ['+15550009004', `-32001 ${FAILED} -1712.`, 1],
    ['+15550009005', '-32001 osascript timed out after 150 seconds.', 1],
    ['+15550009006', 'exit 1', 1],
    ['+15550009007', UNSEEN, 0],
    ['+15550009008', UNSEEN, 0],
    ['+15550009009', 'ok', 2],
    ['+15550009010', UNSEEN, 1],
    ['+15550009011', 'ok', 1],
    ['+15550009012', 'ok', 1],
    ['+15550009013', 'ok', 1],
  ])('%s is answered with %s, and leaves %i times', async (handle, answer, left) => {
    expect(await sendTo(handle)).toMatchObject({ answer, left });
  });

  it('+15550009008 leaves an empty row', async () => {
    expect((await sendTo('+15550009008')).rows).toMatchObject([{ own: 1 }]);
    expect((await sendTo('+15550009007')).rows).toEqual([]);
  });

  it('+15550009011 is somebody else’s at first', async () => {
    const { early, rows } = await sendTo('+15550009011');
    expect([early.rows, rows]).toMatchObject([[{ own: 0 }], [{ own: 1 }]]);
  });

  it('+15550009012 fails after it left, by SMS as well', async () => {
    const { early, rows } = await sendTo('+15550009012');
    expect([early.rows, rows]).toMatchObject([[{ error: 0 }], [{ error: 22 }]]);
    expect((await sendTo('+15550009012', { params: { service: 'sms' } })).rows).toMatchObject([
      { error: 22 },
    ]);
  });

  it('+15550009013 fails after it left, but by SMS', async () => {
    expect((await sendTo('+15550009013')).rows).toMatchObject([{ error: 22, service: 'iMessage' }]);
    const bySms = await sendTo('+15550009013', { params: { service: 'sms' } });
    expect(bySms.rows).toMatchObject([{ error: 0, service: 'SMS' }]);
  });

  it('a number goes over the bridge and to its chat the same way', async () => {
    const over = (handle: string) => sendTo(handle, { facts: bridge, withText: true });
    expect(await over('+15550009009')).toMatchObject({ answer: 'ok', left: 2 });
    expect((await over('+15550009012')).rows).toMatchObject([{ error: 22 }]);
  });

  it('a group with such a number in it is a message as any other', async () => {
    const mac = createTestMac();
    const chat = { name: 'Crew', with: ['+15550009001'] };
    mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hello', chat });
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.pass(10_000);
    expect(imsg.answer(1).result.ok).toBe(true);
  });

  it('a number is written down as a fault is, and counts less than one that was set', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'fault', fault: 'send-denied@count:1' });
    await mac.pass(1);
    const imsg = startTestImsg(mac.device);
    for (const id of [1, 2]) {
      imsg.ask(id, 'send', { to: '+15550009003', text: 'hi', allow_sms_fallback: false });
      await mac.pass(1000);
    }
    expect(imsg.answer(1).error.data.detail).toContain('-1743');
    expect(imsg.answer(2).error.data.detail).toContain('-1728');
    const noted = mac.device.record().filter(({ what }) => what === 'fault');
    expect(noted.at(-1)).toMatchObject({ fault: { fault: 'send-no-chat', trigger: 'match:+15550009003' } });
  });
});
