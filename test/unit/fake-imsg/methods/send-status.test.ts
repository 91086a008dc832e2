import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const GUID = 'ABCDEF00-0000-4000-8000-00000000000A';
const CHECKED_AT = '2026-01-05T09:30:01.000Z';

/** On a Mac with one message whose row is as told. */
async function statusOf(build: string, columns: Record<string, number>, guid = GUID) {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hi' });
  await mac.pass(1000);
  const db = mac.device.openReader();
  const values = {
    guid: GUID,
    error: 0,
    is_sent: 0,
    is_delivered: 0,
    is_finished: 0,
    date_read: 0,
    ...columns,
  };
  for (const [column, value] of Object.entries(values))
    db.prepare(`UPDATE message SET ${column} = ?`).run(value);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask(1, 'message.send_status', { guid });
  await mac.clock.advance(0);
  return imsg.answer(1);
}

describe.each(['0.11.0', '0.13.4', '0.14.1', 'current', '0.15.2'])(
  'message.send_status of build %s',
  (build) => {
    it.each([
      [{}, 'pending'],
      [{ is_finished: 1 }, 'pending'],
      [{ is_sent: 1 }, 'sent'],
      [{ is_sent: 1, is_delivered: 1 }, 'delivered'],
      [{ date_delivered: 1_000_000_000 }, 'delivered'],
      [{ is_sent: 1, is_delivered: 1, error: 22 }, 'failed'],
    ])('calls %j %s', async (columns, state) => {
      expect((await statusOf(build, columns)).result.send_state).toBe(state);
    });

    it('gives every field, dates as text or null', async () => {
      const answer = await statusOf(build, { is_sent: 1, date_delivered: 2_000_000_000, was_downgraded: 1 });
      expect(answer.result).toEqual({
        ok: true,
        guid: GUID,
        send_state: 'delivered',
        service: 'iMessage',
        checked_at: CHECKED_AT,
        delivered_at: '2001-01-01T00:00:02.000Z',
        status_fields: {
          is_sent: true,
          is_delivered: false,
          is_finished: false,
          error: 0,
          date_delivered: '2001-01-01T00:00:02.000Z',
          date_read: null,
          is_delayed: false,
          is_prepared: false,
          is_pending_satellite_send: false,
          was_downgraded: true,
        },
      });
    });

    it('knows nothing of a GUID that is not there', async () => {
      expect((await statusOf(build, {}, ' NONE ')).result).toEqual({
        ok: true,
        guid: 'NONE',
        send_state: 'pending',
        service: null,
        checked_at: CHECKED_AT,
        status_fields: null,
      });
    });

    it('does without the case of a GUID from 0.14 on', async () => {
      const { result } = await statusOf(build, { is_sent: 1 }, GUID.toLowerCase());
      expect(result.send_state).toBe(buildsFrom('0.14.1').includes(build) ? 'sent' : 'pending');
    });

    it.each([{}, { guid: '  ' }])('refuses %j', async (params) => {
      const mac = createTestMac();
      const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
      imsg.ask(1, 'message.send_status', params);
      await mac.clock.advance(0);
      expect(imsg.answer(1).error).toEqual({
        code: -32602,
        message: 'Invalid params',
        data: 'guid is required',
      });
    });
  },
);
