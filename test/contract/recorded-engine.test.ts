// What the real imsg 0.9.0 said, heard by the engine: each frame is understood, and means what it says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRpcClient } from '../../engine/imsg/rpc-client.ts';
import type { RpcError } from '../../engine/imsg/rpc-error.ts';
import type { Arrival } from '../../engine/message/message.ts';
import { normalize } from '../../engine/message/normalize.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../support/messages/fake-transport.ts';
import { createListLogger } from '../support/messages/list-logger.ts';

interface Reply {
  readonly method?: string;
  readonly params?: { readonly message: Record<string, unknown> };
  readonly result?: { readonly messages?: readonly Record<string, unknown>[] };
  readonly error?: { readonly code: number; readonly message: string; readonly data: string };
}

interface Exchange {
  readonly kind: string;
  readonly replies?: readonly Reply[];
  readonly frames?: readonly Reply[];
}

const exchanges = readFileSync(join(import.meta.dirname, 'recorded', 'imsg-0.9.0.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);
const ofKind = (kind: string) => exchanges.filter((exchange) => exchange.kind === kind);

function connect() {
  const fake = createFakeSpawn();
  const logger = createListLogger();
  const messages: Arrival[] = [];
  let lastId = 0;
  const client = createRpcClient({
    spawn: fake.spawn,
    request: { command: 'imsg', args: [] },
    platform: 'darwin',
    clock: createManualClock(),
    logger,
    nextId: () => ++lastId,
    onMessages: (batch) => messages.push(...batch),
    onNotification() {},
    onClose() {},
  });
  return { client, child: fake.child, messages, logger };
}

function expectUnderstood(message: Record<string, unknown>): void {
  const normalized = normalize(message);
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  const { rowid, guid, isFromMe, isGroup, sender, sentAtMs, chatId } = normalized.message;
  expect({ id: rowid, guid, is_from_me: isFromMe, is_group: isGroup, sender }).toEqual({
    id: message.id,
    guid: message.guid,
    is_from_me: message.is_from_me,
    is_group: message.is_group,
    sender: message.sender,
  });
  expect(new Date(sentAtMs!).toISOString()).toBe(message.created_at);
  expect(chatId ?? 0).toBe(message.chat_id);
}

describe('the recorded frames', () => {
  it('of every watch reach the engine as the messages they are', async () => {
    let told = 0;
    for (const { frames = [] } of ofKind('watch')) {
      const { client, child, messages, logger } = connect();
      const subscribed = client.call('watch.subscribe');
      child.says(...frames);
      expect(await subscribed).toEqual({ subscription: 1 });
      const sent = frames.filter((frame) => frame.method === 'message');
      expect(messages.map(({ payload }) => payload)).toEqual(sent.map(({ params }) => params!.message));
      for (const { params } of sent) expectUnderstood(params!.message);
      expect(logger.lines).toEqual([]);
      told += sent.length;
    }
    expect(told).toBeGreaterThan(40);
  });

  it('that answer a request settle its call, by result or by an error with its code', async () => {
    const kinds = { result: 0, error: 0 };
    for (const { replies = [] } of ofKind('rpc')) {
      const { client, child } = connect();
      const [reply] = replies;
      const call = client.call('messages.history');
      const outcome = call.then(
        (result) => ({ result }),
        (error: RpcError) => ({
          error: { code: error.rpcCode, message: error.rpcMessage, data: error.data },
        }),
      );
      child.says({ ...reply, id: 1 });
      expect(await outcome).toEqual(reply!.error ? { error: reply!.error } : { result: reply!.result });
      for (const message of reply!.result?.messages ?? []) expectUnderstood(message);
      kinds[reply!.error ? 'error' : 'result'] += 1;
    }
    expect(kinds.result).toBeGreaterThan(15);
    expect(kinds.error).toBeGreaterThan(10);
  });
});
