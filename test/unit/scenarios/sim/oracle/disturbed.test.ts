import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { consult } from '../../../../../scenarios/sim/oracle/oracle.ts';
import { crashedAt, createDoctoredRun, START_MS } from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const CAME_MS = START_MS + 3_600 * SECOND_MS;
/** Told within 20 s, handed over within 30 more. */
const OVER_MS = 50 * SECOND_MS;
/** What was mended is felt that long. */
const FELT_MS = 120 * SECOND_MS;

function isCounted(history: Partial<History>): 'undisturbed' | 'disturbed' {
  const run = createDoctoredRun();
  run.row({ inMs: CAME_MS - START_MS });
  const { undisturbed, disturbed } = consult(run.history(history));
  expect(undisturbed.must + disturbed.must).toBe(1);
  return undisturbed.must === 1 ? 'undisturbed' : 'disturbed';
}

const fault = (fromMs: number, toMs: number) => ({
  disturbances: [{ what: 'deaf', of: 'reading' as const, fromMs, toMs }],
});

describe('rows that met something that went wrong are counted apart', () => {
  it('a fault of reading between the row and its hand-over, or mended shortly before', () => {
    expect(isCounted({})).toBe('undisturbed');
    expect(isCounted(fault(CAME_MS + OVER_MS + 1, CAME_MS + OVER_MS + 2))).toBe('undisturbed');
    expect(isCounted(fault(CAME_MS + 1, CAME_MS + 2))).toBe('disturbed');
    expect(isCounted(fault(START_MS, CAME_MS - FELT_MS))).toBe('disturbed');
    expect(isCounted(fault(START_MS, CAME_MS - FELT_MS - 1))).toBe('undisturbed');
  });

  it('a fault of sending that holds its conversation, not one that is known at once', () => {
    const sending = (what: string, fromMs: number, toMs: number) => ({
      disturbances: [{ what, of: 'sending' as const, fromMs, toMs }],
      restedAtMs: CAME_MS,
    });
    expect(isCounted(sending('bridge-wedge', CAME_MS + 1, CAME_MS + 2))).toBe('disturbed');
    expect(isCounted(sending('bridge-wedge', CAME_MS - 2, CAME_MS - 1))).toBe('undisturbed');
    expect(isCounted(sending('send-denied', CAME_MS + 1, CAME_MS + 2))).toBe('undisturbed');
  });

  it('a gateway that was not there all the while', () => {
    const config = { channels: { imessage: { dmPolicy: 'open', allowFrom: ['*'] } } };
    const until = (toMs: number) => ({ lives: crashedAt(config, toMs, toMs + 100) });
    expect(isCounted(until(CAME_MS + OVER_MS))).toBe('disturbed');
    expect(isCounted(until(CAME_MS + OVER_MS + 1))).toBe('undisturbed');
    expect(isCounted(until(CAME_MS - 100))).toBe('disturbed');
    expect(isCounted(until(CAME_MS - 101))).toBe('undisturbed');
  });

  it('a clock of the gateway that was wrong then', () => {
    const clock = (fromMs: number, toMs: number) => ({
      clockOffsets: [
        { fromMs, offsetMs: 5_000 },
        { fromMs: toMs, offsetMs: 0 },
      ],
    });
    expect(isCounted(clock(START_MS, CAME_MS))).toBe('disturbed');
    expect(isCounted(clock(START_MS, CAME_MS - 1))).toBe('undisturbed');
    expect(isCounted(clock(CAME_MS + OVER_MS + 1, CAME_MS + OVER_MS + 2))).toBe('undisturbed');
  });
});
