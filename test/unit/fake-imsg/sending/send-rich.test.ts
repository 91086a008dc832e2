import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../fake-imsg/device/device.ts';
import { basic, bridge } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;
const UUID = /^[0-9A-F-]{36}$/;

async function start(build = 'current', facts: Facts = bridge, service = 'iMessage') {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello', service });
  await mac.pass(1000);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  const ask = async (method: string, params: object, ms = 10_000) => {
    id += 1;
    imsg.ask(id, method, params);
    await mac.pass(ms);
    return imsg.answer(id);
  };
  const own = <Row = Record<string, unknown>>(columns: string) =>
    mac.all<Row>(`SELECT ${columns} FROM message WHERE is_from_me = 1 ORDER BY ROWID`);
  return { mac, ask, own };
}

describe('send.rich', () => {
  it('sends with effect, subject and as an answer', async () => {
    const { mac, ask, own } = await start();
    const [{ guid }] = mac.all<{ guid: string }>('SELECT guid FROM message') as [{ guid: string }];
    await ask('send.rich', { chat_id: 1, text: 'BOOM', effect: 'Confetti', subject: 'Now', reply_to: guid });
    expect(own('subject, expressive_send_style_id, thread_originator_guid, part_count')).toEqual([
      {
        subject: 'Now',
        expressive_send_style_id: 'com.apple.messages.effect.CKConfettiEffect',
        thread_originator_guid: guid,
        part_count: 1,
      },
    ]);
    expect(mac.device.sent()).toMatchObject([{ chatGuid: CHAT, text: 'BOOM' }]);
  });

  it.each([
    ['loud', 'com.apple.MobileSMS.expressivesend.loud'],
    ['com.apple.messages.effect.CKEchoEffect', 'com.apple.messages.effect.CKEchoEffect'],
    ['unheard-of', 'unheard-of'],
  ])('takes the effect %s for %s', async (effect, id) => {
    const { ask, own } = await start();
    await ask('send.rich', { chat_id: 1, text: 'x', effect_id: effect });
    expect(own('expressive_send_style_id AS id')).toEqual([{ id }]);
  });

  it.each([
    ['0.9.0', ['ok', 'queued']],
    ['0.11.0', ['guid', 'message_id', 'ok', 'queued']],
    ['0.13.4', ['guid', 'message_id', 'ok', 'queued']],
    [
      '0.14.1',
      ['chatGuid', 'chat_guid', 'guid', 'id', 'messageGuid', 'message_id', 'ok', 'queued', 'service'],
    ],
    [
      'current',
      ['chatGuid', 'chat_guid', 'guid', 'id', 'messageGuid', 'message_id', 'ok', 'queued', 'service'],
    ],
  ])('answers by build (%s)', async (build, fields) => {
    const { ask } = await start(build);
    const { result } = await ask('send.rich', { chat_guid: CHAT, text: 'hi' });
    expect(Object.keys(result).sort()).toEqual(fields);
    expect(result.queued).toBe(true);
  });

  it('tells the GUID of the row, not the one before it that the helper told', async () => {
    const { mac, ask } = await start('0.14.1');
    await ask('send.rich', { chat_id: 1, text: 'first' });
    const { result } = await ask('send.rich', { chat_id: 1, text: 'second' });
    const [, second] = mac.device.sent();
    expect(result).toMatchObject({ id: second!.rowid, guid: second!.guid, messageGuid: second!.guid });
  });

  it('is not queued without a look at the text, and then the helper is believed', async () => {
    const { mac, ask } = await start();
    const { result } = await ask('send.rich', { chat_id: 1, text: 'hi', dd_scan: false }, 300);
    expect(result).toMatchObject({ queued: false, guid: expect.stringMatching(UUID) });
    expect(result.guid).toBe(mac.device.sent()[0]!.guid);
  });

  it('sends a file with a caption in one message and finds its row (wire-11.15)', async () => {
    const { mac, ask, own } = await start();
    const { result } = await ask('send.rich', { chat_id: 1, text: 'look', file: '/tmp/a.png' });
    const [sent] = mac.device.sent();
    expect(sent).toMatchObject({ text: 'look', file: 'a.png' });
    expect(result).toMatchObject({ ok: true, id: sent!.rowid, guid: sent!.guid, chat_guid: CHAT });
    expect(own('part_count, cache_has_attachments')).toEqual([{ part_count: 2, cache_has_attachments: 1 }]);
    expect(mac.all('SELECT guid FROM attachment')).toEqual([{ guid: `at_1_${sent!.guid}` }]);
  });

  it.each([
    [{ file: '' }, 'file must be a non-empty string'],
    [{ url: 'https://example.com', subject: 'x', text: 'y' }, 'text is not supported with url'],
    [{ url: 'ftp://example.com' }, 'Invalid rich-link URL: scheme must be http or https'],
    [{ url: 'https://me@example.com' }, 'Invalid rich-link URL: credentials are not allowed'],
  ])('refuses %o', async (params, data) => {
    const { ask, mac } = await start();
    const { error } = await ask('send.rich', { chat_id: 1, ...params });
    expect(error).toEqual({ code: -32602, message: 'Invalid params', data });
    expect(mac.device.sent()).toEqual([]);
  });

  it('sends a link with its preview, in chats of iMessage only', async () => {
    const { ask, own } = await start();
    const { result } = await ask('send.rich', { chat_id: 1, url: 'HTTPS://example.com/a' });
    expect(result).toMatchObject({ ok: true, queued: true, richLinkImageUsed: false });
    expect(own('balloon_bundle_id AS balloon, payload_data IS NULL AS empty')).toEqual([
      { balloon: 'com.apple.messages.URLBalloonProvider', empty: 0 },
    ]);
    const sms = await start('current', bridge, 'SMS');
    const { error } = await sms.ask('send.rich', { chat_id: 1, url: 'https://example.com/a' });
    expect(error.data).toBe('rich links require an iMessage chat');
    const nobody = await sms.ask('send.rich', { chat_guid: 'any;-;nobody', url: 'https://example.com/a' });
    expect(nobody.error.data).toBe('rich links require an existing chat');
  });

  it('in 0.13.4 names the first key that does not go with a link, and former spellings', async () => {
    const { ask } = await start('0.13.4');
    const { error } = await ask('send.rich', {
      chat_id: 1,
      url: 'https://example.com',
      text: 'y',
      effect: 'x',
    });
    expect(error.data).toBe('effect is not supported with url');
    const former = await ask('send.rich', { chat_id: 1, rich_link: 'https://example.com' });
    expect(former.error.data).toBe('rich_link is not supported; pass url without rich-link modifiers');
  });

  it('says what the helper says of a chat that there is not', async () => {
    const { ask } = await start('0.14.1');
    const { error } = await ask('send.rich', { chat_guid: 'any;+;chat123', text: 'x' });
    expect(error.data).toMatchObject({
      disposition: 'may_have_completed',
      operation: 'send-message',
      detail: 'Dylib error: Chat not found: any;+;chat123',
    });
    const newer = await (await start()).ask('send.rich', { chat_guid: 'any;+;chat123', text: 'x' });
    expect(newer.error.data.disposition).toBe('not_started');
  });
});

describe('send.attachment', () => {
  it.each([
    ['0.9.0', ['guid', 'message_id', 'ok']],
    ['0.13.4', ['guid', 'message_id', 'ok']],
    [
      'current',
      [
        'chatGuid',
        'chat_guid',
        'guid',
        'messageGuid',
        'message_id',
        'ok',
        'selectedMessageGuid',
        'transferGuid',
      ],
    ],
  ])('answers by build (%s)', async (build, fields) => {
    const { mac, ask } = await start(build);
    const { result } = await ask('send.attachment', { chat_id: 1, file: '/tmp/a.pdf' });
    expect(Object.keys(result).sort()).toEqual(fields);
    expect(result.guid).toBe(mac.device.sent()[0]!.guid);
  });

  it('sends a voice message', async () => {
    const { ask, own } = await start();
    await ask('send.attachment', { chat_id: 1, path: '/tmp/Audio Message.caf', as_voice: true });
    expect(own('is_audio_message, is_expirable')).toEqual([{ is_audio_message: 1, is_expirable: 1 }]);
  });

  it.each([
    [{}, 'file is required'],
    [{ file: '/tmp/a.pdf', part_index: -1, reply_to: 'G' }, 'part_index must be a non-negative integer'],
    [{ file: '/tmp/a.pdf', part_index: 0 }, 'part_index requires reply_to'],
  ])('refuses %o', async (params, data) => {
    const { error } = await (await start()).ask('send.attachment', { chat_id: 1, ...params });
    expect(error).toEqual({ code: -32602, message: 'Invalid params', data });
  });

  it('is not started where no bridge was launched', async () => {
    const { error } = await (await start('current', basic)).ask('send.attachment', {
      chat_id: 1,
      file: '/a',
    });
    expect(error.data).toMatchObject({ disposition: 'not_started', operation: 'send-attachment' });
  });
});

describe('send.multipart', () => {
  it.each(buildsFrom('0.14.1'))('sends several texts as parts of one message (%s)', async (build) => {
    const { mac, ask, own } = await start(build);
    const parts = [
      { text: 'bold', text_formatting: [{ start: 0, length: 4, styles: ['bold'] }] },
      { text: ' and not' },
    ];
    const { result } = await ask('send.multipart', { chat_id: 1, parts, subject: 'S' });
    const [sent] = mac.device.sent();
    expect(result).toMatchObject({ ok: true, parts_count: 2, id: sent!.rowid, guid: sent!.guid });
    expect(sent!.text).toBe('bold and not');
    expect(own('part_count, subject')).toEqual([{ part_count: 2, subject: 'S' }]);
  });

  it.each([
    [{}, 'parts is required'],
    [{ parts: [] }, 'parts must contain between 1 and 20 text parts'],
    [{ parts: Array(21).fill({ text: 'x' }) }, 'parts must contain between 1 and 20 text parts'],
    [{ parts: [{ file: 'a' }] }, 'file parts are not supported'],
    [{ parts: [{ text: 'a' }, { text: '' }] }, 'parts[1].text must be a non-empty string'],
    [{ parts: [{ text: 'a', bold: true }] }, 'unknown send.multipart parts[0] param: bold'],
  ])('refuses %o', async (params, data) => {
    const { error } = await (await start()).ask('send.multipart', { chat_id: 1, ...params });
    expect(error).toEqual({ code: -32602, message: 'Invalid params', data });
  });

  it('does not know what became of a message whose row is not there', async () => {
    const { mac, ask } = await start();
    mac.device.schedule({ kind: 'fault', fault: 'send-swallowed' });
    await mac.pass(1);
    const { error } = await ask('send.multipart', { chat_id: 1, parts: [{ text: 'a' }] });
    expect(error).toMatchObject({
      code: -32001,
      data: {
        operation: 'send-multipart',
        detail: 'The bridge completed, but its message GUID was not a new row in the target chat.',
      },
    });
  });
});

describe('send.tracked (wire-6.5)', () => {
  const ATTEMPT = '6E0A1C1E-0D3E-4C5A-9F7B-0123456789AB';
  const tracked = { chat_id: 1, text: 'hi', attempt_id: ATTEMPT };

  it('sends under the GUID that was chosen', async () => {
    const { mac, ask } = await start();
    const { result } = await ask('send.tracked', tracked);
    const guid = ATTEMPT.toLowerCase();
    expect(result).toEqual({
      ok: true,
      transport: 'bridge',
      guid,
      message_id: guid,
      chat_guid: CHAT,
      service: 'iMessage',
      attempt_id: guid,
    });
    expect(mac.device.sent()).toMatchObject([{ guid, text: 'hi' }]);
    expect((await ask('message.send_status', { guid: ATTEMPT })).result.send_state).not.toBe('pending');
  });

  it('sends the same once', async () => {
    const { mac, ask } = await start();
    await ask('send.tracked', tracked);
    const { error } = await ask('send.tracked', tracked);
    expect(error).toMatchObject({
      code: -32603,
      data: {
        disposition: 'not_started',
        detail: 'attempt_id already identifies a message; choose a new UUID',
      },
    });
    expect(mac.device.sent()).toHaveLength(1);
  });

  it.each([
    [{ attempt_id: 'x' }, 'attempt_id must be a UUID'],
    [{ file: '/tmp/a' }, 'send.tracked supports exactly one text message'],
    [{ transport: 'applescript' }, 'send.tracked requires bridge transport'],
  ])('refuses %o', async (params, data) => {
    const { error } = await (await start()).ask('send.tracked', { ...tracked, ...params });
    expect(error).toEqual({ code: -32602, message: 'Invalid params', data });
  });

  it('needs a bridge and a chat', async () => {
    const { error } = await (await start('current', basic)).ask('send.tracked', tracked);
    expect(error.data).toBe('bridge transport requires an existing chat target');
    const plain = await (await start()).ask('send', tracked);
    expect(plain.error.data).toBe('attempt_id is only supported by send.tracked');
  });
});
