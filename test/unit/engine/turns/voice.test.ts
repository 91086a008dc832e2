import { describe, expect, it } from 'vitest';
import type { ActionOutcome, AgentDecision } from '../../../../engine/agents/agent.ts';
import { EngineError } from '../../../../engine/errors.ts';
import { HELD_MAX } from '../../../../engine/turns/stream.ts';
import { createVoice, PIECES_WAITING_MAX } from '../../../../engine/turns/voice.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

/** Cut behind each full stop, or where nothing comes any more, wherever that is. */
function sentences(text: string, when: 'written' | 'idle') {
  const end = when === 'idle' ? text.length : text.indexOf('.') + 1;
  return end === 0 ? null : { end, next: end };
}

/** A voice whose pieces are committed when the test says so. */
function bed(streams = false) {
  const clock = createManualClock();
  const cutting = new AbortController();
  const pieces: unknown[] = [];
  const notes: string[] = [];
  const commits: ((isSaid: boolean) => void)[] = [];
  let hasBegun = false;
  let end: (outcome: ActionOutcome) => void = () => {};
  const outcome = new Promise<ActionOutcome>((resolve) => {
    end = resolve;
  });
  let decide: (decision: AgentDecision) => void = () => {};
  const decision = new Promise<AgentDecision>((resolve) => {
    decide = resolve;
  });
  let givenUp = 0;
  let replying = 0;
  const add = async (text: string) => {
    pieces.push(text);
    const isSaid = await new Promise<boolean>((resolve) => commits.push(resolve));
    hasBegun ||= isSaid;
    return isSaid;
  };
  const { voice, close, rest } = createVoice({
    signal: cutting.signal,
    clock,
    reply: {
      cutting: streams ? { idleMs: 1_000, next: sentences } : null,
      heldFrom: (text) => text.length,
      addWritten: (text) => add(text),
      hasBegun: () => hasBegun,
      add: (text) => add(text),
      actions: () => [],
      async act({ name }) {
        if (name === 'unknown') throw new EngineError('action_unknown');
        pieces.push(name);
        const isDurable = await new Promise<boolean>((resolve) => commits.push(resolve));
        return isDurable ? { outcome } : null;
      },
      async ask({ text }) {
        pieces.push(text);
        const isDurable = await new Promise<boolean>((resolve) => commits.push(resolve));
        hasBegun ||= isDurable;
        const giveUp = () => {
          givenUp += 1;
        };
        return isDurable ? { decision, isDurable, giveUp } : null;
      },
    },
    progress: (note) => notes.push(note),
    onReplying: () => {
      replying += 1;
    },
  });
  const settle = async () => {
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
  };
  const commit = async (isSaid = true) => {
    commits.shift()!(isSaid);
    await settle();
  };
  return {
    voice,
    close,
    rest,
    clock,
    cutting,
    pieces,
    notes,
    commit,
    settle,
    replyingCount: () => replying,
    givenUpCount: () => givenUp,
    end,
    decide,
  };
}

describe('the voice of an agent', () => {
  it('commits pieces one after the other, in the order in which they were said', async () => {
    const { voice, pieces, commit, settle, replyingCount } = bed();
    const all = [voice.reply('one'), voice.reply('two')];
    await settle();
    expect(pieces).toEqual(['one']);
    await commit();
    expect(pieces).toEqual(['one', 'two']);
    expect(replyingCount()).toBe(1);
    await commit();
    await Promise.all(all);
    expect(replyingCount()).toBe(1);
  });

  it('refuses what is said after the end, and lets what was said before have its own', async () => {
    const { voice, close, pieces, notes, commit, settle } = bed();
    const before = voice.reply('before');
    const closed = close();
    await expect(voice.reply('after')).rejects.toMatchObject({ code: 'turn_over' });
    await expect(voice.act({ name: 'x' })).rejects.toMatchObject({ code: 'turn_over' });
    await expect(voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'turn_over' });
    voice.progress('after');
    await settle();
    await commit();
    await Promise.all([before, closed]);
    expect(pieces).toEqual(['before']);
    expect(notes).toEqual([]);
    expect(close()).toBeNull();
  });

  it('refuses what waits for its commit when the turn is cut short', async () => {
    const { voice, close, cutting, pieces, commit, settle } = bed();
    const first = voice.reply('first');
    const second = expect(voice.reply('second')).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    cutting.abort('cut');
    const closed = close();
    await commit();
    await Promise.all([first, second, closed]);
    expect(pieces).toEqual(['first']);
  });

  it('refuses a piece of a turn that is over in the store', async () => {
    const { voice, commit, settle, replyingCount } = bed();
    const refused = expect(voice.reply('late')).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    await commit(false);
    await refused;
    expect(replyingCount()).toBe(0);
  });

  it('holds a bounded number of pieces', async () => {
    const { voice } = bed();
    for (let count = 0; count < PIECES_WAITING_MAX; count += 1) void voice.reply(`${count}`);
    await expect(voice.reply('one too many')).rejects.toMatchObject({ code: 'voice_busy' });
  });

  it('tells what became of an action, in the order of the pieces', async () => {
    const { voice, pieces, commit, settle, end } = bed();
    const all = [voice.act({ name: 'react' }), voice.reply('after')];
    await settle();
    expect(pieces).toEqual(['react']);
    await commit();
    expect(pieces).toEqual(['react', 'after']);
    end({ state: 'sent', guid: null, reason: '' });
    expect(await all[0]).toMatchObject({ state: 'sent' });
  });

  it('hears no more of an action once the turn is cut short', async () => {
    const { voice, cutting, commit, settle } = bed();
    const refused = expect(voice.act({ name: 'react' })).rejects.toMatchObject({ code: 'end_unknown' });
    await settle();
    await commit();
    cutting.abort('cut');
    await refused;
  });

  it('passes on why an action cannot be done, and goes on', async () => {
    const { voice, pieces, settle } = bed();
    await expect(voice.act({ name: 'unknown' })).rejects.toMatchObject({ code: 'action_unknown' });
    const said = voice.reply('on');
    await settle();
    expect(pieces).toEqual(['on']);
    void said;
  });

  it('tells what somebody has decided, and makes nobody else wait for it', async () => {
    const { voice, pieces, commit, settle, decide, replyingCount, givenUpCount } = bed();
    const all = [voice.ask({ text: 'May I?' }), voice.reply('after')];
    await settle();
    expect(pieces).toEqual(['May I?']);
    await commit();
    expect(replyingCount()).toBe(1);
    expect(pieces).toEqual(['May I?', 'after']);
    decide({ outcome: 'deny', by: '+15550001111' });
    expect(await all[0]).toEqual({ outcome: 'deny', by: '+15550001111' });
    expect(givenUpCount()).toBe(0);
  });

  it('gives up what it has asked once the turn is over, also where that is asked at that moment', async () => {
    const cut = bed();
    const refused = expect(cut.voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'end_unknown' });
    await cut.settle();
    await cut.commit();
    cut.cutting.abort('cut');
    await refused;
    expect(cut.givenUpCount()).toBe(1);
    const ended = bed();
    const late = expect(ended.voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'end_unknown' });
    await ended.settle();
    const closed = ended.close();
    await ended.commit();
    await Promise.all([late, closed]);
    expect(ended.givenUpCount()).toBe(1);
  });

  it('asks nothing in a turn that is over in the store', async () => {
    const { voice, commit, settle } = bed();
    const refused = expect(voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    await commit(false);
    await refused;
  });

  it('refuses what is no text, and cuts long notes', async () => {
    const { voice, notes } = bed();
    await expect(voice.reply(7 as never)).rejects.toThrow('A reply is a text.');
    voice.progress('x'.repeat(5_000));
    expect(notes[0]).toHaveLength(1_000);
  });
});

describe('what an agent writes stretch by stretch', () => {
  it('is said piece by piece, and what is left of it with the answer', async () => {
    const { voice, close, rest, pieces, commit, settle } = bed(true);
    const first = voice.write('One. T');
    await settle();
    expect(pieces).toEqual(['One.']);
    await commit();
    await first;
    await voice.write('wo');
    expect(pieces).toHaveLength(1);
    expect(close()).toBeNull();
    expect(rest()).toBe(' Two');
    await expect(voice.write('more')).rejects.toMatchObject({ code: 'turn_over' });
  });

  it('is said where nothing more comes for a while, and only then', async () => {
    const { voice, clock, pieces, settle } = bed(true);
    await voice.write('wait');
    await clock.advance(900);
    await voice.write(' for it');
    await clock.advance(900);
    expect(pieces).toEqual([]);
    await clock.advance(100);
    await settle();
    expect(pieces).toEqual(['wait for it']);
  });

  it('leaves before what else is said or done', async () => {
    const { voice, rest, pieces, commit, settle } = bed();
    await voice.write('Let me see. ');
    void voice.act({ name: 'react' }).catch(() => {});
    await voice.write('So ');
    await settle();
    await commit();
    await commit();
    expect(pieces).toEqual(['Let me see. ', 'react']);
    expect(rest()).toBe('So ');
  });

  it('waits for no more than a million characters, and for no more pieces than may', async () => {
    const { voice, rest, pieces, settle } = bed(true);
    for (let count = 0; count <= PIECES_WAITING_MAX + 2; count += 1) void voice.write(`${count}.`);
    await settle();
    expect(pieces).toEqual(['0.']);
    expect(rest()).toBe('64.65.66.');
    await expect(voice.write('a'.repeat(HELD_MAX))).rejects.toMatchObject({ code: 'voice_busy' });
    expect(rest()).toBe('64.65.66.');
  });
});
