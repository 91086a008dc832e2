// What an agent may do in a conversation besides saying something: how it is asked for, how it goes on the wire, and what
// proves that it was done.

import type { z } from 'zod';
import type { AgentAction } from '../agents/agent.ts';
import type { ActionGates } from '../config/keys/actions.ts';
import type { OwnDeed } from '../echo/own-rows.ts';
import type { MethodName } from '../imsg/deadlines.ts';
import type { GivenFile, StagedFile } from '../media/outgoing.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { PollOption } from '../message/poll.ts';
import type { Tapback } from '../message/tapback.ts';
import type { StyleRange, Words } from '../outbound/plan/words.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import type { Saying } from './saying.ts';

/** The last edit of a message when it was looked at. */
interface LastEdit {
  /** Null = it was never edited. */
  readonly atMs: number | null;
  readonly lookedAtMs: number;
}

/** Something to be done, as it is journalled: whoever takes it up again needs nothing more. */
export interface Deed {
  /** Its action. */
  readonly name: string;
  /** What imsg is called with besides the chat. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The message that it is done to; left out = none. */
  readonly target?: MessageGuid;
  /** What the message says that comes of it; left out = none does. */
  readonly words?: string;
  /** How they are styled; left out = not at all. */
  readonly styles?: readonly StyleRange[];
  /** What imsg says by itself in a message beside it; left out = nothing. */
  readonly caption?: string;
  /** The last edit of `target` until then; left out = that is not known, or no matter. */
  readonly editedBefore?: LastEdit;
}

/** Something to be done that says more than one message holds. */
export interface SayingDeed extends Deed {
  /** What is said behind it, in order, each with the message that it answers in its thread. Left out = nothing. */
  readonly rest?: readonly (Words & { readonly replyTo?: MessageGuid })[];
}

/** A copy of a file, which leaves as a message of its own. */
export interface OutgoingFile extends StagedFile {
  /** Left out = it is no voice message. */
  readonly isVoice?: true;
  /** The message that it answers in its thread; left out = none. */
  readonly replyTo?: MessageGuid;
  /** Why there is no copy that could leave; left out = there is one. */
  readonly refusal?: string;
}

/** A file to be sent. */
export interface FileDeed {
  readonly file: OutgoingFile;
  /** What is said behind it; left out = nothing. */
  readonly caption?: string;
}

export interface KnownPoll {
  readonly guid: MessageGuid;
  readonly options: readonly PollOption[];
}

/** The conversation in which it is asked for. */
export interface Scene {
  /** The country of numbers that are written without one. */
  readonly region: string;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
  /** Words as they may leave. */
  readonly saying: Saying;
  /**
   * The message that is meant, by its short id, its full GUID, or, where nothing is said, the newest that it can be. `own` =
   * one that was sent for this account. Rejects with `message_unusable`.
   */
  message(id: string | undefined, whose: 'any' | 'own'): Promise<MessageGuid>;
  /** A poll of the conversation, by its short id or its full GUID. Rejects with `message_unusable`. */
  poll(id: string): Promise<KnownPoll>;
  /** The tapback that was put there from here, as far as it can be seen. */
  ownTapback: Look['ownTapback'];
  /** The last edit of a message, as far as chat.db says. */
  lastEdit(guid: MessageGuid): Promise<LastEdit | null>;
  partsOf: Look['partsOf'];
  /** Who is in the chat, as far as it can be seen. */
  participants(): Promise<readonly string[] | null>;
  /** A copy of a file that is to leave. Rejects with `file_unusable`. */
  file(given: GivenFile): Promise<StagedFile>;
}

/** What can be seen of a chat besides the rows that come; null = it cannot be told right now. */
export interface Look {
  /** What a message says by now, or one part of it. */
  wordsOf(guid: MessageGuid, part: number): Promise<string | null>;
  /** How many parts a message has: words, and each file in one with them. */
  partsOf(guid: MessageGuid): Promise<number | null>;
  /** Over what a message went, such as `iMessage` or `SMS`. */
  serviceOf(guid: MessageGuid): Promise<string | null>;
  /** When other words were given to a message last; `atMs` null = never. */
  editedAt(guid: MessageGuid): Promise<{ readonly atMs: number | null } | null>;
  /** Which of the six tapbacks stands on a message from here; `tapback` null = none of them. */
  ownTapback(guid: MessageGuid): Promise<{ readonly tapback: Tapback | null } | null>;
  /** Whether nothing is left of a message. */
  isEmptied(guid: MessageGuid): Promise<boolean | null>;
  chat(): Promise<{ readonly name: string | null; readonly participants: readonly string[] } | null>;
}

export interface Action<Input = never> {
  readonly name: string;
  /** What it does, for the agent that is offered it. */
  readonly about: string;
  /** The key under `actions` that switches it off. */
  readonly gate: keyof ActionGates;
  readonly method: MethodName;
  /** Private API functions of which this macOS must have one (wire-5.2). */
  readonly selectors: readonly string[];
  /** Whether it needs the bridge when it is asked for so; left out = it always does. */
  needsBridge?(input: Input): boolean;
  /** What it is offered to take where it is done without the bridge; left out = it is not offered there. */
  readonly inputWithoutBridge?: z.ZodType;
  /**
   * Whether it is nothing but words, perhaps in a thread: they go as a plain message where the bridge is not there (I7), and under
   * a GUID that is chosen for them where imsg takes one. Left out = it goes by its method alone.
   */
  readonly isWordsAlone?: true;
  /** What is done instead where it is asked for so; null = it is done itself. Left out = it always is. */
  becomes?(input: Input, place: Pick<TurnContext, 'messageGuids'>): AgentAction | null;
  /** Whether it hands over a file of this machine. Left out = it does not. */
  readonly takesFile?: true;
  /** Whether it changes a message as only iMessage can: not what left as SMS or RCS. Left out = it does not. */
  readonly isOfIMessages?: true;
  /** Whether it is about the group itself. */
  readonly isOfGroups: boolean;
  readonly input: z.ZodType<Input>;
  /** What comes of it, with everything named that it needs. */
  resolve(input: Input, scene: Scene): Promise<Omit<SayingDeed, 'name'> | FileDeed>;
  /** Whether a row of ours that is no message shows that it was done; left out = none does. */
  isShownBy?(row: OwnDeed, deed: Deed): boolean;
  /** Whether it can be seen to be done; left out = only a row shows it. */
  isDone?(deed: Deed, look: Look): Promise<boolean | null>;
}

/** For the compiler alone: the input of each action is what its own schema gives. */
export function defineAction<Input>(action: Action<Input>): Action {
  return action as unknown as Action;
}
