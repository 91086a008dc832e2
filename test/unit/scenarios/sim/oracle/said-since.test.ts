import { expect, it } from 'vitest';
import type { History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import { saidMs } from '../../../../../scenarios/sim/oracle/said-since.ts';
import { createDoctoredRun, DIRECT } from '../../../../support/oracle/doctored-run.ts';

const HOUR_MS = 3_600_000;

const expiredAt = (atMs: number, partId: string) =>
  ({
    partId,
    turnId: null,
    lane: `default/${DIRECT.chatGuid}`,
    text: 'x',
    state: 'expired',
    guid: null,
    atMs,
  }) as PartEvent;

it('what expired as the answer to a command was said with the last that it can have waited for, of several', () => {
  const run = createDoctoredRun();
  const rows = [run.row(), run.row()];
  const history = run.history();
  const rowEvents = rows.map(({ guid }, index) => ({ guid, fate: 'command', atMs: 1_000 + index * 900_000 }));
  const told = { ...history, rowEvents } as unknown as History;
  expect(saidMs(expiredAt(1_000 + HOUR_MS, 'command:1'), told)).toBe(1_000);
  expect(saidMs(expiredAt(901_000 + HOUR_MS, 'command:2'), told)).toBe(901_000);
  expect(saidMs(expiredAt(901_001, 'command:2'), told)).toBe(901_000);
});

it('what leaves once more as SMS was said in the moment in which the other was known to be undelivered', () => {
  const run = createDoctoredRun();
  run.row();
  const undelivered = { ...expiredAt(5_000, 'turn#0'), state: 'undelivered' } as PartEvent;
  const history = { ...run.history(), parts: [undelivered] };
  expect(saidMs(expiredAt(5_000 + HOUR_MS, 'sms:turn#0'), history)).toBe(5_000);
});
