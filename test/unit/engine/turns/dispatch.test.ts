import { describe, expect, it } from 'vitest';
import type { Agent, AgentVoice } from '../../../../engine/agents/agent.ts';
import { createOwnRows } from '../../../../engine/echo/own-rows.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { createEmitter } from '../../../../engine/events.ts';
import { createOutbox } from '../../../../engine/outbound/outbox.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { ABORT_GRACE_MS, createDispatch } from '../../../../engine/turns/dispatch.ts';
import type { SendOutcome } from '../../../../engine/wire/outcome.ts';
import { createScheduler } from '../../../../engine/wire/scheduler.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { rethrown, unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, createSource, row, SOURCE, turn } from '../../../support/stores/inputs.ts';

const TURN = id.turn('t');

/** A turn that is formed, an agent, and a wire that takes what it is given. */
async function bed(run: Agent['run']) {
  const clock = createManualClock();
  const store = openCore(createMemoryCore());
  const stopping = new AbortController();
  const { signal } = stopping;
  const { emit, on } = createEmitter(rethrown);
  const logger = createListLogger();
  const told: string[] = [];
  on('turn', ({ state, reason }) => told.push(`${state} ${reason}`.trim()));
  on('part', ({ text, state }) => told.push(`${text}: ${state}`));
  on('progress', ({ note }) => told.push(`progress ${note}`));
  let isReady = true;
  let outcome: SendOutcome['kind'] = 'sent';
  let sent = 0;
  const scheduler = createScheduler(signal, unawaited);
  const send = async (): Promise<SendOutcome> => {
    sent += 1;
    const proof = { guid: id.guid(`S${sent}`), rowid: id.rowid(100 + sent) };
    return { kind: outcome, detail: 'no', ...proof } as SendOutcome;
  };
  /** What has left is there. */
  const ownRows = async () =>
    Array.from({ length: sent }, (_, index) => ({ rowid: 101 + index, guid: `S${index + 1}`, text: null }));
  const db = { ...EMPTY_MESSAGES_DB, ownRows };
  const ids = { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 };
  const ending = new AbortController();
  const common = {
    accountId: ACCOUNT,
    store,
    clock,
    ids,
    logger,
    emit,
    signal,
    unawaited,
    ending: ending.signal,
  };
  const outbox = createOutbox({
    ...common,
    own: createOwnSends(),
    line: { scheduler, isReady: () => isReady, send },
    ownRows: createOwnRows(),
    db,
    readClient: () => null,
    imsgVersion: () => null,
    evidenceWaitMs: 2_000,
    maxRowid: async () => 50,
  });
  const agent: Agent = { name: 'test', turnsMax: 1, session: 'none', run };
  const prepare = async () => null;
  const dispatch = createDispatch({ ...common, agent, failuresMax: 3, prepare, replyTo: outbox.reply });
  await createSource(store);
  const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(1)] });
  await store.formTurn({ sourceId: SOURCE, turn: turn('t', [rows[0]!.seq], { preparation: {} }) });
  const flush = () => clock.advance(0);
  return {
    clock,
    store,
    stopping,
    told,
    logger,
    flush,
    dispatch,
    stateOf: async () => (await store.turn({ turnId: TURN }))!.state,
    setReady(ready: boolean) {
      isReady = ready;
      scheduler.readinessChanged();
    },
    willBe(kind: SendOutcome['kind']) {
      outcome = kind;
    },
  };
}

/** An agent that waits until the test lets it go on. */
function heldAgent() {
  const voices: AgentVoice[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<{ replies: string[] }>();
  const run: Agent['run'] = (_turn, voice) => {
    voices.push(voice);
    return promise;
  };
  return { run, voices, answer: (...replies: string[]) => resolve({ replies }), fail: reject };
}

describe('an answer in pieces', () => {
  it('goes out piece by piece, numbered on, and ends with what is left to say', async () => {
    const { dispatch, told, store } = await bed(async (_turn, voice) => {
      await voice.reply('one');
      await voice.reply(' ');
      voice.progress('thinking');
      await voice.reply('two');
      return { replies: ['three'] };
    });
    await dispatch.run(TURN);
    expect(told.filter((line) => !line.includes(':'))).toEqual([
      'running',
      'replying',
      'progress thinking',
      'answered',
    ]);
    const parts = await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 9 });
    expect(parts.map(({ partId, content }) => [partId, content]).toReversed()).toEqual([
      ['t#0', 'one'],
      ['t#1', 'two'],
      ['t#2', 'three'],
    ]);
  });

  it('takes nothing more where a part of it is known to have failed', async () => {
    const { run, voices, answer } = heldAgent();
    const { dispatch, told, willBe, flush } = await bed(run);
    willBe('refused');
    const over = dispatch.run(TURN);
    await flush();
    await voices[0]!.reply('one');
    await flush();
    await voices[0]!.reply('two');
    answer('three');
    await over;
    await flush();
    expect(told.filter((line) => line.includes(':'))).toEqual([
      'one: sending',
      'one: failed',
      'two: failed',
      'three: failed',
    ]);
  });

  it('is broken off by an agent that fails, which is not asked again', async () => {
    const { run, voices, fail } = heldAgent();
    const { dispatch, told, logger, flush, stateOf } = await bed(run);
    const over = dispatch.run(TURN);
    await flush();
    // Not awaited: it is taken before the failure counts.
    void voices[0]!.reply('one');
    fail(new Error('no model'));
    await over;
    expect(await stateOf()).toBe('interrupted');
    expect(told.filter((line) => !line.startsWith('one'))).toEqual([
      'running',
      'replying',
      'interrupted the agent failed (Error): no model',
    ]);
    expect(logger.lines).toContain('error imessage: turn interrupted: the agent failed (Error)');
    expect(voices).toHaveLength(1);
  });

  it('is begun anew by an agent that fails before its first piece', async () => {
    let calls = 0;
    const { dispatch, clock, stateOf } = await bed(async (_turn, voice) => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      await voice.reply('one');
      return { replies: [] };
    });
    const over = dispatch.run(TURN);
    await clock.advance(2_000);
    await over;
    expect(calls).toBe(2);
    expect(await stateOf()).toBe('answered');
  });
});

describe('an agent that keeps to nothing', () => {
  it.each([[undefined], [{}], [{ replies: 7 }], [{ replies: ['fine', 7] }], [{ replies: [null] }]])(
    'fails its turn with %j, like any other failure',
    async (answer) => {
      let calls = 0;
      const { dispatch, clock, stateOf } = await bed(async () => {
        calls += 1;
        return (calls === 1 ? answer : { replies: ['now'] }) as { replies: string[] };
      });
      const over = dispatch.run(TURN);
      await clock.advance(2_000);
      await over;
      expect(calls).toBe(2);
      expect(await stateOf()).toBe('answered');
    },
  );
});

describe('an abort', () => {
  it('ends a turn that runs, and refuses what its agent says from then on', async () => {
    const { run, voices, answer } = heldAgent();
    const { dispatch, told, flush, stateOf } = await bed(run);
    const over = dispatch.run(TURN);
    await flush();
    expect(await dispatch.abort(TURN)).toBe(true);
    expect(voices[0]!.signal.aborted).toBe(true);
    expect(await stateOf()).toBe('interrupted');
    await expect(voices[0]!.reply('late')).rejects.toMatchObject({ code: 'turn_over' });
    answer('late');
    await over;
    expect(told).toEqual(['running', 'interrupted aborted']);
    expect(await dispatch.abort(TURN)).toBe(false);
  });

  it('takes back what is not on the wire yet, in the commit that ends the turn', async () => {
    const { run, voices, fail } = heldAgent();
    const { dispatch, told, store, flush, setReady } = await bed(run);
    const over = dispatch.run(TURN);
    await flush();
    await voices[0]!.reply('one');
    await flush();
    setReady(false);
    await voices[0]!.reply('two');
    await voices[0]!.reply('three');
    expect(await dispatch.abort(TURN)).toBe(true);
    fail(new Error('aborted'));
    await over;
    setReady(true);
    await flush();
    const parts = await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 9 });
    expect(parts.map(({ content, state }) => `${content} ${state}`).toReversed()).toEqual([
      'one sent',
      'two expired',
      'three expired',
    ]);
    expect(told).not.toContain('two: sending');
  });

  it('waits only so long for an agent that does not mind its signal', async () => {
    const { run } = heldAgent();
    const { dispatch, clock, flush } = await bed(run);
    let isOver = false;
    void dispatch.run(TURN).then(() => {
      isOver = true;
    });
    await flush();
    expect(await dispatch.abort(TURN)).toBe(true);
    await clock.advance(ABORT_GRACE_MS - 1);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  it('ends a turn that waits for its next try', async () => {
    const { dispatch, clock, flush, stateOf } = await bed(async () => {
      throw new Error('not yet');
    });
    const over = dispatch.run(TURN);
    await flush();
    expect(await dispatch.abort(TURN)).toBe(true);
    await over;
    expect(await stateOf()).toBe('interrupted');
    await clock.advance(60_000);
    expect(await stateOf()).toBe('interrupted');
  });

  it('comes too late for a turn that is answered, and is refused where none runs', async () => {
    const { run, answer } = heldAgent();
    const { dispatch, flush, stateOf } = await bed(run);
    expect(await dispatch.abort(TURN)).toBe(false);
    const over = dispatch.run(TURN);
    await flush();
    answer('done');
    await over;
    expect(await dispatch.abort(TURN)).toBe(false);
    expect(await stateOf()).toBe('answered');
  });

  it('comes to nothing where the engine stops first, and the turn is left to the next run', async () => {
    const { run, voices } = heldAgent();
    const { dispatch, flush, stopping, stateOf } = await bed(run);
    const over = dispatch.run(TURN);
    await flush();
    stopping.abort('stopped');
    await over;
    expect(voices[0]!.signal.aborted).toBe(true);
    expect(await dispatch.abort(TURN)).toBe(false);
    expect(await stateOf()).toBe('running');
  });
});
