import { type ChatDbAccess, ChatDbUnreadable } from '../chat-db/read/access.ts';
import type { ByteSink } from '../device/process-io.ts';
import { escapedJson } from '../wire/json.ts';
import { createLineSplitter } from '../wire/lines.ts';
import { createOutbox } from '../wire/outbox.ts';
import type { ServerPolicy } from './policy.ts';

export interface RefusalParts {
  readonly build: Pick<ServerPolicy, 'readFrame' | 'renderError'>;
  readonly chatDb: ChatDbAccess;
  readonly stdout: ByteSink;
  /** Input has ended and every answer has been written. */
  done(): void;
}

/**
 * What a build does that cannot start without the database (wire-2.5): it stays and answers every
 * request with the same error, although access may have been granted since. Null where the database can be read.
 */
export function refuseAll({ build, chatDb, stdout, done }: RefusalParts) {
  const failure = failureOf(chatDb);
  if (!failure) return null;
  const outbox = createOutbox(stdout);
  const lines = createLineSplitter();
  const error = build.renderError(failure);
  let inputEnded = false;
  let unwritten = 0;
  const finish = () => {
    if (inputEnded && unwritten === 0) done();
  };
  const refuse = (line: string) => {
    unwritten++;
    const frame = build.readFrame(line);
    const body = { error: 'fault' in frame ? build.renderError(frame.fault) : error };
    outbox.respond(escapedJson({ jsonrpc: '2.0', id: frame.id ?? null, ...body }), () => {
      unwritten--;
      finish();
    });
  };
  return {
    input(bytes: Uint8Array) {
      lines.push(bytes).forEach(refuse);
    },
    endInput() {
      const rest = lines.end();
      if (rest !== null) refuse(rest);
      inputEnded = true;
      finish();
    },
    wantsInput: () => true,
  };
}

/** Why the database cannot be opened; one that is none can be, and fails at the first question only. */
export function failureOf(chatDb: ChatDbAccess): ChatDbUnreadable | null {
  try {
    chatDb.current();
    return null;
  } catch (error) {
    if (!(error instanceof ChatDbUnreadable)) throw error;
    return error.reason === 'no database' ? null : error;
  }
}
