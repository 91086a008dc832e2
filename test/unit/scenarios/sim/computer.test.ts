import { describe, expect, it } from 'vitest';
import { createComputer } from '../../../../scenarios/sim/computer.ts';
import { createWorld, WORLD_START_MS } from '../../../../scenarios/sim/world.ts';

function computerIn() {
  const world = createWorld('computer');
  const computer = createComputer(world);
  const fired: number[] = [];
  return { world, computer, fired, fire: () => void fired.push(Math.round(world.nowMs())) };
}

describe('the computer of a gateway', () => {
  it('has a clock that is set, and goes at a rate of its own', async () => {
    const { world, computer } = computerIn();
    computer.step(5000);
    await world.advance(1000);
    expect(computer.wallMs()).toBe(WORLD_START_MS + 6000);
    computer.setRate(2);
    await world.advance(1000);
    expect(computer.wallMs()).toBe(WORLD_START_MS + 8000);
    expect(computer.monotonicMs()).toBe(3000);
    expect(computer.offsetMs()).toBe(6000);
  });

  it('fires its timers by its own time', async () => {
    const { world, computer, fired, fire } = computerIn();
    computer.setRate(2);
    computer.after(1000, fire);
    computer.after(1500, fire).cancel();
    await world.advance(5000);
    expect(fired).toEqual([500]);
  });

  it('fires no timer before its time, however the clock goes', async () => {
    const { world, computer } = computerIn();
    const early: number[] = [];
    for (let round = 1; round <= 40; round += 1) {
      computer.setRate(1 + round / 1_000);
      await world.advance(round / 7);
      computer.sleep(1_000 / 3);
      const dueMs = computer.monotonicMs() + round / 9;
      computer.after(round / 9, () => void early.push(Math.min(0, computer.monotonicMs() - dueMs)));
      await world.advance(1_000);
    }
    expect(early).toEqual(Array.from({ length: 40 }, () => 0));
  });

  it('does nothing while it sleeps, and its timers go on from where they were', async () => {
    const { world, computer, fired, fire } = computerIn();
    computer.after(1000, fire);
    await world.advance(400);
    computer.sleep(10_000);
    computer.whenAwake(fire);
    await world.advance(5000);
    expect([fired, computer.isAsleep()]).toEqual([[], true]);
    await world.advance(10_000);
    expect(fired).toEqual([10_400, 11_000]);
    expect(computer.wallMs()).toBe(WORLD_START_MS + 15_400);
    expect(computer.monotonicMs()).toBe(5400);
  });
});
