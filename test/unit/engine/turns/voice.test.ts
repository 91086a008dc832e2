import { describe, expect, it } from 'vitest';
import { PIECES_WAITING_MAX } from '../../../../engine/turns/voice.ts';
import { createVoiceBed } from '../../../support/engine/voice-bed.ts';

describe('the voice of an agent', () => {
  it('commits pieces one after the other, in the order in which they were said', async () => {
    const { voice, pieces, commit, settle, replyingCount } = createVoiceBed();
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
    const { voice, close, pieces, notes, commit, settle } = createVoiceBed();
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
    const { voice, close, cutting, pieces, commit, settle } = createVoiceBed();
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
    const { voice, commit, settle, replyingCount } = createVoiceBed();
    const refused = expect(voice.reply('late')).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    await commit(false);
    await refused;
    expect(replyingCount()).toBe(0);
  });

  it('holds a bounded number of pieces', async () => {
    const { voice } = createVoiceBed();
    for (let count = 0; count < PIECES_WAITING_MAX; count += 1) void voice.reply(`${count}`);
    await expect(voice.reply('one too many')).rejects.toMatchObject({ code: 'voice_busy' });
  });

  it('tells what became of an action, in the order of the pieces', async () => {
    const { voice, pieces, commit, settle, end } = createVoiceBed();
    const all = [voice.act({ name: 'react' }), voice.reply('after')];
    await settle();
    expect(pieces).toEqual(['react']);
    await commit();
    expect(pieces).toEqual(['react', 'after']);
    end({ state: 'sent', guid: null, reason: '' });
    expect(await all[0]).toMatchObject({ state: 'sent' });
  });

  it('hears no more of an action once the turn is cut short', async () => {
    const { voice, cutting, commit, settle } = createVoiceBed();
    const refused = expect(voice.act({ name: 'react' })).rejects.toMatchObject({ code: 'end_unknown' });
    await settle();
    await commit();
    cutting.abort('cut');
    await refused;
  });

  it('passes on why an action cannot be done, and goes on', async () => {
    const { voice, pieces, settle } = createVoiceBed();
    await expect(voice.act({ name: 'unknown' })).rejects.toMatchObject({ code: 'action_unknown' });
    const said = voice.reply('on');
    await settle();
    expect(pieces).toEqual(['on']);
    void said;
  });

  it('tells what somebody has decided, and makes nobody else wait for it', async () => {
    const { voice, pieces, commit, settle, decide, replyingCount, givenUpCount } = createVoiceBed();
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

  it('tells that it replies also where what follows the first words is refused', async () => {
    const { voice, pieces, commit, settle, replyingCount } = createVoiceBed();
    await voice.write('One.');
    const refused = expect(voice.ask({ text: 'too many' })).rejects.toMatchObject({ code: 'approvals_busy' });
    await settle();
    await commit();
    await refused;
    expect(pieces).toEqual(['One.']);
    expect(replyingCount()).toBe(1);
    const said = voice.reply('Two.');
    await settle();
    await commit();
    await said;
    expect(replyingCount()).toBe(1);
  });

  it('gives up what it has asked once the turn is over, also where that is asked at that moment', async () => {
    const cut = createVoiceBed();
    const refused = expect(cut.voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'end_unknown' });
    await cut.settle();
    await cut.commit();
    cut.cutting.abort('cut');
    await refused;
    expect(cut.givenUpCount()).toBe(1);
    const ended = createVoiceBed();
    const late = expect(ended.voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'end_unknown' });
    await ended.settle();
    const closed = ended.close();
    await ended.commit();
    await Promise.all([late, closed]);
    expect(ended.givenUpCount()).toBe(1);
  });

  it('asks nothing in a turn that is over in the store', async () => {
    const { voice, commit, settle } = createVoiceBed();
    const refused = expect(voice.ask({ text: 'May I?' })).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    await commit(false);
    await refused;
  });

  it('refuses what is no text, and cuts long notes', async () => {
    const { voice, notes } = createVoiceBed();
    await expect(voice.reply(7 as never)).rejects.toThrow('A reply is a text.');
    voice.progress('x'.repeat(5_000));
    expect(notes[0]).toHaveLength(1_000);
  });
});
