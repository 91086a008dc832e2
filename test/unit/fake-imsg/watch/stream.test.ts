import { describe, expect, it } from 'vitest';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { type Frame, startTestImsg, type TestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

function start() {
  const mac = createTestMac();
  return { mac, imsg: startTestImsg(mac.device) };
}

/** Rows written straight into the file: nothing of the Mac's own timing is in the way. */
function insert(mac: TestMac, from: number, to: number, { joined = true } = {}): void {
  const db = mac.device.openReader();
  const sql = `INSERT INTO message (ROWID, guid, text, handle_id, date, service)
    VALUES (?, ?, ?, 1, ?, 'iMessage')`;
  for (let id = from; id <= to; id++) {
    db.prepare(sql).run(id, `G${id}`, `m${id}`, id);
    if (joined) join(mac, id);
  }
}

function join(mac: TestMac, id: number, chat = 1): void {
  const sql = 'INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (?, ?, ?)';
  mac.device.openReader().prepare(sql).run(chat, id, id);
}

async function startWithChat() {
  const { mac, imsg } = start();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'first' });
  await mac.pass(1000);
  return { mac, imsg };
}

async function subscribe({ mac, imsg }: { mac: TestMac; imsg: TestImsg }, params: object = {}) {
  imsg.ask('sub', 'watch.subscribe', params);
  await mac.clock.advance(0);
}

const notified = (imsg: TestImsg): Frame[] => imsg.frames().filter(({ method }) => method === 'message');
const ids = (imsg: TestImsg): number[] => notified(imsg).map(({ params }) => params.message.id);

describe('watch.subscribe', () => {
  it('answers before it replays, and replays above the rowid given', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 4);
    await subscribe(setup, { since_rowid: 2 });
    const [answer, ...rest] = setup.imsg.frames();
    expect(answer).toEqual({ jsonrpc: '2.0', id: 'sub', result: { subscription: 1, buffer_limit: 256 } });
    expect(rest.map(({ params }) => [params.subscription, params.message.id])).toEqual([
      [1, 3],
      [1, 4],
    ]);
  });

  it.each([
    [undefined, []],
    [0, []],
    [-1, [1, 2]],
  ])('with since_rowid %s replays %j', async (since, replayed) => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 2);
    await subscribe(setup, since === undefined ? {} : { since_rowid: since });
    expect(ids(setup.imsg)).toEqual(replayed);
  });

  it('never tells of a row again, whatever becomes of it', async () => {
    const setup = await startWithChat();
    await subscribe(setup, { since_rowid: -1 });
    setup.mac.device.openReader().exec("UPDATE message SET text = 'edited', is_read = 1, date_edited = 5");
    await setup.mac.clock.advance(20_000);
    expect(ids(setup.imsg)).toEqual([1]);
  });

  it('tells a new row half a second after the first change', async () => {
    const setup = await startWithChat();
    await subscribe(setup);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'second' });
    await setup.mac.clock.advance(499);
    expect(ids(setup.imsg)).toEqual([]);
    await setup.mac.clock.advance(600);
    expect(notified(setup.imsg).map(({ params }) => params.message.text)).toEqual(['second']);
  });

  it('does not put a poll off when more changes follow', async () => {
    const setup = await startWithChat();
    await subscribe(setup, { debounce_ms: 300 });
    for (const inMs of [0, 100, 200, 290]) {
      setup.mac.device.schedule({ kind: 'text', from: ALICE, text: `at ${inMs}` }, { inMs });
    }
    await setup.mac.clock.advance(310);
    expect(ids(setup.imsg).length).toBeGreaterThan(0);
  });

  it('finds a row nobody announced within 5 seconds (wire-8)', async () => {
    const setup = await startWithChat();
    await subscribe(setup);
    insert(setup.mac, 2, 2);
    await setup.mac.clock.advance(4999);
    expect(ids(setup.imsg)).toEqual([]);
    await setup.mac.clock.advance(1);
    expect(ids(setup.imsg)).toEqual([2]);
  });

  it('drains a backlog of several batches at once', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 350);
    await subscribe(setup, { since_rowid: 1 });
    expect(ids(setup.imsg)).toEqual(Array.from({ length: 349 }, (_, index) => index + 2));
  });

  it('waits at a row that is in no chat yet and goes on in order when it is', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 2, { joined: false });
    insert(setup.mac, 3, 3);
    await subscribe(setup, { since_rowid: 1 });
    await setup.mac.clock.advance(3000);
    expect(ids(setup.imsg)).toEqual([]);
    join(setup.mac, 2);
    await setup.mac.clock.advance(500);
    expect(ids(setup.imsg)).toEqual([2, 3]);
  });

  it('skips a row that is in no chat after twenty tries, one of which is the fallback poll', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 2, { joined: false });
    insert(setup.mac, 3, 3);
    await subscribe(setup, { since_rowid: 1 });
    await setup.mac.clock.advance(9499);
    expect(ids(setup.imsg)).toEqual([]);
    await setup.mac.clock.advance(1);
    expect(ids(setup.imsg)).toEqual([3]);
    join(setup.mac, 2);
    await setup.mac.clock.advance(10_000);
    expect(ids(setup.imsg)).toEqual([3]);
  });

  it('of one chat passes by what is in no chat yet, and loses it', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 2, { joined: false });
    insert(setup.mac, 3, 3);
    await subscribe(setup, { since_rowid: 1, chat_id: 1 });
    join(setup.mac, 2);
    await setup.mac.clock.advance(10_000);
    expect(ids(setup.imsg)).toEqual([3]);
  });

  it('leaves out senders and dates that were not asked for', async () => {
    const setup = await startWithChat();
    setup.mac.device.schedule({ kind: 'text', from: 'Bo@example.com', text: 'from bo' });
    await setup.mac.pass(1000);
    await subscribe(setup, { since_rowid: -1, participants: ['BO@example.com'] });
    expect(ids(setup.imsg)).toEqual([2]);
    setup.imsg.ask('none', 'watch.subscribe', { since_rowid: -1, end: '2026-01-05T09:30:00Z' });
    await setup.mac.clock.advance(0);
    expect(ids(setup.imsg)).toEqual([2]);
  });

  it('tells reactions only when asked, and then lists them too (wire-3.3)', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 3);
    setup.mac.device
      .openReader()
      .exec(
        "UPDATE message SET associated_message_type = 2001, associated_message_guid = 'p:0/G2' WHERE ROWID = 3",
      );
    await subscribe(setup, { since_rowid: 1 });
    expect(ids(setup.imsg)).toEqual([2]);
    expect(notified(setup.imsg)[0].params.message.reactions).toEqual([]);
    setup.imsg.ask('all', 'watch.subscribe', { since_rowid: 1, include_reactions: true });
    await setup.mac.clock.advance(0);
    const second = notified(setup.imsg).filter(({ params }) => params.subscription === 2);
    expect(second.map(({ params }) => [params.message.id, params.message.reactions.length])).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  it('is refused when 64 are live, and possible again when one ends (wire-8)', async () => {
    const setup = await startWithChat();
    for (let id = 1; id <= 65; id++) setup.imsg.ask(id, 'watch.subscribe');
    await setup.mac.clock.advance(0);
    expect(setup.imsg.answer(64).result.subscription).toBe(64);
    expect(setup.imsg.answer(65).error).toMatchObject({ code: -32000, data: 'subscription limit exceeded' });
    setup.imsg.ask('end', 'watch.unsubscribe', { subscription: 3 });
    setup.imsg.ask('more', 'watch.subscribe');
    await setup.mac.clock.advance(0);
    expect(setup.imsg.answer('more').result.subscription).toBe(65);
  });

  it('ends with an error when a poll fails, and tries no more', async () => {
    const setup = await startWithChat();
    await subscribe(setup);
    const db = setup.mac.device.openReader();
    db.exec('ALTER TABLE message RENAME TO elsewhere');
    await setup.mac.clock.advance(5000);
    db.exec('ALTER TABLE elsewhere RENAME TO message');
    insert(setup.mac, 2, 2);
    await setup.mac.clock.advance(20_000);
    expect(setup.imsg.frames().slice(1)).toEqual([
      {
        jsonrpc: '2.0',
        method: 'error',
        params: { subscription: 1, error: { message: expect.stringContaining('(code: 1)') } },
      },
    ]);
  });
});

describe('watch.unsubscribe', () => {
  it('is the last that is heard of a subscription', async () => {
    const setup = await startWithChat();
    await subscribe(setup);
    setup.imsg.ask('end', 'watch.unsubscribe', { subscription: 1 });
    await setup.mac.clock.advance(0);
    insert(setup.mac, 2, 2);
    await setup.mac.clock.advance(20_000);
    expect(setup.imsg.answer('end').result).toEqual({ ok: true });
    expect(ids(setup.imsg)).toEqual([]);
    expect(setup.mac.clock.waiting).toBe(0);
  });
});

describe('a watch whose reader has stopped', () => {
  it('never begins when it is ended before its answer could be written', async () => {
    const setup = await startWithChat();
    setup.imsg.fill();
    setup.imsg.ask('full', 'status');
    await subscribe(setup, { since_rowid: -1 });
    setup.imsg.ask('end', 'watch.unsubscribe', { subscription: 1 });
    await setup.mac.clock.advance(0);
    setup.imsg.drain();
    expect(setup.imsg.frames().map(({ id }) => id)).toEqual(['full', 'sub', 'end']);
    expect(setup.mac.clock.waiting).toBe(0);
  });

  it('keeps what fits its buffer and sends it in order when there is room', async () => {
    const setup = await startWithChat();
    await subscribe(setup, { since_rowid: 1, buffer_limit: 10 });
    setup.imsg.fill();
    insert(setup.mac, 2, 12);
    await setup.mac.clock.advance(5000);
    expect(ids(setup.imsg)).toEqual([2]);
    setup.imsg.drain();
    expect(ids(setup.imsg)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('overflows at one more: what waits is sent, then where to resume, then nothing (wire-2.7)', async () => {
    const setup = await startWithChat();
    await subscribe(setup, { since_rowid: 1, buffer_limit: 2 });
    setup.imsg.fill();
    insert(setup.mac, 2, 6);
    await setup.mac.clock.advance(5000);
    setup.imsg.drain();
    insert(setup.mac, 7, 7);
    await setup.mac.clock.advance(20_000);
    expect(ids(setup.imsg)).toEqual([2, 3, 4]);
    expect(setup.imsg.frames().at(-1)).toEqual({
      jsonrpc: '2.0',
      method: 'watch.overflow',
      params: { subscription: 1, resume_after_rowid: 4, reason: 'buffer_limit_exceeded', terminal: true },
    });
  });

  it('overflows at its limit, and what it missed can be had by messages.after', async () => {
    const setup = await startWithChat();
    await subscribe(setup, { since_rowid: 1, buffer_limit: 3 });
    setup.imsg.fill();
    insert(setup.mac, 2, 20);
    await setup.mac.clock.advance(5000);
    setup.imsg.drain();
    const overflow = setup.imsg.frames().at(-1);
    expect(overflow).toMatchObject({ method: 'watch.overflow', params: { terminal: true } });
    const told = ids(setup.imsg);
    expect(told).toEqual([2, 3, 4, 5]);
    setup.imsg.ask('rest', 'messages.after', { since_rowid: overflow.params.resume_after_rowid });
    await setup.mac.clock.advance(0);
    const rest = setup.imsg.answer('rest').result.messages.map(({ id }: { id: number }) => id);
    expect([...told, ...rest]).toEqual(Array.from({ length: 19 }, (_, index) => index + 2));
  });

  it('does not overflow during a backlog while the reader keeps reading', async () => {
    const setup = await startWithChat();
    insert(setup.mac, 2, 900);
    setup.imsg.fill();
    await subscribe(setup, { since_rowid: 1, buffer_limit: 100 });
    for (let reads = 0; reads < 900; reads++) {
      setup.imsg.drain();
      setup.imsg.fill();
      await setup.mac.clock.advance(0);
    }
    setup.imsg.drain();
    await setup.mac.clock.advance(0);
    expect(ids(setup.imsg)).toEqual(Array.from({ length: 899 }, (_, index) => index + 2));
  });
});
