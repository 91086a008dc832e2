// Listens on the pipes of every imsg: which messages it was asked to send, and what it said of each.

import type { SendAttempt } from '../oracle/history.ts';
import { createUnanswered, parsedLine } from './unanswered.ts';

export interface SendWitness {
  readonly attempts: readonly SendAttempt[];
  /** A line went into a process. */
  asked(line: string, pid: number, atMs: number): void;
  /** A line that is no notification came out of it. */
  answered(line: string, pid: number, atMs: number): void;
  /** A process ended; null = all of them did. */
  ended(pid: number | null): void;
}

interface Request {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: {
    readonly chat_guid?: unknown;
    readonly to?: unknown;
    readonly text?: unknown;
    readonly transport?: unknown;
    readonly reply_to?: unknown;
  };
}

interface Answer {
  readonly id?: unknown;
  readonly error?: { readonly code?: unknown; readonly data?: unknown };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export function createSendWitness(): SendWitness {
  const attempts: SendAttempt[] = [];
  const unanswered = createUnanswered<Writable<SendAttempt>>();
  return {
    attempts,
    asked(line, pid, atMs) {
      if (!line.includes('"send"') && !line.includes('"send.tracked"')) return;
      const { id, method, params = {} } = parsedLine(line) as Request;
      if (method !== 'send' && method !== 'send.tracked') return;
      const {
        to,
        chat_guid: chatGuid = typeof to === 'string' ? '' : null,
        text,
        transport,
        reply_to: replyTo,
      } = params;
      if (typeof chatGuid !== 'string' || typeof text !== 'string') return;
      const way = typeof transport === 'string' ? transport : null;
      const isThreaded = replyTo !== undefined;
      const attempt = { atMs, chatGuid, text, transport: way, isThreaded, answeredAtMs: null, answer: null };
      attempts.push(attempt);
      unanswered.asked(pid, id, attempt);
    },
    answered(line, pid, atMs) {
      unanswered.answered<Answer>(line, pid, atMs, (attempt, answer) => {
        attempt.answer = saidBy(answer, attempt.transport);
      });
    },
    ended: unanswered.ended,
  };
}

/** Not begun by the rules of the wire: busy or blocked, no chat.db, "not started", or AppleScript's numbers for it (wire-6.4). */
export function saidBy({ error }: Answer, transport: string | null): SendAttempt['answer'] {
  if (error === undefined) return 'ok';
  const { code, data } = error;
  if (code === -32000 || code === -32004) return 'busy';
  // A tracked send looks into chat.db before anything else (wire-2.5).
  if (code === -32002) return 'not begun';
  const delivery =
    typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  const isNotStarted = delivery.disposition === 'not_started';
  const named = /AppleScript error (-1743|-1728)\.$/.exec(isNotStarted ? String(delivery.detail) : '');
  const bracketed = /^AppleScript failed: .*\((-1743|-1728)\)$/s.exec(typeof data === 'string' ? data : '');
  const number = named?.[1] ?? (transport === null ? undefined : bracketed?.[1]);
  if (number === '-1743') return 'not allowed';
  return number !== undefined || (isNotStarted && delivery.retry_safe === true) ? 'not begun' : 'failed';
}
