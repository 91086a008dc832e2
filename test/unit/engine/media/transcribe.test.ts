import { Volume } from 'memfs';
import { expect, it } from 'vitest';
import { createSlots } from '../../../../engine/media/slots.ts';
import { HEARD_AT_ONCE_MAX } from '../../../../engine/media/tools.ts';
import { createTranscriber } from '../../../../engine/media/transcribe.ts';
import type { ProgramEnd, Programs } from '../../../../engine/ports/programs.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';

const TIMEOUT_MS = 30_000;
const NEVER = new AbortController().signal;
const memo = { path: '/media/memo.caf', name: 'memo.caf', kind: 'audio', mimeType: null, bytes: 8 } as const;

function createBed() {
  const clock = createManualClock();
  /** Ends each run, in their order. */
  const runs: ((end: ProgramEnd) => void)[] = [];
  const inputs: string[] = [];
  const programs: Programs = {
    run({ input }) {
      inputs.push(Buffer.from(input!).toString());
      return new Promise((resolve) => runs.push(resolve));
    },
  };
  const transcriber = createTranscriber({
    transcribe: { by: { command: ['hear'] }, timeoutMs: TIMEOUT_MS },
    hearing: createSlots(HEARD_AT_ONCE_MAX),
    files: createMemoryFiles(Volume.fromJSON({ [memo.path]: 'speaking' })),
    programs,
    http: { post: () => Promise.reject(new Error('not asked')) },
    clock,
  });
  return { clock, runs, inputs, transcriber };
}
const says = (text: string): ProgramEnd => ({ failure: null, output: Buffer.from(text) });

it('only so many voice memos are heard at once, over all conversations', async () => {
  const { clock, runs, inputs, transcriber } = createBed();
  const texts = Array.from({ length: HEARD_AT_ONCE_MAX + 2 }, () => transcriber.textOf(memo, NEVER));
  await settle();
  expect(inputs).toEqual(Array.from({ length: HEARD_AT_ONCE_MAX }, () => 'speaking'));
  runs[0]!(says(' hello \n'));
  expect(await texts[0]).toBe('hello');
  await settle();
  expect(runs).toHaveLength(HEARD_AT_ONCE_MAX + 1);
  // The last one waits for as long as it might be heard, and no longer.
  const last = expect(texts.at(-1)).rejects.toThrow(`media.transcribe was not free within ${TIMEOUT_MS} ms`);
  await clock.advance(TIMEOUT_MS);
  await last;
  expect(runs).toHaveLength(HEARD_AT_ONCE_MAX + 1);
  expect(transcriber.timeoutMs).toBeGreaterThanOrEqual(2 * TIMEOUT_MS);
});

it('one that nobody waits for from the start does not wait for others', async () => {
  const { clock, transcriber } = createBed();
  for (let count = 0; count < HEARD_AT_ONCE_MAX; count += 1) void transcriber.textOf(memo, NEVER);
  await expect(transcriber.textOf(memo, AbortSignal.abort('stopping'))).rejects.toBe('stopping');
  expect(clock.waiting).toBe(0);
});

it('one that nobody waits for any more is not heard', async () => {
  const { clock, runs, transcriber } = createBed();
  for (let count = 0; count < HEARD_AT_ONCE_MAX; count += 1) void transcriber.textOf(memo, NEVER);
  const stopping = new AbortController();
  const stopped = expect(transcriber.textOf(memo, stopping.signal)).rejects.toThrow('was stopped');
  stopping.abort();
  await stopped;
  await settle();
  runs[0]!(says('hello'));
  await settle();
  expect(runs).toHaveLength(HEARD_AT_ONCE_MAX);
  expect(clock.waiting).toBe(0);
});
