import { describe, expect, it } from 'vitest';
import { ABORT_GRACE_MS } from '../../../../engine/turns/dispatch.ts';
import { createDispatchBed as bed, heldAgent, TURN } from '../../../support/agents/dispatch-bed.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

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

  it('ends a turn that has only been told to run, and nothing is prepared for it', async () => {
    let prepared = 0;
    const { dispatch, on, told, flush, stateOf } = await bed(heldAgent().run, () => {
      prepared += 1;
      return new Promise(() => {});
    });
    let hasAborted: boolean | null = null;
    on('turn', async ({ state }) => {
      if (state === 'running') hasAborted = await dispatch.abort(TURN);
    });
    void dispatch.run(TURN);
    await flush();
    expect(hasAborted).toBe(true);
    expect(await stateOf()).toBe('interrupted');
    expect(told).toEqual(['running', 'interrupted aborted']);
    expect(prepared).toBe(0);
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

describe('a stop', () => {
  it('ends the pause after a failure at once and begins no further try; the next run does (S9, ruling-37)', async () => {
    let asked = 0;
    const { dispatch, told, clock, ending, stateOf } = await bed(async () => {
      asked += 1;
      throw new Error('no model');
    });
    const over = dispatch.run(TURN);
    await clock.advance(500);
    ending.abort();
    await over;
    await dispatch.run(TURN);
    expect(asked).toBe(1);
    expect(told).toEqual(['running']);
    expect(await stateOf()).toBe('running');
  });
});
