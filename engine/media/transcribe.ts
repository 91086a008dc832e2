// What was said in a voice memo that Messages made no text of, by a program or an address of the operator.

import type { Command, TranscribeConfig } from '../config/keys/attachments.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Programs } from '../ports/programs.ts';
import type { HandedFile } from '../store/commands/turns.ts';
import { thrownWords } from '../thrown.ts';
import { MediaFailure } from './failures.ts';
import { CHUNK_BYTES } from './stage.ts';

/** A voice memo of an hour has some 15 MB. It is held in memory while it is heard. */
const MEMO_BYTES_MAX = 64 * 1024 * 1024;
/** Longer than anything that is said in an hour. */
const TRANSCRIPT_BYTES_MAX = 256 * 1024;

interface TranscriberOptions {
  readonly transcribe: TranscribeConfig;
  readonly files: Files;
  readonly programs: Programs;
  readonly http: Http;
}

/** Answers what was said; rejects with `MediaFailure`, and as `Files` does, where that cannot be told. */
export type Transcriber = (memo: HandedFile, signal: AbortSignal) => Promise<string>;

export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { by } = options.transcribe;
  const told = 'command' in by ? toldByProgram(options, by.command) : toldByAddress(options, by.http);
  return async (memo, signal) => {
    const said = (await told(await wholeOf(memo, options.files), memo, signal)).trim();
    if (said === '') throw new MediaFailure('media.transcribe said nothing');
    return said;
  };
}

type Told = (body: Uint8Array, memo: HandedFile, signal: AbortSignal) => Promise<string>;

function toldByProgram({ programs, transcribe }: TranscriberOptions, argv: Command): Told {
  const [command, ...args] = argv;
  return async (input, _memo, signal) => {
    const { failure, output } = await programs.run(
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
    if (failure !== null) throw new MediaFailure(`media.transcribe ${failure.why}`);
    return textOf(output);
  };
}

function toldByAddress({ http, transcribe }: TranscriberOptions, url: string): Told {
  const { timeoutMs } = transcribe;
  return async (body, { mimeType }, signal) => {
    const contentType = mimeType ?? 'application/octet-stream';
    const request = { url, body, contentType, timeoutMs, answerBytesMax: TRANSCRIPT_BYTES_MAX };
    const answer = await http.post(request, signal).catch((error: unknown) => {
      throw new MediaFailure(`media.transcribe ${thrownWords(error)}`);
    });
    if (answer.status < 200 || answer.status > 299)
      throw new MediaFailure(`media.transcribe answered ${answer.status}`);
    return spokenIn(textOf(answer.body));
  };
}

async function wholeOf({ path, bytes }: HandedFile, files: Files): Promise<Uint8Array> {
  if (bytes > MEMO_BYTES_MAX)
    throw new MediaFailure(`media.transcribe takes no file of more than ${MEMO_BYTES_MAX} bytes`);
  const file = await files.open(path);
  try {
    const chunks: Uint8Array[] = [];
    for (;;) {
      const chunk = await file.read(CHUNK_BYTES);
      if (chunk.length === 0) return Buffer.concat(chunks);
      chunks.push(chunk);
    }
  } finally {
    await file.close();
  }
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
