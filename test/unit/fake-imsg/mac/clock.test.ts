import { describe, expect, it } from 'vitest';
import { AWAKE, type MacState } from '../../../../fake-imsg/device/mac-state.ts';
import { heldInput } from '../../../../fake-imsg/imsg-commands/sleeping-input.ts';
import { macClock } from '../../../../fake-imsg/mac/clock.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

function createMac() {
  const outer = createManualClock();
  let state: MacState = AWAKE;
  return {
    outer,
    clock: macClock(outer, () => state),
    state: () => state,
    become(change: Partial<MacState>) {
      state = { ...state, ...change };
    },
  };
}

describe('the clock of a Mac', () => {
  it('shows a wall time that is off after a step, and no other monotonic time', () => {
    const { outer, clock, become } = createMac();
    become({ clockOffsetMs: -86_400_000 });
    expect(clock.wallMs()).toBe(outer.wallMs() - 86_400_000);
    expect(clock.monotonicMs()).toBe(outer.monotonicMs());
  });

  it('fires what fell due in sleep as the Mac wakes, and nothing before', async () => {
    const { outer, clock, become } = createMac();
    const fired: string[] = [];
    clock.after(1000, () => void fired.push('due in sleep'));
    clock.after(9000, () => void fired.push('due later'));
    become({ asleepUntilMs: outer.wallMs() + 5000 });
    clock.soon(() => void fired.push('soon'));
    await outer.advance(4999);
    expect(fired).toEqual([]);
    await outer.advance(1);
    expect(fired.toSorted()).toEqual(['due in sleep', 'soon']);
    await outer.advance(4000);
    expect(fired).toHaveLength(3);
  });

  it('lets a timer be cancelled while it sleeps', async () => {
    const { outer, clock, become } = createMac();
    const timer = clock.after(1000, () => {
      throw new Error('fired');
    });
    become({ asleepUntilMs: outer.wallMs() + 5000 });
    await outer.advance(2000);
    timer.cancel();
    await outer.advance(5000);
    expect(outer.waiting).toBe(0);
  });
});

describe('input of a process on a Mac that sleeps', () => {
  it('waits, in order, its end last', async () => {
    const { outer, clock, state, become } = createMac();
    const taken: string[] = [];
    const input = heldInput(
      { clock, state },
      {
        input: (bytes) => void taken.push(Buffer.from(bytes).toString()),
        endInput: () => void taken.push('end'),
        wantsInput: () => true,
      },
    );
    input.input(Buffer.from('a'));
    become({ asleepUntilMs: outer.wallMs() + 5000 });
    input.input(Buffer.from('b'));
    input.input(Buffer.from('c'));
    input.endInput();
    await outer.advance(4999);
    expect(taken).toEqual(['a']);
    await outer.advance(1);
    expect(taken).toEqual(['a', 'b', 'c', 'end']);
  });
});
