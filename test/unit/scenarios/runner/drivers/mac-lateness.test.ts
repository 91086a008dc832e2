import { expect, test } from 'vitest';
import { macLatenessMs } from '../../../../../scenarios/runner/drivers/mac-lateness.ts';

const applied = (dueMs: number, atMs: number) => ({ what: 'event', pid: 1, dueMs, atMs }) as const;
const mac = (record: readonly ReturnType<typeof applied>[], pendingAtMs: readonly number[] = []) => ({
  record: () => record,
  pending: () => pendingAtMs.map((atMs) => ({ atMs, eventId: 'e' })),
});
const SPANS = [
  { fromMs: 100, toMs: 200 },
  { fromMs: 500, toMs: null },
];

test('the Mac is as late as the latest thing that fell due while a gateway ran', () => {
  expect(macLatenessMs(mac([applied(110, 115), applied(600, 640)]), SPANS, 700)).toBe(40);
});

test("what fell due while no gateway ran was nobody's to apply", () => {
  expect(macLatenessMs(mac([applied(300, 505)]), SPANS, 700)).toBe(0);
});

test('what is still to be done counts up to now, and what is not due yet does not', () => {
  expect(macLatenessMs(mac([], [690, 900]), SPANS, 700)).toBe(10);
});
