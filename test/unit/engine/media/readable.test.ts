import { Volume } from 'memfs';
import { expect, it } from 'vitest';
import { createConverter } from '../../../../engine/media/convert.ts';
import { createReadable } from '../../../../engine/media/readable.ts';
import { createSlots } from '../../../../engine/media/slots.ts';
import { HEARD_AT_ONCE_MAX } from '../../../../engine/media/tools.ts';
import { createTranscriber } from '../../../../engine/media/transcribe.ts';
import type { ProgramEnd, Programs } from '../../../../engine/ports/programs.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const FOLDER = '/media/x';
const MEMO = { path: `${FOLDER}/a.caf`, name: 'a.caf', kind: 'audio', mimeType: null, bytes: 1 } as const;
const HEARD = { ...MEMO, isWordless: true } as const;
const PICTURE = { ...MEMO, path: `${FOLDER}/a.heic`, name: 'a.heic', kind: 'image' } as const;

function createBed() {
  const clock = createManualClock();
  const logger = createListLogger();
  const files = createMemoryFiles(Volume.fromJSON({ [MEMO.path]: 'a', [PICTURE.path]: 'a' }));
  /** Ends all that run. */
  const ends: ((end: ProgramEnd) => void)[] = [];
  const programs: Programs = { run: () => new Promise((resolve) => ends.push(resolve)) };
  const http = { post: () => Promise.reject(new Error('not asked')) };
  const transcribe = { by: { command: ['hear'] }, timeoutMs: 30_000 } as const;
  const hearing = createSlots(HEARD_AT_ONCE_MAX);
  const transcriber = createTranscriber({ transcribe, hearing, files, programs, http, clock });
  const readable = createReadable({
    converter: createConverter({ programs, files }),
    transcriber: () => transcriber,
    mediaBytesMax: 1024,
    files,
    clock,
    logger,
  });
  const fail = (why: string) => {
    for (const end of ends) end({ failure: { code: 'failed', why }, output: new Uint8Array() });
  };
  return { logger, readable, ends, fail };
}

it('what cannot be made readable is told of, once each', async () => {
  const { logger, readable, ends, fail } = createBed();
  const made = readable.of([HEARD, PICTURE], FOLDER, new AbortController().signal);
  await settle();
  expect(ends).toHaveLength(2);
  fail('ended with status 1');
  expect(await made).toEqual([{ ...MEMO, transcript: null }, PICTURE]);
  expect(logger.lines.toSorted()).toEqual([
    'warn imessage: a HEIC picture is handed on as it is: sips ended with status 1',
    'warn imessage: a voice memo was not transcribed: media.transcribe ended with status 1',
  ]);
});

it('nothing is told of what ends as the gateway stops', async () => {
  const { logger, readable, ends, fail } = createBed();
  const stopping = new AbortController();
  const made = readable.of([HEARD, HEARD, HEARD, PICTURE], FOLDER, stopping.signal);
  await settle();
  expect(ends).toHaveLength(3);
  stopping.abort('stopping');
  fail('was stopped');
  await made;
  expect(logger.lines).toEqual([]);
});
