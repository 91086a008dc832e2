import { describe, expect, it } from 'vitest';
import { createSerial } from '../../../../fake-imsg/server/serial.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

describe('a serial scheduler', () => {
  it('runs one job at a time, whatever its lane, refuses none, and says when all have ended', async () => {
    const clock = createManualClock();
    const serial = createSerial(clock);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    let idle = 0;
    serial.onIdle(() => idle++);
    const taken = Array.from({ length: 200 }, (_, index) =>
      serial.submit(index % 2 === 0 ? 'read' : 'mutation', () => {
        started.push(index);
        return new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    expect(taken.every(Boolean)).toBe(true);
    expect(serial.outstanding()).toBe(200);
    for (let index = 0; index < 200; index += 1) {
      await clock.advance(0);
      expect(started).toHaveLength(index + 1);
      expect(idle).toBe(0);
      finish[index]!();
    }
    await clock.advance(0);
    expect([idle, serial.outstanding()]).toEqual([1, 0]);
    expect(started).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });
});
