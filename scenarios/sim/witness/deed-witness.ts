// What imsg is told to change, and which groups change.

import type { Acting, DeedCall, GroupChange, PollTold } from '../oracle/deed.ts';
import { saidBy } from './send-witness.ts';
import { createUnanswered } from './unanswered.ts';

export interface DeedWitness extends Required<Pick<Acting, 'calls' | 'groups' | 'polls'>> {
  /** Whether an imsg was run for one change alone. */
  isByCommands(): boolean;
  /** A process began. */
  started(argv: readonly string[]): void;
  /** A line went into a process. */
  asked(line: string, pid: number, atMs: number): void;
  /** A line that is no notification came out of it. */
  answered(line: string, pid: number, atMs: number): void;
  /** A line of messages came out of one, whatever asked for it. */
  told(line: string): void;
  /** A process ended; null = all of them did. */
  ended(pid: number | null): void;
  /** Something happens on the Mac. */
  event(event: Readonly<Record<string, unknown>>, dueMs: number): void;
}

const METHODS =
  /"method":"(?:tapback|message\.edit|message\.unsend|group\.(?:rename|setIcon|addParticipant|removeParticipant|leave)|send\.(?:rich|tracked|attachment)|poll\.(?:send|vote))"/;

/** Of builds whose rpc has no method for it. */
const COMMANDS =
  /^(?:tapback|edit|unsend|send-rich|send-attachment|chat-(?:name|photo|add-member|remove-member|leave))$/;

interface Frame {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code?: unknown; readonly data?: unknown };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export function createDeedWitness(): DeedWitness {
  const calls: DeedCall[] = [];
  const groups: GroupChange[] = [];
  const polls: PollTold[] = [];
  let isByCommands = false;
  const unanswered = createUnanswered<Writable<DeedCall>>();
  return {
    calls,
    groups,
    polls,
    isByCommands: () => isByCommands,
    started([command = '']) {
      isByCommands ||= COMMANDS.test(command);
    },
    asked(line, pid, atMs) {
      if (!METHODS.test(line)) return;
      const { id, method, params = {} } = JSON.parse(line) as Frame;
      const { chat_guid: chatGuid, ...rest } = params;
      // Words without a thread are an answer.
      if (method === 'send.tracked' && rest.reply_to === undefined) return;
      const call = {
        atMs,
        method: String(method),
        chatGuid: String(chatGuid),
        params: rest,
        answeredAtMs: null,
        answer: null,
      };
      calls.push(call);
      unanswered.asked(pid, id, call);
    },
    answered(line, pid, atMs) {
      unanswered.answered<Frame>(line, pid, atMs, (call, answer) => {
        call.answer = saidBy(answer, 'bridge');
      });
    },
    told: (line) => void polls.push(...pollsIn(line)),
    ended: unanswered.ended,
    event({ kind, chat, name, who }, dueMs) {
      if (typeof kind !== 'string' || !kind.startsWith('group-')) return;
      groups.push({ atMs: dueMs, kind, chat: meaningOf(chat), what: String(name ?? who ?? '') });
    },
  };
}

/** What is no whole line tells of nothing. */
function pollsIn(line: string): PollTold[] {
  if (!line.includes('"poll":{')) return [];
  try {
    const { params, result } = JSON.parse(line) as Told;
    return [params?.message, ...(result?.messages ?? [])]
      .flatMap((message) => message?.poll ?? [])
      .flatMap(pollIn);
  } catch {
    return [];
  }
}

interface Told {
  readonly params?: { readonly message?: TellsOfPoll };
  readonly result?: { readonly messages?: readonly TellsOfPoll[] };
}

interface TellsOfPoll {
  readonly poll?: {
    readonly kind?: unknown;
    readonly poll_guid?: unknown;
    readonly original_guid?: unknown;
    readonly options?: unknown;
  };
}

function pollIn(told: NonNullable<TellsOfPoll['poll']>): PollTold[] {
  const { kind, poll_guid: guid, original_guid: original, options } = told;
  if (kind !== 'created' || typeof guid !== 'string' || !Array.isArray(options)) return [];
  return [
    { guid, ...(typeof original === 'string' && { original }), options: options as PollTold['options'] },
  ];
}

/** Who has imsg do it names the chat by its GUID. */
function meaningOf(chat: unknown): string | null {
  return typeof chat === 'string' ? chat.split(';').slice(2).join(';') : null;
}
