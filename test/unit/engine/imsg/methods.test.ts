import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { initialize, status } from '../../../../engine/imsg/handshake.ts';
import {
  chatsList,
  messagesAfter,
  messagesHistory,
  watchSubscribe,
  watchUnsubscribe,
} from '../../../../engine/imsg/methods.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { send } from '../../../../engine/imsg/send.ts';
import { id } from '../../../support/messages/ids.ts';

/** Answers every call with `result`, or rejects with it when it is an error. */
function answering(result: unknown) {
  const calls: unknown[] = [];
  const caller: RpcCaller = {
    async call(method, params) {
      calls.push([method, params]);
      if (result instanceof Error) throw result;
      return result;
    },
  };
  return { caller, calls };
}

describe('initialize', () => {
  it('reads the snapshot of a build that has it', async () => {
    const { caller, calls } = answering({
      version: '0.14.1',
      protocol_version: 1,
      database: { path: '/x/chat.db', ready: false, error: { message: 'no access' } },
      bridge: { ready: true, selectors: { typing: true, editMessage: false, odd: 'yes' } },
      methods: ['status', 3],
      supported_methods: ['status', 'send'],
    });
    expect(await initialize(caller)).toEqual({
      version: '0.14.1',
      databaseReady: false,
      databaseError: '{"message":"no access"}',
      bridgeReady: true,
      bridgeError: null,
      methods: ['status'],
      supportedMethods: ['status', 'send'],
      selectors: { typing: true, editMessage: false },
    });
    expect(calls).toEqual([['initialize', { protocol_version: 1 }]]);
  });

  it('takes "method not found" as an answer, which builds up to 0.13.4 give', async () => {
    const { caller } = answering(new RpcError('initialize', { code: -32601, message: 'Method not found' }));
    expect(await initialize(caller)).toMatchObject({ version: null, databaseReady: null, methods: null });
    expect(await status(caller)).toMatchObject({ version: null });
  });

  it('passes any other error on', async () => {
    const error = new RpcError('initialize', { code: -32603, message: 'Internal error' });
    await expect(initialize(answering(error).caller)).rejects.toBe(error);
  });

  it('rejects an answer that is no object', async () => {
    await expect(status(answering('ok').caller)).rejects.toMatchObject({ code: 'rpc_unexpected' });
  });
});

describe('watch', () => {
  it('subscribes with only what is given', async () => {
    const { caller, calls } = answering({ subscription: 4, buffer_limit: 256 });
    expect(await watchSubscribe(caller, { sinceRowid: null, attachments: false })).toEqual({
      subscription: 4,
      bufferLimit: 256,
    });
    await watchSubscribe(caller, { sinceRowid: -1, attachments: true, debounceMs: 50 });
    await watchUnsubscribe(caller, 4);
    expect(calls).toEqual([
      ['watch.subscribe', { attachments: false, include_reactions: true }],
      ['watch.subscribe', { attachments: true, include_reactions: true, since_rowid: -1, debounce_ms: 50 }],
      ['watch.unsubscribe', { subscription: 4 }],
    ]);
  });

  it('accepts the answer of older builds and rejects one without a subscription', async () => {
    const request = { sinceRowid: 5, attachments: false };
    expect(await watchSubscribe(answering({ subscription: 1 }).caller, request)).toEqual({
      subscription: 1,
      bufferLimit: null,
    });
    await expect(watchSubscribe(answering({}).caller, request)).rejects.toMatchObject({
      code: 'rpc_unexpected',
      message: 'imsg rpc: answer to watch.subscribe lacks subscription',
    });
  });
});

describe('reads', () => {
  it('ask history by chat and hand the messages on as they came', async () => {
    const { caller, calls } = answering({ messages: [{ id: 2 }, { id: 1 }] });
    expect(await messagesHistory(caller, { chatId: id.chatId(3), limit: 10 })).toEqual([
      { id: 2 },
      { id: 1 },
    ]);
    expect(calls).toEqual([['messages.history', { chat_id: 3, limit: 10 }]]);
    await expect(messagesHistory(answering({}).caller, { chatId: id.chatId(3) })).rejects.toThrow(
      'lacks messages',
    );
  });

  it('page after a rowid by the cursor of the scan, not by the last message', async () => {
    const { caller, calls } = answering({ messages: [], next_rowid: 2011, has_more: true });
    expect(await messagesAfter(caller, { sinceRowid: 1500, attachments: true, limit: 500 })).toEqual({
      messages: [],
      nextRowid: 2011,
      hasMore: true,
    });
    expect(calls[0]).toEqual([
      'messages.after',
      { since_rowid: 1500, attachments: true, include_reactions: true, limit: 500 },
    ]);
  });

  it('list chats of both eras and leave out what has no id', async () => {
    const chats = [
      {
        id: 7,
        guid: 'any;+;chat8812',
        name: 'Lunch',
        identifier: 'chat8812',
        service: 'iMessage',
        is_group: true,
      },
      { name: 'no id' },
      'odd',
    ];
    expect(await chatsList(answering({ chats }).caller, 2)).toEqual([
      {
        chatId: 7,
        guid: 'any;+;chat8812',
        identifier: 'chat8812',
        name: 'Lunch',
        service: 'iMessage',
        isGroup: true,
        participants: [],
      },
    ]);
  });
});

describe('send', () => {
  it.each([
    [{ chatId: id.chatId(3) }, { chat_id: 3 }],
    [{ chatGuid: id.chat('any;-;+15550000001') }, { chat_guid: 'any;-;+15550000001' }],
    [{ chatIdentifier: '+15550000001' }, { chat_identifier: '+15550000001' }],
    [{ to: '+15550000001' }, { to: '+15550000001' }],
  ])('names exactly one target: %j', async (target, params) => {
    const { caller, calls } = answering({ ok: true });
    await send(caller, { target, text: 'hi' });
    expect(calls).toEqual([['send', { ...params, text: 'hi' }]]);
  });

  it('passes every option under its name on the wire (OUT-5)', async () => {
    const { caller, calls } = answering({ ok: true });
    await send(caller, {
      target: { chatId: id.chatId(1) },
      file: '/tmp/a.png',
      service: 'sms',
      transport: 'bridge',
      region: 'DE',
      replyTo: id.guid('G'),
    });
    expect(calls).toEqual([
      [
        'send',
        { chat_id: 1, file: '/tmp/a.png', service: 'sms', transport: 'bridge', region: 'DE', reply_to: 'G' },
      ],
    ]);
  });

  it('goes without a chosen id where imsg cannot read chat.db or keeps the id, and for nothing else (B14, OUT-22)', async () => {
    const request = { target: { chatGuid: id.chat('any;-;+15550000001') }, text: 'x', attemptId: 'A' };
    const refusing = (code: number, data?: object) => {
      const calls: string[] = [];
      const caller: RpcCaller = {
        async call(method) {
          calls.push(method);
          if (method === 'send.tracked') throw new RpcError(method, { code, message: 'no', data });
          return { ok: true };
        },
      };
      return { caller, calls };
    };
    const detail = 'clientMessageGuid is already reserved by another tracked send';
    for (const { caller, calls } of [
      refusing(-32002),
      refusing(-32603, { disposition: 'not_started', retry_safe: true, detail }),
    ]) {
      await send(caller, request);
      expect(calls).toEqual(['send.tracked', 'send']);
    }
    await expect(
      send(refusing(-32603, { disposition: 'may_have_completed', detail }).caller, request),
    ).rejects.toMatchObject({ rpcCode: -32603 });
    for (const code of [-32603, -32602, -32004, -32001, -32000]) {
      const { caller, calls } = refusing(code);
      await expect(send(caller, request)).rejects.toMatchObject({ rpcCode: code });
      expect(calls).toEqual(['send.tracked']);
    }
  });

  it('reads what a verified send proves, and that older builds prove nothing (OUT-7)', async () => {
    const full = {
      ok: true,
      transport: 'applescript',
      id: 912,
      guid: 'E0',
      chat_guid: 'c',
      service: 'iMessage',
    };
    const request = { target: { chatId: id.chatId(1) }, text: 'x' };
    expect(await send(answering(full).caller, request)).toEqual({
      transport: 'applescript',
      guid: 'E0',
      rowid: 912,
      chatGuid: 'c',
      service: 'iMessage',
    });
    expect(await send(answering({ ok: true }).caller, request)).toEqual({
      transport: null,
      guid: null,
      rowid: null,
      chatGuid: null,
      service: null,
    });
  });

  it('leaves the outcome open when the answer does not say ok', async () => {
    const error = await send(answering({}).caller, { target: { chatId: id.chatId(1) } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code: 'rpc_unexpected', outcome: 'indefinite' });
  });
});
