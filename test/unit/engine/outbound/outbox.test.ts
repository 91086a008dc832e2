import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import type { EngineEvents } from '../../../../engine/events.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { createOutbox, PART_EXPIRES_MS } from '../../../../engine/outbound/outbox.ts';
import type { TurnRow } from '../../../../engine/store/commands/turns.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { OwnRow, SendOutcome } from '../../../../engine/wire/outcome.ts';
import { LANE_MUTATIONS_MAX } from '../../../../engine/wire/queue.ts';
import { createScheduler } from '../../../../engine/wire/scheduler.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, CONTEXT, createSource, row, SOURCE, turn } from '../../../support/stores/inputs.ts';

const SENT = (guid: string, rowid: number | null): SendOutcome => ({
  kind: 'sent',
  guid: id.guid(guid),
  rowid: rowid === null ? null : id.rowid(rowid),
  detail: 'ok',
});

async function bed(outcomes: readonly SendOutcome[], ownRows: readonly OwnRow[] = []) {
  const clock = createManualClock();
  const store = openCore(createMemoryCore());
  await createSource(store);
  const sent: string[] = [];
  const parts: string[] = [];
  const left = [...outcomes];
  const { signal } = new AbortController();
  let scheduler = createScheduler(signal);
  let isReady = true;
  const caller: RpcCaller = {
    async call(_method, params) {
      sent.push((params as { readonly text: string }).text);
      return { ok: true };
    },
  };
  const start = () =>
    createOutbox({
      accountId: ACCOUNT,
      store,
      clock,
      ids: { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 },
      logger: createListLogger(),
      emit(name, event) {
        const { text, state } = event as EngineEvents['part'];
        if (name === 'part') parts.push(`${text} ${state}`);
      },
      signal,
      own: createOwnSends(),
      line: {
        scheduler,
        isReady: () => isReady,
        async send(call) {
          await call(caller, { region: 'US' });
          return left.shift() ?? SENT(`G-${sent.length}`, 100 + sent.length);
        },
      },
      readOwnRows: async () => ownRows,
      maxRowid: async () => 50,
    });
  let outbox = start();
  const setReady = (ready: boolean) => {
    isReady = ready;
    scheduler.readinessChanged();
  };
  let turns = 0;
  const answerIn = async (lane: string, replies: readonly string[]) => {
    turns += 1;
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(turns)] });
    const change = { state: 'running', context: CONTEXT, lane: id.lane(lane) } as const;
    const input = turn(`t${turns}`, [rows[0]!.seq], change);
    await store.formTurn({ sourceId: SOURCE, turn: input });
    const stored = (await store.turn({ turnId: input.turnId })) as TurnRow;
    await outbox.reply(stored).answer(replies);
    await clock.advance(0);
  };
  const answer = (...replies: string[]) => answerIn('lane-1', replies);
  /** The next run, on the same store. */
  const restart = async () => {
    scheduler = createScheduler(signal);
    outbox = start();
    await outbox.resume();
  };
  return { clock, sent, parts, answer, answerIn, store, setReady, restart, wire: () => scheduler.snapshot() };
}

describe('outbox', () => {
  it('sends the parts of a reply in order, each with its receipt (OUT-4)', async () => {
    const { sent, parts, answer } = await bed([]);
    await answer('one', 'two');
    expect(sent).toEqual(['one', 'two']);
    expect(parts).toEqual(['one sending', 'one sent', 'two sending', 'two sent']);
  });

  it('does not send the rest of a reply whose part is known to have failed (OUT-4, invariant-41)', async () => {
    const { sent, parts, answer } = await bed([{ kind: 'refused', detail: 'no such chat' }]);
    await answer('one', 'two', 'three');
    expect(sent).toEqual(['one']);
    expect(parts).toEqual(['one sending', 'one failed', 'two failed', 'three failed']);
  });

  it('waits before it makes a call again that could not be made', async () => {
    const notMade: SendOutcome = { kind: 'notMade', detail: 'busy' };
    const { clock, sent, parts, answer } = await bed([notMade, notMade]);
    await answer('one');
    expect(sent).toHaveLength(1);
    await clock.advance(999);
    expect(sent).toHaveLength(1);
    await clock.advance(5_000);
    expect(sent).toHaveLength(3);
    expect(parts.at(-1)).toBe('one sent');
  });

  it('reports as expired what waited too long to be sent, and does not send it (B15)', async () => {
    const { clock, sent, parts, answer, setReady } = await bed([]);
    setReady(false);
    await answer('one');
    await clock.advance(PART_EXPIRES_MS + 1);
    setReady(true);
    await clock.advance(0);
    expect(sent).toEqual([]);
    expect(parts).toEqual(['one expired']);
  });

  it('does not take an older row for the receipt, but looks for the right one (B13)', async () => {
    const rows = [
      { rowid: id.rowid(40), guid: id.guid('OLD'), text: 'ok' },
      { rowid: id.rowid(60), guid: id.guid('NEW'), text: 'ok' },
    ];
    const { clock, parts, answer, store } = await bed([SENT('OLD', 40)], rows);
    await answer('ok');
    await clock.advance(60_000);
    expect(parts).toEqual(['ok sending', 'ok sent']);
    expect(await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 9 })).toMatchObject([
      { guid: 'NEW', evidence: { via: 'reconciled' } },
    ]);
  });

  it('does not let one row prove two parts (invariant-40)', async () => {
    const rows = [{ rowid: id.rowid(60), guid: id.guid('ONE'), text: 'ok' }];
    const { clock, parts, answer } = await bed([SENT('ONE', 60), SENT('ONE', 60)], rows);
    await answer('ok');
    await answer('ok');
    await clock.advance(60_000);
    expect(parts).toEqual(['ok sending', 'ok sent', 'ok sending', 'ok unknown']);
  });

  it('holds the rest of a reply while it is not known what became of a part, and other replies go on', async () => {
    const { clock, sent, parts, answer } = await bed([{ kind: 'pending', detail: 'timeout' }]);
    await answer('one', 'two');
    await answer('other');
    expect(sent).toEqual(['one', 'other']);
    await clock.advance(400_000);
    expect(parts).toEqual([
      'one sending',
      'other sending',
      'other sent',
      'one unknown',
      'two sending',
      'two sent',
    ]);
  });

  it('says nothing where the agent said nothing (OUT-8)', async () => {
    const { sent, answer, store } = await bed([]);
    await answer(' ');
    expect(sent).toEqual([]);
    expect(await store.turn({ turnId: id.turn('t1') })).toMatchObject({ state: 'answered' });
  });

  it('holds a bounded number of a flood of parts, and sends all in order, also after a restart', async () => {
    const { clock, sent, answerIn, setReady, restart, wire } = await bed([]);
    setReady(false);
    const lanes = ['a', 'b', 'c'];
    const of = (lane: string, turn: number) => Array.from({ length: 50 }, (_, n) => `${lane}${turn}/${n}`);
    for (let turn = 0; turn < 10; turn += 1) for (const lane of lanes) await answerIn(lane, of(lane, turn));
    const held = { waitingParts: 3 * LANE_MUTATIONS_MAX, lanesWithMore: 3 };
    expect(wire()).toMatchObject(held);
    await restart();
    expect(wire()).toMatchObject(held);
    setReady(true);
    for (let step = 0; sent.length < 1_500 && step < 1_000; step += 1) await clock.advance(0);
    for (const lane of lanes) {
      const wanted = Array.from({ length: 10 }, (_, turn) => of(lane, turn)).flat();
      expect(sent.filter((text) => text.startsWith(lane))).toEqual(wanted);
    }
    // Lanes take turns: none is far ahead of the others.
    expect(sent.slice(0, 6).map((text) => text[0])).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    expect(wire()).toMatchObject({ waitingParts: 0, lanesWithMore: 0 });
  });
});
