import { expect, it } from 'vitest';
import { childArgs, createChild } from '../../../../engine/imsg/child.ts';
import { status } from '../../../../engine/imsg/handshake.ts';
import type { RpcClient } from '../../../../engine/imsg/rpc-client.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const MINUTE_MS = 60_000;

async function watched() {
  const clock = createManualClock();
  const logger = createListLogger();
  const fake = createFakeSpawn();
  let client: RpcClient | null = null;
  const child = createChild({
    ...common,
    name: 'send',
    accountId: 'work',
    spawn: fake.spawn,
    platform: 'darwin',
    command: '/opt/imsg',
    args: childArgs(null),
    clock,
    ids: { uuid: () => 'u', bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    logger,
    health: { ask: status, restart: (reason) => child.restart(reason) },
    onMessages() {},
    onNotification() {},
    onReady(ready) {
      client = ready;
    },
    onDown() {},
  });
  /** The newest process answers what it was asked last. */
  const answers = async (result: object = {}) => {
    fake.child.answers(result);
    await settle();
  };
  /** The newest process ends, and the one in its place is ready. */
  const dies = async () => {
    fake.child.exits({ code: null, signal: 'SIGKILL' });
    await clock.advance(1_000);
    await answers();
  };
  child.start();
  await answers();
  return { clock, logger, fake, answers, dies, client: () => client! };
}

const asked = ({ requests }: { readonly requests: readonly { method: string }[] }) =>
  requests.filter(({ method }) => method === 'status').length;

it('asks a child that is ready every five minutes, and leaves one alone that answers, be it with an error (TRN-11)', async () => {
  const { clock, fake, answers } = await watched();
  await clock.advance(5 * MINUTE_MS - 1);
  expect(asked(fake.child)).toBe(0);
  await clock.advance(1);
  expect(asked(fake.child)).toBe(1);
  await answers();
  await clock.advance(5 * MINUTE_MS);
  expect(asked(fake.child)).toBe(2);
  fake.child.refuses(-32601, 'Method not found', 'status');
  await clock.advance(5 * MINUTE_MS);
  expect(asked(fake.child)).toBe(3);
  expect(fake.child.isInputEnded).toBe(false);
});

it('starts one anew that does not answer, and not again within ten minutes (TRN-11)', async () => {
  const { clock, fake, logger, dies } = await watched();
  await clock.advance(5 * MINUTE_MS + 30_000);
  expect(fake.child.isInputEnded).toBe(true);
  await dies();
  expect(logger.lines.join('\n')).toContain('imsg rpc timeout (status), and nothing else came; restart 1');
  expect(fake.children).toHaveLength(2);
  await clock.advance(9 * MINUTE_MS);
  expect(asked(fake.child)).toBe(0);
  await clock.advance(2 * MINUTE_MS);
  expect(asked(fake.child)).toBe(1);
});

it('asks nothing while a call is under way, which has a deadline of its own (TRN-11)', async () => {
  const { clock, fake, client } = await watched();
  const sending = client().call('send', {}, { timeoutMs: 20 * MINUTE_MS });
  await clock.advance(11 * MINUTE_MS);
  expect(asked(fake.child)).toBe(0);
  fake.child.answers({ ok: true });
  await sending;
  await clock.advance(5 * MINUTE_MS);
  expect(asked(fake.child)).toBe(1);
});

it('takes questions for no life that are asked again and again, and that nobody answers (TRN-11)', async () => {
  const { clock, fake, client } = await watched();
  for (let elapsedMs = 0; elapsedMs < 6 * MINUTE_MS; elapsedMs += 5_000) {
    client()
      .call('messages.history')
      .catch(() => {});
    await clock.advance(5_000);
  }
  expect(fake.child.isInputEnded).toBe(true);
});

it('takes it for no silence while nobody listens: the pipe waits for a commit (TRN-11)', async () => {
  const { clock, fake, client, answers } = await watched();
  client().pause();
  await clock.advance(6 * MINUTE_MS);
  expect(fake.child.isInputEnded).toBe(false);
  client().resume();
  await clock.advance(4 * MINUTE_MS);
  expect(asked(fake.child)).toBe(1);
  client().pause();
  client().resume();
  await clock.advance(MINUTE_MS);
  expect(fake.child.isInputEnded).toBe(false);
  await answers();
  await clock.advance(5 * MINUTE_MS);
  expect(fake.child.isInputEnded).toBe(true);
});

it('takes it for no silence when something else came, or a send began meanwhile (TRN-11)', async () => {
  const { clock, fake, client } = await watched();
  await clock.advance(5 * MINUTE_MS);
  fake.child.says({ jsonrpc: '2.0', method: 'heartbeat', params: {} });
  await clock.advance(30_000);
  expect(fake.child.isInputEnded).toBe(false);
  await clock.advance(5 * MINUTE_MS);
  expect(asked(fake.child)).toBe(2);
  const sending = client().call('send');
  await clock.advance(30_000);
  expect(fake.child.isInputEnded).toBe(false);
  fake.child.answers({ ok: true });
  await expect(sending).resolves.toEqual({ ok: true });
});
