import { expect, it } from 'vitest';
import { createWireWitness } from '../../../../../scenarios/sim/witness/wire-witness.ts';

const frame = (guid: string) =>
  Buffer.from(`${JSON.stringify({ method: 'message', params: { message: { guid } } })}\n`);

it('nobody is told by a process whose gateway ended before it', () => {
  const wire = createWireWitness();
  const tells = (pid: number, guid: string, atMs: number) =>
    wire.heard('out', frame(guid), { pid, atMs, database: 1 });
  wire.started(1, 0);
  tells(1, 'A', 10);
  wire.ended(20);
  wire.started(2, 21);
  // Of a Mac that slept: its processes go on as it wakes, and find out only then.
  tells(1, 'B', 30);
  tells(2, 'C', 31);
  wire.exited({ pid: 1, atMs: 32, database: 1 });
  expect(wire.tellings.map(({ pid, guid }) => `${pid} ${guid}`)).toEqual(['1 A', '2 C']);
});

it('what a gateway was writing as it ended is asked all the same', () => {
  const wire = createWireWitness();
  const params = { chat_guid: 'any;-;+15550001111', message_id: 'A', reaction: 'love' };
  const line = Buffer.from(`${JSON.stringify({ id: 1, method: 'tapback', params })}\n`);
  const hears = (bytes: Uint8Array, atMs: number) => wire.heard('in', bytes, { pid: 1, atMs, database: 1 });
  wire.started(1, 0);
  hears(line.subarray(0, 40), 10);
  wire.ended(11);
  hears(line.subarray(40), 12);
  expect(wire.deeds.calls.map(({ method, atMs }) => `${method} ${atMs}`)).toEqual(['tapback 12']);
});

it('what a process said before it ended by itself was heard', () => {
  const wire = createWireWitness();
  wire.started(1, 0);
  wire.heard('out', frame('A'), { pid: 1, atMs: 10, database: 1 });
  wire.exited({ pid: 1, atMs: 11, database: 1 });
  wire.ended(20);
  expect(wire.tellings.map(({ guid }) => guid)).toEqual(['A']);
});

it('what a process said last is told as it ends, also without a line feed; half a line, and what its gateway left, is not', () => {
  const wire = createWireWitness();
  const says = (pid: number, bytes: Uint8Array) => wire.heard('out', bytes, { pid, atMs: 10, database: 1 });
  for (const pid of [1, 2, 3, 4]) wire.started(pid, 0);
  says(1, frame('A').subarray(0, -1));
  says(2, frame('B').subarray(0, -2));
  says(3, frame('C').subarray(0, -1));
  says(4, frame('D'));
  expect(wire.tellings.map(({ guid }) => guid)).toEqual(['D']);
  for (const pid of [1, 2, 4]) wire.exited({ pid, atMs: 20, database: 1 });
  wire.ended(30);
  wire.exited({ pid: 3, atMs: 31, database: 1 });
  expect(wire.tellings.map(({ guid, atMs }) => `${guid} ${atMs}`)).toEqual(['D 10', 'A 20']);
});

it('a row is told from the database in which it stands under that number, also when another took its place', () => {
  const places = new Map([
    ['1 A', [1]],
    ['2 B', [2]],
  ]);
  const wire = createWireWitness((rowid, guid) => places.get(`${rowid} ${guid}`) ?? []);
  const tells = (id: unknown, guid: string) => {
    const message = JSON.stringify({ method: 'message', params: { message: { id, guid } } });
    wire.heard('out', Buffer.from(`${message}\n`), { pid: 1, atMs: 10, database: 2 });
  };
  tells(1, 'A');
  tells(2, 'B');
  tells(2, 'A');
  tells('1', 'A');
  expect(wire.tellings.map(({ database, guid }) => `${guid} ${database}`)).toEqual([
    'A 1',
    'B 2',
    'A 2',
    'A 2',
  ]);
});

it('a row that stands in a copy as well is told from the database that is watched, else from the newest', () => {
  const wire = createWireWitness(() => [1, 2]);
  const tells = (pid: number) => {
    const message = JSON.stringify({ method: 'message', params: { message: { id: 1, guid: 'A' } } });
    wire.heard('out', Buffer.from(`${message}\n`), { pid, atMs: 10, database: 2 });
  };
  const request = Buffer.from(`${JSON.stringify({ id: 1, method: 'watch.subscribe', params: {} })}\n`);
  wire.heard('in', request, { pid: 1, atMs: 5, database: 1 });
  tells(1);
  tells(2);
  expect(wire.tellings.map(({ database }) => database)).toEqual([1, 2]);
});

it('a watch reads what its process had opened: what it tells says so where another database took the place just before it was asked for', () => {
  const places = new Map([
    ['1 A', [2]],
    ['2 B', [2, 3]],
    ['3 C', [3]],
  ]);
  const watchedAfter = (...rows: readonly (readonly [id: number, guid: string])[]) => {
    const wire = createWireWitness((rowid, guid) => places.get(`${rowid} ${guid}`) ?? []);
    const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
    const from = { pid: 1, atMs: 5, database: 3 };
    wire.heard('in', line({ id: 1, method: 'watch.subscribe', params: {} }), from);
    for (const [id, guid] of rows)
      wire.heard('out', line({ method: 'message', params: { message: { id, guid } } }), from);
    return [wire.subscriptions()[0]!.database, ...wire.tellings.map(({ database }) => database)];
  };
  expect(watchedAfter([1, 'A'], [2, 'B'])).toEqual([2, 2, 2]);
  expect(watchedAfter([2, 'B'], [3, 'C'])).toEqual([3, 3, 3]);
});

it('a row that stands in no chat yet is told apart', () => {
  const wire = createWireWitness();
  for (const [chatId, guid] of [
    [0, 'A'],
    [1, 'B'],
  ] as const) {
    const message = { id: 1, guid, chat_id: chatId };
    const line = `${JSON.stringify({ jsonrpc: '2.0', method: 'message', params: { message } })}\n`;
    wire.heard('out', Buffer.from(line), { pid: 1, database: 1, atMs: 5 });
  }
  expect(wire.tellings.map(({ guid }) => guid)).toEqual(['B']);
  expect(wire.toldWithoutChat.map(({ guid }) => guid)).toEqual(['A']);
});

it('nobody is told by a page that comes when the gateway has given up waiting for it', () => {
  const wire = createWireWitness();
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
  const page = (id: number, atMs: number) => {
    const from = { pid: 1, database: 1 };
    wire.heard('in', line({ id, method: 'messages.after', params: {} }), { ...from, atMs: 0 });
    wire.heard('out', line({ id, result: { messages: [{ id, guid: `G${id}` }] } }), { ...from, atMs });
  };
  page(1, 9_999);
  page(2, 10_000);
  expect(wire.tellings.map(({ guid }) => guid)).toEqual(['G1']);
});

it('what is asked for once more is told so, also where that was asked before the one that watches subscribed', () => {
  for (const order of [
    ['watches', 'asks'],
    ['asks', 'watches'],
  ]) {
    const wire = createWireWitness();
    const asks = (pid: number, method: string) =>
      wire.heard('in', Buffer.from(`${JSON.stringify({ id: 1, method })}\n`), { pid, atMs: 10, database: 1 });
    wire.started(1, 0);
    asks(1, 'initialize');
    wire.started(2, 1);
    for (const who of order) asks(who === 'watches' ? 1 : 2, 'watch.subscribe');
    wire.heard('out', frame('A'), { pid: 1, atMs: 20, database: 1 });
    wire.heard('out', frame('B'), { pid: 2, atMs: 20, database: 1 });
    expect(wire.tellings.map(({ guid, again }) => `${guid} ${again === true}`)).toEqual([
      'A false',
      'B true',
    ]);
    expect(wire.subscriptions().map(({ pid }) => pid)).toEqual([1]);
  }
});

it('a page that was asked for before any watch tells again of what that leaves out, and of nothing else', () => {
  const wire = createWireWitness();
  const from = { pid: 1, database: 1 };
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
  const messages = [3, 4, 5].map((id) => ({ id, guid: `G${id}` }));
  wire.heard('in', line({ id: 1, method: 'messages.after', params: {} }), { ...from, atMs: 0 });
  wire.heard('out', line({ id: 1, result: { messages } }), { ...from, atMs: 1 });
  const subscribe = { id: 2, method: 'watch.subscribe', params: { since_rowid: 4 } };
  wire.heard('in', line(subscribe), { ...from, atMs: 240_000 });
  expect(wire.tellings.map(({ guid, again }) => `${guid} ${again === true}`)).toEqual([
    'G3 true',
    'G4 true',
    'G5 false',
  ]);
});

it('a watch that imsg has refused is none, also where the line that says so broke off', () => {
  const wire = createWireWitness();
  const [pid, database] = [1, 1];
  wire.started(pid, 0);
  const asks = (id: number) => {
    const request = JSON.stringify({ jsonrpc: '2.0', id, method: 'watch.subscribe', params: {} });
    wire.heard('in', Buffer.from(`${request}\n`), { pid, atMs: id, database });
  };
  const says = (text: string) => wire.heard('out', Buffer.from(text), { pid, atMs: 10, database });
  for (const id of [1, 2, 3]) asks(id);
  says('{"jsonrpc":"2.0","id":1,"error":{"code":-32002,"mess');
  says('{"jsonrpc":"2.0","id":2,"error":{"code":-32002,"message":"Database unavailable"}}\n');
  says('{"jsonrpc":"2.0","id":3,"resu');
  wire.exited({ pid, atMs: 20, database });
  expect(wire.subscriptions().map(({ atMs }) => atMs)).toEqual([3]);
});

it.each([
  ['neither answered nor told anything is none', [], 0],
  ['told of a row is one', [frame('A')], 1],
  ['was answered is one', [Buffer.from('{"id":1,"result":{"subscription":1}}\n')], 1],
])('a watch that, when its process or its gateway ended, had %s', (_, said, watches) => {
  for (const end of ['process', 'gateway']) {
    const wire = createWireWitness();
    const from = { pid: 1, atMs: 10, database: 1 };
    wire.started(1, 0);
    wire.heard('in', Buffer.from('{"id":1,"method":"watch.subscribe","params":{}}\n'), from);
    for (const bytes of said) wire.heard('out', bytes, from);
    if (end === 'process') wire.exited({ ...from, atMs: 20 });
    else wire.ended(20);
    expect(wire.subscriptions()).toHaveLength(watches);
  }
});
