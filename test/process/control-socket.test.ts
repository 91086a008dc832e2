// What a program may do on the control socket once it has connected, and what that does to everybody else.

import { expect, it } from 'vitest';
import { gatewayAt } from '../../engine/gateway/control-client.ts';
import { IDLE_MS, REQUEST_BYTES_MAX, REQUESTS_WAITING_MAX } from '../../engine/gateway/control-connection.ts';
import { CONNECTIONS_MAX } from '../../engine/gateway/control-socket.ts';
import { askOwnAccord } from '../../engine/gateway/send-client.ts';
import { askTurns } from '../../engine/gateway/turns-client.ts';
import { createSystemClock } from '../../engine/ports/clock.ts';
import { connectTo, makeControl, request, statusOf } from '../support/processes/control.ts';

const open = async (methods: Readonly<Record<string, (params: unknown) => unknown>> = {}) => {
  const control = makeControl({ methods });
  await control.open();
  return { ...control, connect: () => connectTo(control.path) };
};

it('answers requests of one connection in their order, however the bytes are cut', async () => {
  const control = await open();
  const connection = await control.connect();
  const lines = [1, 2, 3].map((id) => `${JSON.stringify(request('status', id))}\r\n`).join('');
  connection.write(lines.slice(0, 50));
  expect(await connection.next()).toEqual({ jsonrpc: '2.0', id: 1, result: statusOf(1) });
  connection.write(lines.slice(50));
  expect(await connection.next()).toMatchObject({ id: 2 });
  expect(await connection.next()).toMatchObject({ id: 3 });
});

it('answers a last request without a line feed, and closes a connection whose other side has ended', async () => {
  const control = await open();
  const connection = await control.connect();
  connection.write(JSON.stringify(request('status', 'last')));
  connection.end();
  expect(await connection.next()).toMatchObject({ id: 'last', result: { state: 'running' } });
  await connection.closed;
});

it('goes on after lines that are no requests, each answered with its error', async () => {
  const control = await open();
  const connection = await control.connect();
  expect(await connection.ask('\u0000\u001b[31m{')).toMatchObject({ id: null, error: { code: -32700 } });
  expect(await connection.ask('x'.repeat(REQUEST_BYTES_MAX + 1))).toMatchObject({
    error: { code: -32600, data: { code: 'control_too_long', outcome: 'definite' } },
  });
  expect(await connection.ask('['.repeat(REQUEST_BYTES_MAX - 1))).toMatchObject({ error: { code: -32700 } });
  expect(await connection.ask(request('status'))).toMatchObject({ result: { state: 'running' } });
  expect(control.logger.lines).toEqual([`info control: listening at ${control.path}`]);
});

it('lets others ask while a call of one connection takes its time, and holds back what comes behind it', async () => {
  const slow = Promise.withResolvers<string>();
  const control = await open({ slow: () => slow.promise });
  const [waits, asks] = [await control.connect(), await control.connect()];
  const order: unknown[] = [];
  const answers = [waits.ask(request('slow', 'a')), waits.ask(request('status', 'b'))].map(async (each) => {
    order.push((await each).id);
  });
  expect(await asks.ask(request('status'))).toMatchObject({ result: {} });
  // A call is no idleness, however long it takes.
  await control.clock.advance(10 * IDLE_MS);
  expect(order).toEqual([]);
  slow.resolve('done');
  await Promise.all(answers);
  expect(order).toEqual(['a', 'b']);
});

it('reads no further while a call is under way, and then answers all that was written meanwhile', async () => {
  const slow = Promise.withResolvers<string>();
  const control = await open({ slow: () => slow.promise });
  const [waits, asks] = [await control.connect(), await control.connect()];
  const answer = waits.ask(request('slow'));
  // Long ones: not many of them come with one read.
  const line = `${JSON.stringify(request('status')).padEnd(2_000)}\n`;
  for (let count = 0; count < 2 * REQUESTS_WAITING_MAX; count += 1) {
    waits.write(line);
    await asks.ask(request('status'));
  }
  slow.resolve('done');
  expect(await answer).toMatchObject({ result: 'done' });
  for (let count = 0; count < 2 * REQUESTS_WAITING_MAX; count += 1) {
    expect(await waits.next()).toMatchObject({ result: { state: 'running' } });
  }
});

it('turns away what connects beyond the bound with a code, and takes it when another has gone', async () => {
  const control = await open();
  const connections = await Promise.all(Array.from({ length: CONNECTIONS_MAX }, control.connect));
  for (const each of connections) await each.ask(request('status'));
  const many = await Promise.all(Array.from({ length: 50 }, control.connect));
  for (const each of many) {
    expect(await each.next()).toMatchObject({
      id: null,
      error: { code: -32000, data: { code: 'control_busy' } },
    });
    await each.closed;
  }
  connections[0]!.end();
  await connections[0]!.closed;
  expect(await (await control.connect()).ask(request('status'))).toMatchObject({ result: {} });
});

it.each([
  ['says nothing', ''],
  ['stops within a line', '{"jsonrpc"'],
])('closes a connection that %s for a minute', async (_, bytes) => {
  const control = await open();
  const connection = await control.connect();
  await connection.ask(request('status'));
  await control.clock.advance(IDLE_MS - 1);
  expect(await connection.ask(request('status'))).toMatchObject({ result: {} });
  connection.write(bytes);
  await control.clock.advance(IDLE_MS - 1);
  // Somebody else is no sign of life of this one.
  await (await control.connect()).ask(request('status'));
  await control.clock.advance(1);
  await connection.closed;
});

it('cuts off whoever writes more requests than it could have waited for', async () => {
  const control = await open();
  const connection = await control.connect();
  connection.write(`${JSON.stringify(request('status'))}\n`.repeat(4 * REQUESTS_WAITING_MAX));
  await connection.closed;
  expect(await (await control.connect()).ask(request('status'))).toMatchObject({ result: {} });
});

it('asks nothing more for a connection that takes no answers, and closes it after a minute', async () => {
  let calls = 0;
  const control = await open({
    big() {
      calls += 1;
      return 'x'.repeat(100_000);
    },
  });
  const slow = await control.connect();
  await slow.ask(request('status'));
  slow.stall();
  slow.write(`${JSON.stringify(request('big'))}\n`.repeat(REQUESTS_WAITING_MAX));
  // A call of another connection for each that could be made for the slow one.
  const other = await control.connect();
  for (let count = 0; count < REQUESTS_WAITING_MAX; count += 1) await other.ask(request('status'));
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThan(REQUESTS_WAITING_MAX / 4);
  await control.clock.advance(IDLE_MS);
  slow.read();
  await slow.closed;
});

it('answers a call that fails with the code of the engine, or without a word of what else went wrong', async () => {
  const control = await open({
    broken() {
      throw new TypeError('secret\nsecond line');
    },
  });
  const answer = await (await control.connect()).ask(request('broken'));
  expect(answer).toMatchObject({ id: 1, error: { code: -32603 } });
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(control.logger.lines.slice(-2)).toEqual([
    'error control: broken failed (TypeError)',
    'debug control: broken: secret second line',
  ]);
});

it('closes every connection, and its calls with it, when it is closed', async () => {
  const control = await open({ never: () => new Promise(() => {}) });
  const connection = await control.connect();
  const answer = connection.ask(request('never'));
  await (await control.connect()).ask(request('status'));
  await control.close();
  await expect(answer).rejects.toThrow('The connection was closed.');
  await expect(control.connect()).rejects.toMatchObject({ code: 'ENOENT' });
});

it('is asked for turns to be redone until there are no more behind, each time with where the last answer ended', async () => {
  const asked: unknown[] = [];
  const control = await open({
    redoTurns(params) {
      asked.push(params);
      return { redone: 2_000, next: asked.length < 3 ? asked.length * 2_000 : null };
    },
  });
  const redo = () =>
    askTurns.redo(gatewayAt(control.stateDir, createSystemClock()), { reason: 'agent_missing' });
  expect(await redo()).toBe(6_000);
  const reason = 'agent_missing';
  expect(asked).toEqual([{ reason }, { reason, after: 2_000 }, { reason, after: 4_000 }]);
});

it('is not asked for ever by a client whom it leads back', async () => {
  const control = await open({ redoTurns: () => ({ redone: 1, next: 5 }) });
  const redo = askTurns.redo(gatewayAt(control.stateDir, createSystemClock()), { reason: 'agent_missing' });
  await expect(redo).rejects.toMatchObject({ code: 'control_failed' });
});

it('tells whoever asks for more than it takes at once that nothing was done', async () => {
  const control = await open({ send: () => 'sent' });
  const ask = gatewayAt(control.stateDir, createSystemClock());
  const text = 'x'.repeat(REQUEST_BYTES_MAX);
  await expect(askOwnAccord.send(ask, { text })).rejects.toMatchObject({
    code: 'control_too_long',
    outcome: 'definite',
  });
});
