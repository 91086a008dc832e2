import { describe, expect, it } from 'vitest';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { createWatchman } from '../../../../engine/source/watchman.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';

function bed() {
  const manual = createManualClock();
  const state = {
    wallStepMs: 0,
    sleptMs: 0,
    newest: 5,
    /** The highest row, also where it is a preview. */
    last: 5,
    seen: 5,
    highest: 5,
    fileKey: '1:2',
    isReadable: true,
    looks: 0,
  };
  const heard: string[] = [];
  const db: Pick<MessagesDb, 'newestRows' | 'fileKey' | 'highestEver'> = {
    async newestRows() {
      if (!state.isReadable) throw new Error('unreadable');
      return { told: state.newest, last: state.last };
    },
    fileKey: async () => state.fileKey,
    highestEver: async () => state.highest,
  };
  const watchman = createWatchman({
    clock: {
      ...manual,
      wallMs: () => manual.wallMs() + state.wallStepMs + state.sleptMs,
      monotonicMs: () => manual.monotonicMs() + state.sleptMs,
    },
    db: db as MessagesDb,
    unawaited,
    highestRowid: () => state.seen,
    seenTo: () => state.seen,
    onJump: (byMs) => heard.push(`jump ${byMs}`),
    onDeaf: (seen, newest) => heard.push(`deaf ${seen} ${newest}`),
    onTailMissing: () => heard.push('tail missing'),
    onFile() {},
    onReplaced: () => heard.push('replaced'),
    onLook() {
      state.looks += 1;
    },
  });
  watchman.start();
  return { manual, state, heard, watchman };
}

describe('the watchman', () => {
  it('has nothing to say while all is well', async () => {
    const { manual, heard } = bed();
    await manual.advance(600_000);
    expect(heard).toEqual([]);
  });

  it('tells of a machine that has slept, and of a clock that was set, by how far', async () => {
    const { manual, state, heard } = bed();
    await manual.advance(20_000);
    state.wallStepMs = 3_600_000;
    await manual.advance(15_000);
    state.wallStepMs = -3_600_000;
    await manual.advance(60_000);
    expect(heard).toEqual(['jump 3600000', 'jump -7200000']);
  });

  it('looks at the clock also when it is asked to, and tells of each sleep once', async () => {
    const { manual, state, heard, watchman } = bed();
    await manual.advance(20_000);
    watchman.lookAtClock();
    expect(heard).toEqual([]);
    state.wallStepMs = 1_800_000;
    watchman.lookAtClock();
    watchman.lookAtClock();
    await manual.advance(30_000);
    expect(heard).toEqual(['jump 1800000']);
    state.wallStepMs = 0;
    watchman.stop();
    watchman.lookAtClock();
    expect(heard).toHaveLength(1);
  });

  it('takes a look that is 30 s late on both clocks for sleep', async () => {
    const { state, heard, watchman } = bed();
    state.sleptMs = 44_999;
    watchman.lookAtClock();
    expect(heard).toEqual([]);
    state.sleptMs += 45_000;
    watchman.lookAtClock();
    expect(heard).toEqual(['jump 0']);
  });

  it('takes no small correction of the clock for sleep', async () => {
    const { manual, state, heard } = bed();
    state.wallStepMs = 29_000;
    await manual.advance(60_000);
    expect(heard).toEqual([]);
  });

  it('tells of a watch gone deaf when a row has not come for a whole interval, and once for that row', async () => {
    const { manual, state, heard } = bed();
    state.newest = 7;
    await manual.advance(15_000);
    expect(heard).toEqual([]);
    await manual.advance(15_000);
    expect(heard).toEqual(['deaf 5 7']);
    await manual.advance(120_000);
    expect(heard).toHaveLength(1);
    state.newest = 8;
    await manual.advance(45_000);
    expect(heard).toEqual(['deaf 5 7', 'deaf 5 8']);
  });

  it('does not call a watch deaf that is only behind and catching up', async () => {
    const { manual, state, heard } = bed();
    for (let look = 0; look < 6; look += 1) {
      state.newest += 100;
      state.seen = state.newest - 20;
      await manual.advance(15_000);
      state.seen = state.newest;
    }
    expect(heard).toEqual([]);
  });

  it('tells of a preview that has not come for a whole interval, and calls no watch deaf for it', async () => {
    const { manual, state, heard } = bed();
    state.last = 6;
    state.highest = 6;
    await manual.advance(15_000);
    expect(heard).toEqual([]);
    await manual.advance(15_000);
    expect(heard).toEqual(['tail missing']);
    state.seen = 6;
    await manual.advance(120_000);
    expect(heard).toHaveLength(1);
  });

  it('does not miss a preview while others come, nor in a file that took the place', async () => {
    const { manual, state, heard } = bed();
    for (let look = 0; look < 6; look += 1) {
      state.last += 10;
      state.seen = state.last - 2;
      state.newest = state.seen;
      await manual.advance(15_000);
    }
    state.fileKey = '1:3';
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced']);
  });

  it('tells of a database that was replaced', async () => {
    const { manual, state, heard } = bed();
    await manual.advance(20_000);
    state.fileKey = '1:3';
    await manual.advance(30_000);
    expect(heard).toEqual(['replaced']);
  });

  it('says nothing of the rows of a file that took the place until that is read', async () => {
    const { manual, state, heard, watchman } = bed();
    await manual.advance(20_000);
    state.fileKey = '1:3';
    state.newest = 40;
    await manual.advance(120_000);
    expect(heard).toEqual(['replaced']);
    expect(state.looks).toBe(1);
    watchman.opened(state.fileKey);
    await manual.advance(30_000);
    expect(heard).toEqual(['replaced', 'deaf 5 40']);
    expect(state.looks).toBe(3);
  });

  it('tells of a file that was opened as the one before, when it can be looked into (ruling-28)', async () => {
    const { manual, state, heard, watchman } = bed();
    state.isReadable = false;
    watchman.opened('1:1');
    await manual.advance(60_000);
    expect(heard).toEqual([]);
    state.isReadable = true;
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced']);
    expect(state.looks).toBe(0);
    watchman.opened(state.fileKey);
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced']);
    expect(state.looks).toBe(4);
  });

  it('tells of it also where it saw the file come, and nobody could look into that at first', async () => {
    const { manual, state, heard, watchman } = bed();
    watchman.opened(state.fileKey);
    await manual.advance(20_000);
    state.isReadable = false;
    state.fileKey = '1:3';
    await manual.advance(30_000);
    watchman.opened('1:2');
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced']);
    state.isReadable = true;
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced', 'replaced']);
  });

  it('tells once of a file that has never had the rows that were seen (ruling-28)', async () => {
    const { manual, state, heard, watchman } = bed();
    await manual.advance(20_000);
    state.newest = 4;
    state.highest = 4;
    await manual.advance(60_000);
    expect(heard).toEqual(['replaced']);
    state.seen = 4;
    watchman.opened(state.fileKey);
    await manual.advance(15_000);
    state.newest = 3;
    state.highest = 3;
    await manual.advance(15_000);
    expect(heard).toEqual(['replaced', 'replaced']);
  });

  it('does not take rows that were deleted for an older copy', async () => {
    const { manual, state, heard } = bed();
    state.newest = 3;
    await manual.advance(60_000);
    expect(heard).toEqual([]);
  });

  it('counts looks at what is there, and none at what has taken its place', async () => {
    const { manual, state } = bed();
    await manual.advance(30_000);
    expect(state.looks).toBe(2);
    state.fileKey = '1:3';
    await manual.advance(15_000);
    state.newest = 2;
    state.highest = 2;
    await manual.advance(60_000);
    expect(state.looks).toBe(2);
  });

  it('is quiet after its stop', async () => {
    const { manual, state, heard, watchman } = bed();
    watchman.stop();
    state.newest = 9;
    await manual.advance(120_000);
    expect(heard).toEqual([]);
    expect(manual.waiting).toBe(0);
  });

  it('does not begin where the stop came first', async () => {
    const { manual, watchman } = bed();
    watchman.stop();
    watchman.start();
    expect(manual.waiting).toBe(0);
  });
});
