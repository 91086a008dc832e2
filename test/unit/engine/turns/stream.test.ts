import { describe, expect, it } from 'vitest';
import { HELD_MAX } from '../../../../engine/turns/stream.ts';
import { PIECES_WAITING_MAX } from '../../../../engine/turns/voice.ts';
import { createVoiceBed } from '../../../support/engine/voice-bed.ts';

describe('what an agent writes stretch by stretch', () => {
  it('is said piece by piece, and what is left of it with the answer', async () => {
    const { voice, close, rest, pieces, commit, settle } = createVoiceBed(true);
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
    const { voice, clock, pieces, settle } = createVoiceBed(true);
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
    const { voice, rest, pieces, commit, settle } = createVoiceBed();
    await voice.write('Let me see. ');
    void voice.act({ name: 'react' }).catch(() => {});
    await voice.write('So ');
    await settle();
    await commit();
    await commit();
    expect(pieces).toEqual(['Let me see. ', 'react']);
    expect(rest()).toBe('So ');
  });

  it('is not said by what looks something up, nor by what cannot be done', async () => {
    const { voice, rest, pieces, settle, clock } = createVoiceBed(true);
    await voice.write('Let me');
    const refused = expect(voice.act({ name: 'unknown' })).rejects.toMatchObject({ code: 'action_unknown' });
    void voice.act({ name: 'look' });
    await voice.write(' see');
    await refused;
    await settle();
    expect(pieces).toEqual([]);
    expect(rest()).toBe('Let me see');
    await clock.advance(1_000);
    await settle();
    expect(pieces).toEqual(['Let me see']);
  });

  it('keeps its order while it is not known yet whether something is done', async () => {
    const { voice, rest, pieces, commit, settle } = createVoiceBed(true);
    const before = voice.reply('Hello');
    await voice.write('First');
    const acting = voice.act({ name: 'react' });
    await voice.write(' then. ');
    const after = voice.reply('Bye');
    await voice.write('Last');
    for (let count = 0; count < 5; count += 1) {
      await settle();
      await commit();
    }
    await Promise.all([before, after]);
    void acting.catch(() => {});
    expect(pieces).toEqual(['Hello', 'First', 'react', ' then. ', 'Bye']);
    expect(rest()).toBe('Last');
  });

  it('is left for the answer where something is done too late', async () => {
    const { voice, close, rest, pieces, commit, settle } = createVoiceBed();
    const said = voice.reply('Hello');
    await voice.write('What it was about.');
    const closed = close();
    await expect(voice.act({ name: 'react' })).rejects.toMatchObject({ code: 'turn_over' });
    await expect(voice.reply('late')).rejects.toMatchObject({ code: 'turn_over' });
    await settle();
    await commit();
    await Promise.all([said, closed]);
    expect(pieces).toEqual(['Hello']);
    expect(rest()).toBe('What it was about.');
  });

  it('waits for no more than a million characters, and for no more pieces than may', async () => {
    const { voice, rest, pieces, settle } = createVoiceBed(true);
    for (let count = 0; count <= PIECES_WAITING_MAX + 2; count += 1) void voice.write(`${count}.`);
    await settle();
    expect(pieces).toEqual(['0.']);
    expect(rest()).toBe('64.65.66.');
    await expect(voice.write('a'.repeat(HELD_MAX))).rejects.toMatchObject({ code: 'voice_busy' });
    expect(rest()).toBe('64.65.66.');
  });
});
