import { describe, expect, it } from 'vitest';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BO = '+15550002222';
const GHOST =
  /Messages accepted the chat send but wrote an unjoined empty outgoing row \(\d+\); delivery to the target chat was not confirmed/;

async function writtenTo(mac: TestMac = createTestMac()) {
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'all', chat: { name: 'Lunch', with: [BO] } });
  await mac.pass(1000);
  return mac;
}

function asker(mac: TestMac, build = 'current') {
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  return async (params: object, ms = 10_000) => {
    id += 1;
    imsg.ask(id, 'send', params);
    await mac.pass(ms);
    return imsg.answer(id);
  };
}

const groupGuid = (mac: TestMac) =>
  mac.all<{ guid: string }>('SELECT guid FROM chat WHERE style = 43')[0]!.guid;

describe('a script', () => {
  it('reaches a group by its guid', async () => {
    const mac = await writtenTo();
    const { result } = await asker(mac)({ chat_guid: groupGuid(mac), text: 'yes' });
    expect(result).toMatchObject({ ok: true, chat_guid: groupGuid(mac) });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: groupGuid(mac), text: 'yes' }]);
  });

  it('does not know a group by its bare identifier', async () => {
    const mac = await writtenTo();
    const identifier = groupGuid(mac).slice('any;+;'.length);
    const { error } = await asker(mac)({ chat_identifier: identifier, text: 'yes' });
    expect(error.data.detail).toBe('Messages automation failed with AppleScript error -1728.');
  });

  it.each([
    ['0.9.0', -32603],
    ['0.11.1', -32603],
    ['0.14.1', -32001],
    ['current', -32001],
  ])('takes a group for a person and loses the message, which imsg notices (%s)', async (build, code) => {
    const mac = await writtenTo();
    const { error } = await asker(mac, build)({ chat_guid: groupGuid(mac).replace('+', '-'), text: 'lost' });
    expect(error.code).toBe(code);
    expect(typeof error.data === 'string' ? error.data : error.data.detail).toMatch(GHOST);
    expect(mac.device.sent()).toEqual([]);
    const sql = `SELECT m.text, m.attributedBody, m.service, h.id, j.chat_id FROM message m
      JOIN handle h ON h.ROWID = m.handle_id LEFT JOIN chat_message_join j ON j.message_id = m.ROWID
      WHERE is_from_me = 1`;
    const identifier = groupGuid(mac).slice('any;+;'.length);
    expect(mac.all(sql)).toEqual([
      { text: null, attributedBody: null, service: 'SMS', id: identifier, chat_id: null },
    ]);
  });

  it('sends text and file as two messages, each with its own row', async () => {
    const mac = await writtenTo();
    const { result } = await asker(mac)({ to: ALICE, text: 'look', file: '/tmp/IMG_1.jpg' });
    const [words, picture] = mac.device.sent();
    expect(result).toMatchObject({ ok: true, id: words!.rowid, guid: words!.guid });
    expect(words).toMatchObject({ text: 'look' });
    expect(words).not.toHaveProperty('file');
    expect(picture).toMatchObject({ text: '', file: 'IMG_1.jpg', chatGuid: `any;-;${ALICE}` });
    expect(picture!.rowid).toBeGreaterThan(words!.rowid!);
    const files = mac.all(
      `SELECT a.guid, a.filename, a.mime_type, a.is_outgoing, a.transfer_state, a.transfer_name
      FROM attachment a JOIN message_attachment_join j ON j.attachment_id = a.ROWID
      JOIN message m ON m.ROWID = j.message_id WHERE m.guid = ?`,
      picture!.guid,
    );
    expect(files).toEqual([
      {
        guid: `at_0_${picture!.guid}`,
        filename: expect.stringMatching(
          /^~\/Library\/Messages\/Attachments\/imsg\/[0-9A-F-]{36}\/IMG_1\.jpg$/,
        ),
        mime_type: 'image/jpeg',
        is_outgoing: 1,
        transfer_state: 5,
        transfer_name: 'IMG_1.jpg',
      },
    ]);
  });

  it('that sends a file alone is taken at its word', async () => {
    const mac = await writtenTo();
    const { result } = await asker(mac)({ chat_id: 1, file: '/tmp/a.pdf' });
    expect(result).toEqual({
      ok: true,
      transport: 'applescript',
      chat_guid: `any;-;${ALICE}`,
      service: 'iMessage',
    });
    expect(mac.device.sent()).toMatchObject([{ text: '', file: 'a.pdf' }]);
  });

  it('knows nobody while nobody is signed in', async () => {
    const mac = createTestMac({ facts: { ...basic, signedIn: false } });
    const { error } = await asker(mac)({ to: ALICE, text: 'hi' });
    expect(error.data.detail).toBe('Messages automation failed with AppleScript error -1728.');
  });
});

describe('an SMS in place of an iMessage', () => {
  const failing = async (build: string, text: string, params: object) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'fault', fault: text });
    await mac.pass(1);
    const answer = await asker(mac, build)({ to: ALICE, text: 'hi', ...params });
    return { answer, sent: mac.device.sent().map(({ service }) => service) };
  };

  it.each(['0.11.0', '0.13.4', '0.14.1', 'current', '0.15.2'])(
    'is sent when the first script failed before it sent (%s)',
    async (build) => {
      const { answer, sent } = await failing(build, 'send-no-chat@count:1', {});
      expect(answer.result.ok).toBe(true);
      expect(sent).toEqual(['SMS']);
    },
  );

  it.each([
    ['0.11.0', ['SMS', 'iMessage']],
    ['0.14.1', ['iMessage']],
  ])('is a second message where the first may have been sent (%s)', async (build, services) => {
    const { sent } = await failing(build, 'send-unknown@count:1', {});
    expect(sent.sort()).toEqual([...services].sort());
  });

  it.each([
    ['who has an address', { to: 'bo@example.com' }],
    ['iMessage asked for', { service: 'imessage' }],
    ['a file', { file: '/tmp/a.pdf' }],
    ['a client that does not want one', { allow_sms_fallback: false }],
  ])('is not sent for %s', async (_what, params) => {
    const { answer, sent } = await failing('current', 'send-no-chat@count:1', params);
    expect(answer.error.data.detail).toBe('Messages automation failed with AppleScript error -1728.');
    expect(sent).toEqual([]);
  });

  it.each(['0.5.0', '0.9.0'])('is unknown to older builds (%s)', async (build) => {
    const { answer, sent } = await failing(build, 'send-no-chat@count:1', {});
    expect(answer.error.data).toBe(`AppleScript failed: Messages got an error: Can’t get buddy "${ALICE}".`);
    expect(sent).toEqual([]);
  });

  it('that fails as well is told with both errors', async () => {
    const { answer } = await failing('0.11.1', 'send-denied', {});
    const denied =
      'AppleScript failed: execution error: Not authorized to send Apple events to Messages. (-1743)';
    expect(answer.error.data).toBe(
      `AppleScript failed: iMessage send failed (${denied}); SMS fallback also failed (${denied})`,
    );
  });
});

describe('the name of a person', () => {
  const withContacts = async () => {
    const mac = createTestMac();
    const people = [
      { name: 'Alice Example', handles: [ALICE] },
      { name: 'Bo Example', handles: ['bo@example.com'] },
    ];
    mac.device.schedule({ kind: 'contacts', people });
    await mac.pass(1);
    return mac;
  };

  it('stands for the handle', async () => {
    const mac = await withContacts();
    await asker(mac)({ to: 'alice', text: 'hi' });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: `any;-;${ALICE}` }]);
  });

  it('is refused where several have it', async () => {
    const { error } = await asker(await withContacts())({ to: 'Example', text: 'hi' });
    expect(error).toEqual({
      code: -32602,
      message: 'Invalid params',
      data:
        `Invalid chat target: Multiple contacts match "Example":\n  Alice Example: ${ALICE}\n` +
        '  Bo Example: bo@example.com\nSpecify a phone number or email instead.',
    });
  });
});
