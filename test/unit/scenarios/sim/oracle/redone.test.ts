import { expect, it } from 'vitest';
import { brokenIn, createDoctoredRun } from '../../../../support/oracle/doctored-run.ts';

it('a turn that has failed is asked again only where the operator said so (ruling-44)', () => {
  const run = createDoctoredRun();
  const [first, second] = [run.row(), run.row()];
  run.turn([second]);
  const { call } = run.turn([first]);
  const failed = { ...call, state: 'failed', atMs: call.atMs - 60_000 };
  const { turnEvents } = run.history();
  const told = { turnEvents: [failed, ...turnEvents] };
  expect(brokenIn(run.history(told))).toEqual(['once']);
  expect(brokenIn(run.history({ ...told, redoes: [call.atMs - 70_000] }))).toEqual(['once']);
  expect(brokenIn(run.history({ ...told, redoes: [call.atMs - 1_000] }))).toEqual([]);
  // In the place in which it stands it would be out of order.
  expect(brokenIn(run.history())).toEqual(['order']);
});
