// What is there in the last releases alone (wire-11.13, wire-11.17, wire-11.19 and wire-11.21).

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChatDb } from '../../../../fake-imsg/chat-db/schema/schema.ts';
import { openFileDevice } from '../../../../fake-imsg/process/files/file-device.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../support/devices/fake-mac.ts';
import { ALICE, INBOUND, invalid, startMessageMac, uncertain } from '../../../support/devices/message-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

const LATE = '0.15.10';
const EARLIER = '0.15.2';
const TAPS = `SELECT associated_message_type AS type, associated_message_emoji AS emoji FROM message
  WHERE associated_message_type != 0`;

describe('chats.get (wire-11.17)', () => {
  it('tells of one chat what `imsg group` does, also where nobody wrote', async () => {
    const { mac, ask } = await startMessageMac(LATE);
    mac.device.schedule({ kind: 'group-create', chat: { name: 'Crew', with: ['+15550001111'] } });
    await mac.pass(1000);
    expect(await ask('chats.get', { chat_id: 1 })).toMatchObject({
      id: 1,
      identifier: '+15550001111',
      guid: 'any;-;+15550001111',
      is_group: false,
      participants: ['+15550001111'],
    });
    expect(await ask('chats.get', { chat_id: 2 })).toMatchObject({ name: 'Crew', is_group: true });
  });

  it.each([
    [{}, 'chat_id is required'],
    [{ other: 1 }, 'chat_id is required'],
    [{ chat_id: 'x', other: 1 }, 'chat_id must be an integer'],
    [{ chat_id: 0, other: 1 }, 'chat_id must be a positive integer'],
    [{ chat_id: null, other: 1 }, 'chat_id must not be null'],
    [{ chat_id: 1, other: 1 }, 'unknown chats.get param: other'],
    [{ chat_id: 999 }, 'Chat not found: 999'],
  ])('refuses %j with %s', async (params, detail) => {
    const { ask } = await startMessageMac(LATE);
    expect(await ask('chats.get', params)).toEqual(invalid(detail));
  });

  it('waits for no send, as the caption of a poll makes others wait (wire-11.17, wire-11.21)', async () => {
    const { mac } = await startMessageMac(LATE);
    mac.device.schedule({ kind: 'fault', fault: 'send-swallowed' });
    await mac.pass(1);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: LATE } });
    imsg.ask(1, 'poll.send', { chat_id: 1, question: 'Lunch?', options: ['Pizza', 'Sushi'] });
    imsg.ask(2, 'tapback', { chat_id: 1, message_id: INBOUND, reaction: 'love' });
    imsg.ask(3, 'chats.get', { chat_id: 1 });
    await mac.pass(1500);
    expect([1, 2].map((id) => imsg.answer(id))).toEqual([undefined, undefined]);
    expect(imsg.answer(3).result).toMatchObject({ id: 1 });
    await mac.pass(1500);
    expect(imsg.answer(1).result).toMatchObject({ ok: true });
    expect(imsg.answer(2).result).toMatchObject({ ok: true });
  });

  it('needs no messages', async () => {
    const path = join(temporaryFolder(), 'chat.db');
    const db = new Database(path);
    createChatDb(db);
    db.exec(`DROP TABLE message;
      INSERT INTO chat (guid, chat_identifier, service_name, style) VALUES ('any;-;a@b.example', 'a@b.example', 'iMessage', 45)`);
    db.close();
    const clock = createManualClock(Date.UTC(2026, 0, 5));
    const device = openFileDevice(path, { clock, ids: countingIds() });
    onTestFinished(() => device.close());
    const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: LATE } });
    imsg.ask(1, 'chats.get', { chat_id: 1 });
    await clock.advance(0);
    expect(imsg.answer(1).result).toMatchObject({ id: 1, identifier: 'a@b.example' });
  });

  it('is not known before', async () => {
    const { ask } = await startMessageMac(EARLIER);
    expect(await ask('chats.get', { chat_id: 1 })).toMatchObject({ code: -32601 });
  });
});

describe('tapback (wire-11.13)', () => {
  const on = (params: object) => ({ chat_id: 1, message_id: INBOUND, ...params });

  it('puts any emoji as it is, also one that looks like one of the six, and takes it back', async () => {
    const { mac, ask } = await startMessageMac(LATE);
    expect(await ask('tapback', on({ emoji: '🎉' }))).toEqual({ ok: true, emoji: '🎉' });
    expect(mac.all(TAPS)).toEqual([{ type: 2006, emoji: '🎉' }]);
    expect(await ask('tapback', on({ emoji: '❤️' }))).toEqual({ ok: true, emoji: '❤️' });
    expect(mac.all(TAPS)).toEqual([{ type: 2006, emoji: '❤️' }]);
    expect(await ask('tapback', on({ emoji: '❤️', remove: true }))).toEqual({ ok: true, emoji: '❤️' });
    expect(mac.all(TAPS)).toEqual([{ type: 3006, emoji: '❤️' }]);
    expect(await ask('tapback', on({ kind: 'heart' }))).toEqual({ ok: true, reaction: 'love' });
    expect(mac.all(TAPS)).toEqual([{ type: 2000, emoji: null }]);
  });

  it('knows no more than the six before, nor where the helper cannot', async () => {
    const { ask } = await startMessageMac(EARLIER);
    expect(await ask('tapback', on({ emoji: '🎉' }))).toMatchObject({ code: -32602 });
    const lacking = await startMessageMac(LATE, { missingSelectors: ['emojiTapbackSend'] });
    expect(await lacking.ask('tapback', on({ emoji: '🎉' }))).toEqual(
      uncertain('send-reaction', 'Emoji tapbacks unsupported on this macOS version'),
    );
    expect(await lacking.ask('tapback', on({ reaction: 'love' }))).toMatchObject({ ok: true });
  });

  it('is told of in the status, where the helper can', async () => {
    const features = async (build: string, missingSelectors: string[] = []) =>
      (await (await startMessageMac(build, { missingSelectors })).ask('status', {})).capabilities?.features;
    expect(await features(LATE)).toEqual({ 'tapback.emoji': 2 });
    expect(await features(LATE, ['emojiTapbackSend'])).toEqual({});
    expect(await features(EARLIER)).toBeUndefined();
  });
});

describe('messages.search (wire-11.19)', () => {
  it.each([
    [EARLIER, 0],
    [LATE, 1],
  ])('in %s finds %i voice memos by what was said in them', async (build, count) => {
    const { mac, ask } = await startMessageMac(build);
    mac.device.schedule({ kind: 'voice-memo', from: '+15550001111', transcription: 'Back at nine' });
    await mac.pass(10_000);
    expect((await ask('messages.search', { query: 'back at NINE' })).messages).toHaveLength(count);
    expect((await ask('messages.search', { query: 'Noter' })).messages).toHaveLength(1);
  });
});

describe('poll.send (wire-11.21)', () => {
  const LUNCH = { chat_id: 1, question: 'Lunch?', options: ['Pizza', 'Sushi'] };
  const NEWEST = 'SELECT guid, is_delivered FROM message ORDER BY ROWID DESC LIMIT 1';

  it('says what became of what goes with it, which is looked for', async () => {
    const { mac, ask } = await startMessageMac(LATE);
    const { comment } = await ask('poll.send', LUNCH, 4000);
    const [{ guid, is_delivered }] = mac.all(NEWEST) as [{ guid: string; is_delivered: number }];
    expect(is_delivered).toBe(1);
    expect(comment).toEqual({ requested: true, sent: true, verified: true, message_guid: guid });
    const quiet = await ask('poll.send', { ...LUNCH, suppress_comment: true });
    expect(quiet.comment).toEqual({ requested: false, sent: false });
    const earlier = await startMessageMac(EARLIER);
    expect(await earlier.ask('poll.send', LUNCH)).not.toHaveProperty('comment');
  });

  it.each([
    ['send-swallowed', { sent: null, verified: false, disposition: 'may_have_completed', retry_safe: false }],
    ['send-not-started', { sent: false, disposition: 'not_started', retry_safe: true }],
    ['send-unknown', { sent: null, disposition: 'may_have_completed', retry_safe: false }],
  ])('counts also where what goes with it meets %s', async (fault, comment) => {
    const { mac, ask } = await startMessageMac(LATE);
    mac.device.schedule({ kind: 'fault', fault });
    await mac.pass(1);
    const answer = await ask('poll.send', LUNCH, 8000);
    expect(answer).toMatchObject({ ok: true, comment: { requested: true } });
    expect(answer.comment).toMatchObject(comment);
  });

  /** What is asked at once: a poll in a group, and a message behind it. */
  async function askedTogether() {
    const { mac } = await startMessageMac(LATE);
    mac.device.schedule({
      kind: 'text',
      from: ALICE,
      text: 'Hi all',
      chat: { name: 'Team', with: ['bob@example.com'] },
    });
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: LATE } });
    const ask = () => {
      imsg.ask(1, 'poll.send', { ...LUNCH, chat_id: 2 });
      imsg.ask(2, 'send', { chat_id: 1, text: 'Now?' });
    };
    return { mac, imsg, ask };
  }

  it('holds up what is sent behind it for 2 s in a group, where nothing is ever noted as delivered', async () => {
    const { mac, imsg, ask } = await askedTogether();
    ask();
    await mac.pass(2000);
    expect(imsg.frames()).toEqual([]);
    await mac.pass(2000);
    expect(imsg.answer(1).result.comment).toMatchObject({ sent: null, verified: false });
    expect(imsg.answer(2).result.ok).toBe(true);
    expect(imsg.errors()).toMatch(
      /^\[imsg\] poll\.send: caption \S+ was not seen as delivered in any;\+;chat/,
    );
  });

  it('blocks what comes behind it where the helper takes what goes with it and never answers', async () => {
    const { mac, imsg, ask } = await askedTogether();
    mac.device.schedule({ kind: 'fault', fault: 'send-unanswered' });
    await mac.pass(1);
    ask();
    await mac.pass(160_000);
    const { comment, guid } = imsg.answer(1).result;
    expect(comment).toMatchObject({ sent: null, disposition: 'still_in_flight', retry_safe: false });
    expect(imsg.answer(2).error).toMatchObject({ code: -32004 });
    expect(imsg.errors()).toContain(`[imsg] poll.send: comment echo failed for poll ${guid}: `);
  });
});
