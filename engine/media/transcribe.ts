// What was said in a voice memo that Messages made no text of, by a program or an address of the operator.

import type { Command, TranscribeConfig } from '../config/keys/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Programs } from '../ports/programs.ts';
import type { HandedFile } from '../store/commands/turns.ts';
import { thrownWords } from '../thrown.ts';
import { MediaFailure } from './failures.ts';
import type { Slots } from './slots.ts';
import { CHUNK_BYTES } from './stage.ts';

/** A voice memo of an hour has some 15 MB. It is held in memory while it is heard, more than once. */
const MEMO_BYTES_MAX = 64 * 1024 * 1024;
/** Longer than anything that is said in an hour. */
const TRANSCRIPT_BYTES_MAX = 256 * 1024;

export interface Transcriber {
  /** How long `textOf` takes at most: a memo may wait as long for the ones before it as it may be heard. */
  readonly timeoutMs: number;
  /** What was said; rejects with `MediaFailure`, and as `Files` does, where that cannot be told, or with the reason of `signal`. */
  textOf(memo: HandedFile, signal: AbortSignal): Promise<string>;
}

interface TranscriberOptions {
  readonly transcribe: TranscribeConfig;
  /** Over all conversations, and over whatever is set one after the other. */
  readonly hearing: Slots;
  readonly files: Files;
  readonly programs: Programs;
  readonly http: Http;
  readonly clock: Clock;
}

export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { clock, hearing } = options;
  const { by, timeoutMs } = options.transcribe;
  const told = 'command' in by ? toldByProgram(options, by.command) : toldByAddress(options, by.http);
  return {
    timeoutMs: 2 * timeoutMs,
    async textOf(memo, signal) {
      signal.throwIfAborted();
      const waiting = new AbortController();
      const giveUp = (why: string) => waiting.abort(failure(why));
      const onAbort = () => giveUp('was stopped before it began');
      const timer = clock.after(timeoutMs, () => giveUp(`was not free within ${timeoutMs} ms`));
      signal.addEventListener('abort', onAbort, { once: true });
      const hear = async () => {
        timer.cancel();
        return told(await wholeOf(memo, options.files), memo, signal);
      };
      try {
        const said = (await hearing.run(hear, waiting.signal)).trim();
        if (said === '') throw failure('said nothing');
        return said;
      } finally {
        timer.cancel();
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

type Told = (body: Uint8Array, memo: HandedFile, signal: AbortSignal) => Promise<string>;

function toldByProgram({ programs, transcribe }: TranscriberOptions, argv: Command): Told {
  const [command, ...args] = argv;
  return async (input, _memo, signal) => {
    const { failure: failed, output } = await programs.run(
      {
        command,
        args,
        input,
        environment: 'all',
        timeoutMs: transcribe.timeoutMs,
        outputBytesMax: TRANSCRIPT_BYTES_MAX,
      },
      signal,
    );
    if (failed !== null) throw failure(failed.why);
    return textOf(output);
  };
}

function toldByAddress({ http, transcribe }: TranscriberOptions, url: string): Told {
  const { timeoutMs } = transcribe;
  return async (body, { mimeType }, signal) => {
    const contentType = mimeType ?? 'application/octet-stream';
    const request = { url, body, contentType, timeoutMs, answerBytesMax: TRANSCRIPT_BYTES_MAX };
    const answer = await http.post(request, signal).catch((error: unknown) => {
      throw failure(thrownWords(error));
    });
    if (answer.status < 200 || answer.status > 299) throw failure(`answered ${answer.status}`);
    return spokenIn(textOf(answer.body));
  };
}

async function wholeOf({ path, bytes }: HandedFile, files: Files): Promise<Uint8Array> {
  if (bytes > MEMO_BYTES_MAX) throw failure(`takes no file of more than ${MEMO_BYTES_MAX} bytes`);
  const file = await files.open(path);
  try {
    const whole = new Uint8Array(bytes);
    for (let at = 0; ; ) {
      const chunk = await file.read(CHUNK_BYTES);
      if (chunk.length === 0) return whole.subarray(0, at);
      whole.set(chunk, at);
      at += chunk.length;
    }
  } finally {
    await file.close();
  }
}

function failure(words: string): MediaFailure {
  return new MediaFailure(`media.transcribe ${words}`);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** Services answer with the text alone, or with an object that has it as `text`. */
function spokenIn(answer: string): string {
  if (!answer.trimStart().startsWith('{')) return answer;
  try {
    const { text } = JSON.parse(answer) as { readonly text?: unknown };
    return typeof text === 'string' ? text : answer;
  } catch {
    return answer;
  }
}
