// What is to be sent later (wire-2.6, wire-4.8).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const HOUR_MS = 3_600_000;
const BUILDS = buildsFrom('0.13.4');

async function start(build: string) {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({ kind: 'own-scheduled', text: 'later', to: ALICE, dueMs: 2 * HOUR_MS });
  mac.device.schedule({ kind: 'own-scheduled', text: 'sooner', chat: { name: 'Crew', with: [ALICE] } });
  await mac.pass(2_000);
  const ask = async (params: object = {}) => {
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, 'messages.scheduled', params);
    await mac.pass(0);
    return imsg.answer(1);
  };
  const list = async (params?: object) => (await ask(params)).result.messages as { text: string }[];
  return { mac, ask, list };
}

describe.each(BUILDS)('messages.scheduled of build %s', (build) => {
  it('tells what is still to be sent, soonest first', async () => {
    const { mac, list } = await start(build);
    const dueMs = mac.clock.wallMs() - 2_000;
    const [sooner, later] = await list();
    expect(sooner).toEqual({
      id: expect.any(Number),
      guid: expect.any(String),
      chat_id: 2,
      chat_identifier: expect.stringMatching(/^chat\d+$/),
      chat_guid: expect.stringMatching(/^any;\+;chat\d+$/),
      chat_name: 'Crew',
      text: 'sooner',
      service: 'iMessage',
      scheduled_at: new Date(dueMs + HOUR_MS).toISOString(),
      schedule_type: 2,
      schedule_state: 2,
    });
    expect(later).toMatchObject({ chat_id: 1, chat_name: '', text: 'later' });
    expect(await list({ limit: 1 })).toMatchObject([{ text: 'sooner' }]);
    await mac.pass(HOUR_MS);
    expect(await list()).toMatchObject([{ text: 'later' }]);
    await mac.pass(HOUR_MS);
    expect(await list()).toEqual([]);
  });

  it('tells no more of what the owner took back, which is never sent', async () => {
    const { mac, list } = await start(build);
    const cancel = async (more: object) => {
      mac.device.schedule({ kind: 'own-scheduled-cancel', to: ALICE, ...more });
      await mac.pass(100);
      return (await list()).map(({ text }) => text);
    };
    // Neither what somebody else said, nor what was said, nor what is due elsewhere.
    expect(await cancel({ saying: 'hi' })).toEqual(['sooner', 'later']);
    expect(await cancel({ saying: 'sooner' })).toEqual(['sooner', 'later']);
    expect(await cancel({ saying: 'later' })).toEqual(['sooner']);
    expect(await cancel({})).toEqual(['sooner']);
    const [{ guid }] = (await list()) as unknown as [{ guid: string }];
    await mac.pass(HOUR_MS);
    expect(await cancel({ message: guid })).toEqual([]);
    expect(mac.all('SELECT text FROM message ORDER BY ROWID')).toEqual([{ text: 'hi' }, { text: 'sooner' }]);
  });

  it('refuses what it does not know, in whatever build', async () => {
    const { ask } = await start(build);
    const refused = (data: string) => ({ error: { code: -32602, message: 'Invalid params', data } });
    expect(await ask({ limit: 0 })).toMatchObject(refused('limit must be a positive integer'));
    expect(await ask({ chat_id: 1 })).toMatchObject(refused('unknown messages.scheduled param: chat_id'));
    expect((await ask({ limit: '5' })).error.code).toBe(-32602);
  });
});

it('needs a column of macOS 15, and is advertised only with one', async () => {
  const without = async (...columns: string[]) => {
    const { mac, ask } = await start('current');
    const db = mac.device.openReader();
    for (const name of db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%schedule%'")
      .pluck()
      .all())
      db.exec(`DROP INDEX ${name}`);
    for (const column of columns) db.exec(`ALTER TABLE message DROP COLUMN ${column}`);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'status', {});
    await mac.pass(0);
    return { status: imsg.answer(1).result, answer: await ask() };
  };
  expect((await without()).status.methods).toContain('messages.scheduled');
  const half = await without('schedule_type');
  expect(half.status.methods).toContain('messages.scheduled');
  expect(half.answer.result.messages).toMatchObject([{ schedule_type: 0, schedule_state: 2 }, {}]);
  const { status, answer } = await without('schedule_type', 'schedule_state');
  expect(status.database.features.scheduled_messages).toBe(false);
  expect(status.methods).not.toContain('messages.scheduled');
  expect(status.supported_methods).toContain('messages.scheduled');
  expect(answer.error).toEqual({
    code: -32602,
    message: 'Invalid params',
    data: 'scheduled messages are unavailable because this Messages database has no schedule columns',
  });
});
