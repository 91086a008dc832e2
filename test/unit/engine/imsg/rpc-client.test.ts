import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../../../engine/errors.ts';
import { OUTSTANDING_MAX } from '../../../../engine/imsg/pending-calls.ts';
import { createRpcClient } from '../../../../engine/imsg/rpc-client.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

function connect() {
  const clock = createManualClock();
  const logger = createListLogger();
  const fake = createFakeSpawn();
  const events: unknown[] = [];
  const batches: (readonly Arrival[])[] = [];
  let lastId = 0;
  const client = createRpcClient({
    spawn: fake.spawn,
    request: { command: '/opt/imsg', args: ['rpc', '--json'] },
    platform: 'darwin',
    clock,
    logger,
    nextId: () => ++lastId,
    onMessages: (batch) => {
      batches.push(batch);
      events.push(batch.map((arrival) => arrival.payload));
    },
    onNotification: (method, params) => events.push([method, params]),
    onClose: (reason) => events.push(`closed ${reason.code}`),
  });
  return { client, clock, logger, child: fake.child, events, batches };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('the call was answered'),
    (error: EngineError) => ({ code: error.code, message: error.message, outcome: error.outcome }),
  );
const message = (id: number) => ({ jsonrpc: '2.0', method: 'message', params: { message: { id } } });

describe('calls', () => {
  it('count their ids from 1 and match answers that come out of order', async () => {
    const { client, child } = connect();
    const first = client.call('chats.list', { limit: 2 });
    const second = client.call('status');
    expect(child.requests).toEqual([
      { jsonrpc: '2.0', id: 1, method: 'chats.list', params: { limit: 2 } },
      { jsonrpc: '2.0', id: 2, method: 'status' },
    ]);
    child.says({ jsonrpc: '2.0', id: 2, result: 'b' }, { jsonrpc: '2.0', id: 1, result: 'a' });
    expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  });

  it('leave no timer behind once they are answered', async () => {
    const { client, child, clock } = connect();
    const call = client.call('status');
    child.answers({});
    await call;
    expect(clock.waiting).toBe(0);
  });

  it('reject with the error of imsg', async () => {
    const { client, child } = connect();
    const call = client.call('send', { text: 'hi' });
    child.refuses(-32602, 'Invalid params', 'to must be a non-empty string');
    expect(await failure(call)).toEqual({
      code: 'rpc_error',
      message: 'Invalid params: code=-32602 to must be a non-empty string',
      outcome: 'definite',
    });
  });

  it.each([
    ['status', 30_000, 'definite'],
    ['messages.history', 10_000, 'definite'],
    ['typing', 15_000, 'indefinite'],
    ['send', 320_000, 'indefinite'],
  ] as const)(
    'time out after the deadline of the method: %s (TRN-2, OUT-6, ruling-14)',
    async (method, deadlineMs, outcome) => {
      const { client, clock } = connect();
      const call = failure(client.call(method));
      await clock.advance(deadlineMs - 1);
      expect(clock.waiting).toBe(1);
      await clock.advance(1);
      expect(await call).toEqual({ code: 'rpc_timeout', message: `imsg rpc timeout (${method})`, outcome });
    },
  );

  it('count a late answer, a second answer and a foreign one, and drop them (TRN-2)', async () => {
    const { client, child, clock, logger } = connect();
    const slow = failure(client.call('chats.list', {}, { timeoutMs: 5 }));
    await clock.advance(5);
    expect((await slow).code).toBe('rpc_timeout');
    child.answers({});
    const quick = client.call('chats.list');
    for (const answer of ['first', 'second']) child.answers(answer);
    expect(await quick).toBe('first');
    child.says({ jsonrpc: '2.0', id: 99, result: {} }, { jsonrpc: '2.0', id: 's1', result: {} });
    child.says({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } });
    expect(client.counts()).toEqual({ late: 1, duplicate: 1, foreign: 3, unparsed: 0, oversize: 0 });
    expect(logger.lines.at(-1)).toBe('debug imsg rpc: id null Parse error');
  });

  it('end on abort, as unknown once a mutation is on the wire', async () => {
    const { client, child } = connect();
    const abort = new AbortController();
    const call = failure(client.call('send', {}, { signal: abort.signal }));
    abort.abort();
    expect(await call).toMatchObject({ code: 'rpc_aborted', outcome: 'indefinite' });
    child.answers({ ok: true });
    expect(client.counts().late).toBe(1);
    const never = failure(client.call('send', {}, { signal: abort.signal }));
    expect(await never).toMatchObject({ code: 'rpc_aborted', outcome: 'definite' });
    expect(child.requests).toHaveLength(1);
  });

  it('are refused beyond the number that imsg takes', async () => {
    const { client, child } = connect();
    const calls = Array.from({ length: OUTSTANDING_MAX }, () => client.call('status'));
    expect(await failure(client.call('send'))).toMatchObject({ code: 'rpc_busy', outcome: 'definite' });
    child.answers('last');
    await calls.at(-1);
    const next = client.call('status');
    child.answers('next');
    expect(await next).toBe('next');
    child.exits();
    await Promise.allSettled(calls);
  });
});

describe('the end of the child (TRN-6, invariant-51)', () => {
  it.each([
    [{ code: 1 }, 'imsg rpc exited (code 1)', 'imsg_exited'],
    [{ code: null, signal: 'SIGKILL' }, 'imsg rpc exited (signal SIGKILL)', 'imsg_exited'],
    [{ code: null }, 'imsg rpc closed', 'imsg_exited'],
    [{ code: null, spawnError: 'ENOENT' }, 'imsg not found (/opt/imsg)', 'imsg_not_found'],
    [{ code: null, spawnError: 'EACCES' }, 'imsg cannot be run (/opt/imsg): EACCES', 'imsg_not_executable'],
    [{ code: null, spawnError: 'EMFILE' }, 'imsg cannot be run (/opt/imsg): EMFILE', 'imsg_exited'],
  ])('settles every pending call: %j', async (exit, text, code) => {
    const { client, child, clock, events } = connect();
    const read = failure(client.call('status'));
    const sent = failure(client.call('send'));
    child.exits(exit);
    expect(await read).toEqual({ code, message: text, outcome: 'definite' });
    expect(await sent).toEqual({
      code,
      message: text,
      outcome: 'spawnError' in exit ? 'definite' : 'indefinite',
    });
    expect(events).toEqual([`closed ${code}`]);
    expect(clock.waiting).toBe(0);
    expect(await failure(client.call('send'))).toEqual({
      code: 'imsg_not_running',
      message: 'imsg rpc not running',
      outcome: 'definite',
    });
  });

  it('comes after what the child said last, also without a line end', () => {
    const { child, events } = connect();
    child.says(JSON.stringify(message(7)));
    expect(events).toEqual([]);
    child.exits();
    expect(events).toEqual([[{ id: 7 }], 'closed imsg_exited']);
  });

  it.each(['stdout', 'stderr'])('names Full Disk Access when %s did (TRN-5, H3)', async (pipe) => {
    const { client, child } = connect();
    const call = failure(client.call('status'));
    const line = 'Permission: /Users/ada/Library/Messages/chat.db needs Full Disk Access\n';
    if (pipe === 'stdout') child.says(line);
    else child.complains(line);
    child.exits({ code: 1 });
    expect(await call).toMatchObject({
      code: 'imsg_no_disk_access',
      message:
        'imsg cannot access ~/Library/Messages/chat.db. ' +
        'Grant Full Disk Access to the Gateway/launcher process and restart Gateway.',
    });
  });

  it('does not take a message that talks about it for a refusal', async () => {
    const { client, child } = connect();
    const call = failure(client.call('status'));
    child.says({ method: 'message', params: { message: { text: 'chat.db needs Full Disk Access' } } });
    child.exits({ code: 1 });
    expect((await call).code).toBe('imsg_exited');
  });
});

describe('notifications', () => {
  it('that arrive in one chunk are one batch, with their bytes and the time', () => {
    const { child, batches, clock } = connect();
    child.says(message(1), message(2));
    child.says(message(3));
    expect(batches.map((batch) => batch.length)).toEqual([2, 1]);
    expect(Buffer.from(batches[0]![1]!.raw).toString()).toBe(JSON.stringify(message(2)));
    expect(batches[0]![1]).toMatchObject({ payload: { id: 2 }, arrivedAtMs: clock.wallMs() });
  });

  it('keep their order across kinds', () => {
    const { child, events } = connect();
    child.says(message(1), { method: 'watch.overflow', params: { terminal: true } }, message(2));
    expect(events).toEqual([[{ id: 1 }], ['watch.overflow', { terminal: true }], [{ id: 2 }]]);
  });

  it.each([undefined, null, 'text', {}])('have no payload where their params are %j', (params) => {
    const { child, batches } = connect();
    child.says({ method: 'message', params });
    expect(batches).toMatchObject([[{ payload: undefined }]]);
  });

  it('pass a request of imsg by, which the protocol does not have', () => {
    const { child, events, logger } = connect();
    child.says({ jsonrpc: '2.0', id: 1, method: 'message', params: {} });
    expect(events).toEqual([]);
    expect(logger.lines[0]).toContain('a request from imsg');
  });
});

describe('what is no frame', () => {
  it('is logged on one line, counted, and leaves the connection as it is (TRN-4, invariant-49)', async () => {
    const { client, child, logger } = connect();
    const call = client.call('status');
    child.says('Last login:\u001b[31m Mon\n', '[1,2]\n', '"text"\n', { jsonrpc: '2.0', id: 1, result: 5 });
    expect(await call).toBe(5);
    expect(client.counts().unparsed).toBe(3);
    expect(logger.lines[0]).toBe('warn imsg rpc: failed to parse a line of 20 characters');
    expect(logger.lines[1]).toBe('debug imsg rpc: Last login: [31m Mon');
    expect(logger.lines[2]).toContain('check what cliPath or a login shell behind it prints');
    expect(client.recentNoise()[0]).toBe('Last login: [31m Mon');
  });

  it('is told by its length alone when it may be a torn frame, since that holds a message', () => {
    const { client, child, logger } = connect();
    const frame = { method: 'message', params: { sender: '+15550007777', text: 'my secret diagnosis' } };
    const torn = JSON.stringify(frame);
    child.says(`${torn.slice(0, -3)}\n`, `${torn.slice(10)}\n`);
    child.exits();
    const all = [...logger.lines, ...client.recentNoise()].join('\n');
    expect(all).toContain(`a torn frame of ${torn.length - 3} characters`);
    expect(all).not.toMatch(/secret|15550007777/);
  });

  it('names nobody in full (G9)', () => {
    const { child, logger } = connect();
    child.says('no such handle +15550007777 or ada@example.com\n');
    expect(logger.lines[0]).toBe('warn imsg rpc: failed to parse a line of 46 characters');
    expect(logger.lines[1]).toContain('no such handle +1555…7777 or a…@example.com');
  });

  it('does not flood the log', () => {
    const { client, child, logger } = connect();
    for (let line = 0; line < 1000; line += 1) child.says(`${'x'.repeat(500)}\n`);
    expect(client.counts().unparsed).toBe(1000);
    expect(logger.lines.filter((line) => !line.startsWith('debug')).length).toBeLessThan(30);
    expect(logger.lines.length).toBeLessThan(50);
    expect(Math.max(...logger.lines.map((line) => line.length))).toBeLessThan(600);
    expect(client.recentNoise()).toHaveLength(20);
  });

  it('on stderr is logged line by line, and a line without end is dropped', () => {
    const { child, client, logger } = connect();
    child.complains('one\ntw');
    child.complains('o\n');
    child.complains('x'.repeat(100_000));
    child.complains('\nthree');
    child.exits();
    expect(logger.lines.filter((line) => !line.includes('dropped'))).toEqual([
      'debug imsg rpc: one',
      'debug imsg rpc: two',
      'debug imsg rpc: three',
    ]);
    expect(logger.lines.filter((line) => line.includes('dropped'))).toHaveLength(1);
    expect(client.recentNoise()).toEqual(['one', 'two', 'three']);
  });

  it('but a line that never ends is reported with what to check', () => {
    const { child, client, logger } = connect();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 12; count += 1) child.says(chunk);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toContain('check that cliPath runs imsg');
    child.says('\n', message(1));
    expect(client.counts().oversize).toBe(1);
  });
});

it('hands pause and resume to the pipe, and takes no calls once its input has ended', async () => {
  const { client, child } = connect();
  client.pause();
  expect(child.isPaused).toBe(true);
  client.resume();
  expect(child.isPaused).toBe(false);
  client.endInput();
  expect(child.isInputEnded).toBe(true);
  expect((await failure(client.call('status'))).code).toBe('imsg_not_running');
});
