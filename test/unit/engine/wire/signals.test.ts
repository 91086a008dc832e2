import { expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { createSignalCall } from '../../../../engine/wire/signals.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const CHAT = id.chat('any;-;+15550001111');

/** What follows from a call that ends so. */
async function after(error: EngineError | null, tookMs = 0) {
  const clock = createManualClock();
  const logger = createListLogger();
  const calls: unknown[] = [];
  let stalled = 0;
  let blocked = 0;
  const signal = createSignalCall({
    clock,
    logger,
    route: {
      signalStalled() {
        stalled += 1;
      },
    },
    onLaneBlocked() {
      blocked += 1;
    },
    client: () => ({
      async call(...call: unknown[]) {
        calls.push(call.slice(0, 2));
        await clock.advance(tookMs);
        if (error !== null) throw error;
        return { ok: true };
      },
    }),
  });
  await signal({ kind: 'read', chatGuid: CHAT, isOn: true });
  await signal({ kind: 'typing', chatGuid: CHAT, isOn: false });
  return { calls, stalled, blocked, lines: logger.lines };
}

it('a signal names its chat', async () => {
  expect(await after(null)).toEqual({
    calls: [
      ['read', { chat_guid: CHAT }],
      ['typing', { chat_guid: CHAT, typing: false }],
    ],
    stalled: 0,
    blocked: 0,
    lines: [],
  });
});

it('one that fails is told of and ignored (CAP-5)', async () => {
  const error = new RpcError('read', { code: -32603, message: 'Internal error', data: 'Chat not found: X' });
  const { stalled, blocked, lines } = await after(error);
  expect([stalled, blocked]).toEqual([0, 0]);
  expect(lines).toEqual([
    expect.stringMatching(/^warn imessage: mark read failed: /),
    expect.stringMatching(/^warn imessage: typing failed: /),
  ]);
});

it('after one that ran into its deadline none is begun until the next probe', async () => {
  const silent = new RpcError('read', { code: -32603, message: 'Internal error', data: 'Timed out' });
  expect(await after(silent, 10_000)).toMatchObject({ stalled: 2, blocked: 0 });
  const timeout = new EngineError('rpc_timeout', { message: 'imsg rpc timeout (read)' });
  expect(await after(timeout, 15_000)).toMatchObject({ stalled: 2, blocked: 2 });
});
