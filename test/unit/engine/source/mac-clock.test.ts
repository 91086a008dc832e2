import { describe, expect, it } from 'vitest';
import { createMacClock } from '../../../../engine/source/mac-clock.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');

describe("the Mac's clock (ruling-4)", () => {
  it('is believed to be right until something proves otherwise', () => {
    expect(createMacClock().offsetMs).toBe(0);
  });

  it('is known from ten rows of one age that came over more than a minute', () => {
    const clock = createMacClock();
    for (let row = 0; row < 10; row += 1) {
      expect(clock.offsetMs).toBe(0);
      clock.row(NOW_MS + row * 10_000, NOW_MS + row * 10_000 - HOUR_MS - row * 100);
    }
    expect(clock.offsetMs).toBe(-HOUR_MS);
  });

  it('is not read off a flushed backlog, whose rows have every age, nor off a burst', () => {
    const flush = createMacClock();
    for (let row = 0; row < 20; row += 1) flush.row(NOW_MS + row * 10_000, NOW_MS - (16 + row * 60) * 60_000);
    expect(flush.offsetMs).toBe(0);
    const burst = createMacClock();
    for (let row = 0; row < 20; row += 1) burst.row(NOW_MS + row, NOW_MS - HOUR_MS);
    expect(burst.offsetMs).toBe(0);
  });

  it("is unknown again once the gateway's own clock was stepped", () => {
    const clock = createMacClock();
    for (let row = 0; row < 10; row += 1) clock.row(NOW_MS + row * 10_000, NOW_MS + row * 10_000 - HOUR_MS);
    expect(clock.offsetMs).toBe(-HOUR_MS);
    clock.reset();
    expect(clock.offsetMs).toBe(0);
  });
});
