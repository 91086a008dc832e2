// What an agent may look up in the conversation that it answers: nothing is done by it, and nothing leaves.

import type { z } from 'zod';
import type { ToolKeys } from '../config/keys/tools.ts';
import type { Attachment } from '../message/attachment.ts';
import type { Message } from '../message/message.ts';
import type { HandedFile } from '../store/commands/turns.ts';

/** The conversation, as far as it may be looked into. */
export interface Sight {
  readonly rowsMax: number;
  readonly bytesMax: number;
  /**
   * What people said there, of the newest `count` messages. Without whom the gateway turned away. Rejects with `EngineError`
   * where imsg cannot be asked.
   */
  messages(count: number, withFiles: boolean): Promise<Said>;
  /** The message of them that is meant, by its short id or full GUID. Rejects with `message_unusable`. */
  message(id: string): Promise<Message>;
  /** A copy of the file with this number, from 0 on, of a message. Rejects with `file_unusable`. */
  file(message: Message, index: number): Promise<HandedFile>;
}

export interface Said {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Whether imsg has told of as many as it was asked for, so that there may be older ones. */
  readonly isFull: boolean;
}

export interface Tool<Input = never> {
  readonly name: string;
  /** What it does, for the agent that is offered it. */
  readonly about: string;
  /** The key under `tools` that switches it on. */
  readonly key: Exclude<keyof ToolKeys, 'rowsMax' | 'bytesMax'>;
  /** Whether it reads a file of this machine. Left out = it does not. */
  readonly takesFile?: true;
  readonly input: z.ZodType<Input>;
  look(input: Input, sight: Sight): Promise<unknown>;
}

/** For the compiler alone: the input of each tool is what its own schema gives. */
export function defineTool<Input>(tool: Tool<Input>): Tool {
  return tool as unknown as Tool;
}

/** A file as its message names it. */
export type ShownFile = Pick<Attachment, 'name' | 'kind' | 'bytes'> & { readonly index: number };
