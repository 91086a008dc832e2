// What is said of a reason in the table of them.

/** Where in the order of decisions a reason arises; `turn` = later, when the row was to become part of one. */
type StageName =
  | 'normalize'
  | 'approval'
  | 'echo'
  | 'owner'
  | 'sender'
  | 'fence'
  | 'chat'
  | 'hidden'
  | 'gate'
  | 'preview'
  | 'reaction'
  | 'poll'
  | 'answer'
  | 'command'
  | 'debris'
  | 'mention'
  | 'blank'
  | 'quiet'
  | 'loop'
  | 'budget'
  | 'admit'
  | 'turn';

export interface ReasonRow<Fate extends string> {
  /** Null = pending: the row waits to become part of a turn. */
  readonly fate: Fate | null;
  readonly stage: StageName;
  /** As logs, events and reports have it, with `{}` for the detail of the row; empty where the fate says it all. */
  readonly text: string;
  readonly meaning: string;
  /** The keys of `channels.imessage` by which an operator decides otherwise; none = it does not depend on any. */
  readonly keys: readonly string[];
}
