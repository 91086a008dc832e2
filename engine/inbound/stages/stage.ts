import type { AccessDecision } from '../../access/policy.ts';
import type { Reason } from '../../fates.ts';
import type { OwnAddresses } from '../../message/authorship.ts';
import type { Category, Message } from '../../message/message.ts';
import type { VerdictFacts } from '../../store/commands/journal.ts';
import type { Consequence } from '../decision.ts';
import type { EchoesSoFar } from '../echoes-so-far.ts';
import type { Age } from '../fence.ts';
import type { NotesSoFar } from '../notes-so-far.ts';
import type { OwnersWordsSoFar } from '../owners-words-so-far.ts';
import type { PromptsSoFar } from '../prompts-so-far.ts';
import type { KnownChats, Snapshot } from '../snapshot.ts';
import type { SpentSoFar } from '../spent-so-far.ts';

/** A message on its way through the stages. */
export interface Subject {
  readonly message: Message;
  /** Identity within its source. */
  readonly eventId: string;
  /** Whether its row is an own one, also where it is a message of somebody's all the same: what the owner writes to themselves. */
  readonly isOwnRow: boolean;
  /** Gateway wall time of arrival. */
  readonly arrivedAtMs: number;
  /** When it came, on the clock of those who write, in milliseconds since the Unix epoch. */
  readonly cameAtMs: number;
  /** When it was said, and no later than it came; on the same clock. */
  readonly atMs: number;
  readonly age: Age;
  /** Whether its sender may speak where it stands; null = nobody asks, since it is our own. */
  readonly access: AccessDecision | null;
  /** How Messages has put its conversation aside; null = nobody asked, or knows. */
  readonly category: Category | null;
  /** Whether it is the preview of a link that came only when it was asked for again. */
  readonly isLatePreview: boolean;
  /** As known so far: what rows before it in the batch told of them counts. */
  readonly chats: KnownChats;
  /** Messages that rows before it in the batch have shown to be own sends, in upper case. */
  readonly ownGuids: ReadonlySet<string>;
  /** What the owner said by themselves; as known so far. */
  readonly ownersWords: OwnersWordsSoFar;
  /** Answers of an agent that came back; as known so far. */
  readonly echoes: EchoesSoFar;
  /** What was taken for a message in the chat with oneself; as known so far. */
  readonly notes: NotesSoFar;
  /** What was asked; as known so far. */
  readonly prompts: PromptsSoFar;
  /** What people have had answered; as known so far. */
  readonly spent: SpentSoFar;
  /** Of this Mac; as known so far. */
  readonly ownAddresses: OwnAddresses;
}

/** The detail is one safe line. */
export interface Verdict extends Reason {
  readonly consequences?: readonly Consequence[];
  /** What decided besides the row and the configuration. */
  readonly facts?: VerdictFacts;
}

/** What a stage says of a message: the end of its way, or something that follows from it while it goes on. */
export type Finding = {
  /** What was known outside of the row and the configuration, and counted. */
  readonly facts?: VerdictFacts;
} & (Verdict | { readonly code: null; readonly consequences?: readonly Consequence[] });

/** Null = nothing to say; the next stage is asked. A stage never calls another. */
export type Stage = (subject: Subject, snapshot: Snapshot) => Finding | null;
