import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BUILDS,
  CHAT,
  INBOUND,
  invalid,
  OWN,
  refusedBy,
  STRICT_BUILDS,
  startMessageMac,
} from '../../../support/devices/message-mac.ts';

describe.each(BUILDS)('in build %s (wire-5.3)', (build) => {
  it('tapback puts a tapback on a message, in place of the one before, and takes it back', async () => {
    const { mac, ask } = await startMessageMac(build);
    const rows = () =>
      mac.all(`SELECT associated_message_type AS type, associated_message_guid AS target, is_from_me AS own
        FROM message WHERE associated_message_type != 0`);
    const target = `p:0/${INBOUND}`;
    expect(await ask('tapback', { chat_id: 1, message_id: INBOUND, reaction: 'heart' })).toEqual({
      ok: true,
      reaction: 'love',
    });
    expect(rows()).toEqual([{ type: 2000, target, own: 1 }]);
    // From 0.15.10 on an emoji is a tapback of its own (wire-11.13).
    const laughs = build === '0.15.10' ? { reaction: 'laugh' } : { emoji: '🤣' };
    expect(await ask('tapback', { chat_guid: CHAT, messageGuid: INBOUND, ...laughs })).toMatchObject({
      reaction: 'laugh',
    });
    expect(rows()).toEqual([{ type: 2003, target, own: 1 }]);
    const removal = { chat_identifier: ALICE, message: INBOUND, kind: 'remove-laugh' };
    expect(await ask('tapback', removal)).toEqual({ ok: true, reaction: 'remove-laugh' });
    expect(rows()).toEqual([{ type: 3003, target, own: 1 }]);
  });

  it('message.edit changes what it says', async () => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('message.edit', { chat_id: 1, message_id: OWN, new_text: 'hello' })).toEqual({
      ok: true,
    });
    expect(mac.all('SELECT text, date_edited > 0 AS edited FROM message WHERE guid = ?', OWN)).toEqual([
      { text: null, edited: 1 },
    ]);
    const history = await ask('messages.history', { chat_id: 1 });
    expect(history.messages).toContainEqual(expect.objectContaining({ guid: OWN, text: 'hello' }));
    expect(mac.device.effects()).toMatchObject([{ effect: 'edit', guid: OWN }]);
  });

  it('message.unsend takes it back', async () => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('message.unsend', { chat_id: 1, message_guid: OWN, partIndex: 0 })).toEqual({
      ok: true,
    });
    expect(
      mac.all('SELECT attributedBody AS body, part_count AS parts FROM message WHERE guid = ?', OWN),
    ).toEqual([{ body: null, parts: 0 }]);
  });

  it('message.delete moves it to Recently Deleted', async () => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('message.delete', { chat_id: 1, messageId: INBOUND })).toEqual({ ok: true });
    expect(mac.all('SELECT message_id AS id FROM chat_recoverable_message_join')).toEqual([{ id: 1 }]);
    expect((await ask('messages.history', { chat_id: 1 })).messages).toHaveLength(1);
  });

  it('message.notifyAnyways is noted on the message', async () => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('message.notifyAnyways', { chat_id: 1, message_id: OWN })).toEqual({ ok: true });
    expect(mac.all('SELECT did_notify_recipient AS did FROM message')).toEqual([{ did: 0 }, { did: 1 }]);
  });

  it('what Messages does not allow is told to it all the same', async () => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('message.edit', { chat_id: 1, message_id: INBOUND, text: 'mine' })).toEqual({
      ok: true,
    });
    await mac.pass(20 * 60_000);
    expect(await ask('message.edit', { chat_id: 1, message_id: OWN, text: 'late' })).toEqual({ ok: true });
    expect(await ask('message.unsend', { chat_id: 1, message_id: OWN })).toEqual({ ok: true });
    expect(await ask('message.edit', { chat_id: 1, message_id: OWN, text: 'x', part_index: 7 })).toEqual({
      ok: true,
    });
    expect(mac.all('SELECT date_edited AS edited FROM message')).toEqual([{ edited: 0 }, { edited: 0 }]);
  });

  it('the helper misses chats and messages', async () => {
    const { ask } = await startMessageMac(build);
    const nowhere = { chat_guid: 'any;+;chat1', message_id: OWN };
    const nothing = { chat_id: 1, message_id: 'NONE' };
    const cases: [method: string, operation: string, params: object][] = [
      ['message.edit', 'edit-message', { text: 'x' }],
      ['message.delete', 'delete-message', {}],
      ['message.notifyAnyways', 'notify-anyways', {}],
    ];
    for (const [method, operation, more] of cases) {
      const noChat = refusedBy(build, operation, 'Chat not found: any;+;chat1');
      expect(await ask(method, { ...nowhere, ...more })).toEqual(noChat);
      const noMessage = refusedBy(build, operation, 'Message not found: NONE');
      expect(await ask(method, { ...nothing, ...more })).toEqual(noMessage);
    }
    const tap = { kind: 'love' };
    expect(await ask('tapback', { ...nowhere, ...tap })).toEqual(
      refusedBy(build, 'send-reaction', 'Chat not found: any;+;chat1'),
    );
    expect(await ask('tapback', { ...nothing, ...tap })).toEqual({ ok: true, reaction: 'love' });
    expect(await ask('message.unsend', nowhere)).toEqual(
      refusedBy(build, 'unsend-message', 'Chat not found: any;+;chat1'),
    );
  });

  it('unsending goes by the number of the part from 0.13 on', async () => {
    const { ask } = await startMessageMac(build);
    const isByNumber = ['0.13.4', ...STRICT_BUILDS].includes(build);
    const missing = isByNumber ? 'Message part not found: 0' : 'Message not found: NONE';
    expect(await ask('message.unsend', { chat_id: 1, message_id: 'NONE' })).toEqual(
      refusedBy(build, 'unsend-message', missing),
    );
    expect(await ask('message.unsend', { chat_id: 1, message_id: OWN, part_index: 3 })).toEqual(
      isByNumber ? refusedBy(build, 'unsend-message', 'Message part not found: 3') : { ok: true },
    );
  });

  it('selectors that this macOS lacks are missed by the helper', async () => {
    const { ask } = await startMessageMac(build, {
      missingSelectors: [
        'sendReaction',
        'editMessageItemTranslation',
        'editMessageItem',
        'editMessage',
        'retractMessagePart',
        'deleteMessage',
        'notifyAnyways',
      ],
    });
    const one = { chat_id: 1, message_id: OWN };
    const refusals: [method: string, operation: string, text: string][] = [
      ['tapback', 'send-reaction', 'Could not build reaction IMMessage'],
      ['message.edit', 'edit-message', 'No edit-message selector available on this macOS'],
      ['message.unsend', 'unsend-message', 'retractMessagePart: not available on this macOS'],
      ['message.delete', 'delete-message', 'deleteChatItems: not available'],
      ['message.notifyAnyways', 'notify-anyways', 'markChatItemAsNotifyRecipient: not available'],
    ];
    for (const [method, operation, text] of refusals) {
      const params = {
        ...one,
        ...(method === 'tapback' && { kind: 'love' }),
        ...(method === 'message.edit' && { text: 'x' }),
      };
      expect(await ask(method, params)).toEqual(refusedBy(build, operation, text));
    }
  });

  it('editing by the selector of macOS 26 alone came with 0.13', async () => {
    const { ask } = await startMessageMac(build, { missingSelectors: ['editMessageItem', 'editMessage'] });
    const answer = await ask('message.edit', { chat_id: 1, message_id: OWN, text: 'x' });
    expect(answer).toEqual(
      ['0.13.4', ...STRICT_BUILDS].includes(build)
        ? { ok: true }
        : refusedBy(build, 'edit-message', 'No edit-message selector available on this macOS'),
    );
  });

  it('a reaction is one of six, by any of its names', async () => {
    const { ask } = await startMessageMac(build);
    const tap = (reaction: string) => ask('tapback', { chat_id: 1, message_id: INBOUND, reaction });
    const names = {
      love: ['love', ' LOVE ', 'heart', '❤️', '❤'],
      like: ['like', 'thumbsup', 'thumbs-up', '+1', '👍'],
      dislike: ['dislike', 'thumbsdown', 'thumbs-down', '-1', '👎'],
      laugh: ['laugh', 'haha', 'lol', '😂', '🤣'],
      emphasize: ['emphasize', 'emphasis', '!!', '‼', '‼️'],
      question: ['question', '?', '❓'],
    };
    for (const [reaction, spellings] of Object.entries(names)) {
      for (const spelling of spellings) expect(await tap(spelling)).toEqual({ ok: true, reaction });
    }
    const removed = { chat_id: 1, message_id: INBOUND, reaction: 'haha', remove: true };
    expect(await ask('tapback', removed)).toEqual({ ok: true, reaction: 'remove-laugh' });
    const unknown = 'unsupported tapback reaction 🎉; use love, like, dislike, laugh, emphasize, or question';
    expect(await tap('🎉')).toEqual(invalid(unknown));
    expect(await tap('')).toEqual(invalid('reaction, kind, or emoji is required'));
    expect(await ask('tapback', { chat_id: 1, message_id: INBOUND })).toEqual(
      invalid('reaction, kind, or emoji is required'),
    );
  });

  it('the message is named by its GUID, and an edit has words', async () => {
    const { ask } = await startMessageMac(build);
    for (const method of [
      'tapback',
      'message.edit',
      'message.unsend',
      'message.delete',
      'message.notifyAnyways',
    ]) {
      const missing = invalid('message_id or message_guid is required');
      expect(await ask(method, { chat_id: 1 })).toEqual(missing);
      expect(await ask(method, { chat_id: 1, message_id: '  ' })).toEqual(missing);
    }
    const edit = { chat_id: 1, message_id: OWN };
    expect(await ask('message.edit', edit)).toEqual(invalid('text is required'));
    expect(await ask('message.edit', { ...edit, text: '' })).toEqual(invalid('text is required'));
  });
});
