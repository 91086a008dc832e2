// What is done in conversations besides answering: who asked for what, what imsg was told, and what of it shows.

import type { Wanted } from './said-by-deeds.ts';

/** Something that an agent or the operator asks for. */
export interface AskedDeed extends Wanted {
  readonly atMs: number;
  /** Null = the operator asks for it. */
  readonly turnId: string | null;
  /** Which attempt at the turn it was, from 1 on: asked again, it is asked for once more. */
  readonly attempt: number;
  /** Null = of any. */
  readonly accountId: string | null;
  /** The chat of the turn, or the target as the operator writes it. */
  readonly to: string;
  /** The code of its refusal, or how it ended; null = nobody was told. */
  readonly end: { readonly state: string; readonly code: string | null; readonly atMs: number } | null;
  /** The messages of which it told, by GUID; left out = it told of none. */
  readonly told?: readonly string[];
}

/** A change that imsg was told to make. */
export interface DeedCall {
  readonly atMs: number;
  readonly method: string;
  readonly chatGuid: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly answeredAtMs: number | null;
  /** As of `SendAttempt`. */
  readonly answer: 'ok' | 'not begun' | 'not allowed' | 'busy' | 'failed' | null;
}

/** A group changed, whoever did it. */
export interface GroupChange {
  readonly atMs: number;
  readonly kind: string;
  /** Its chat as `chatMeaning` has it; null = not known. */
  readonly chat: string | null;
  /** The new name, or who came or went; '' = nothing of either. */
  readonly what: string;
}

/** What the gateway told of something that is done without words. */
export interface DeedPart {
  readonly atMs: number;
  readonly partId: string;
  readonly turnId: string | null;
  readonly lane?: string;
  readonly name: string;
  readonly state: string;
  readonly guid: string | null;
}

/** A poll as imsg told of it. */
export interface PollTold {
  readonly guid: string;
  /** The poll itself, where this tells of an option that was added to one. */
  readonly original?: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

export interface Acting {
  readonly asked: readonly AskedDeed[];
  readonly parts: readonly DeedPart[];
  readonly calls: readonly DeedCall[];
  /** Whether an imsg was run for one change alone, of which nobody listens to more. */
  readonly isByCommands?: boolean;
  readonly groups: readonly GroupChange[];
  /** Each as often as it was told of; left out = none was. */
  readonly polls?: readonly PollTold[];
}
