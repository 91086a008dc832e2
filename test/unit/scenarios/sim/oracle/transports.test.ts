import { expect, it } from 'vitest';
import type { SendAttempt } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  DIRECT,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

/** What is said of an answer that imsg was asked to send by a way. */
function asked(transport: string | null, sendTransport?: string, facts: Partial<SendAttempt> = {}) {
  const run = createDoctoredRun();
  const { left } = run.turn([run.row()]);
  const { atMs } = left[0]!;
  const attempt = { atMs, chatGuid: DIRECT.chatGuid, text: left[0]!.text, transport } as const;
  return brokenIn(
    run.history({
      lives: lifeUnder(configOf({ ...OPEN, ...(sendTransport && { sendTransport }) })),
      attempts: [{ ...attempt, answeredAtMs: atMs, answer: 'ok', ...facts }],
    }),
  );
}

it.each([
  ['bridge', 'applescript'],
  ['applescript', 'bridge'],
])('nothing leaves by %s where %s is named', (transport, named) => {
  expect(asked(transport, named)).toContain('unasked');
  expect(asked(named, named)).toEqual([]);
  expect(asked(transport, 'auto')).toEqual([]);
  expect(asked(transport)).toEqual([]);
});

it('to somebody new and in threads there is one way only (ruling-26)', () => {
  expect(asked('applescript', 'bridge', { chatGuid: '' })).toEqual([]);
  expect(asked('bridge', 'applescript', { isThreaded: true })).toEqual([]);
});
