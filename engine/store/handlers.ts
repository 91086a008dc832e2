import type { Command, CommandName, Commands, Outcome } from './store.ts';

/** A command carried out synchronously. Throwing refuses the command; then it must have changed nothing. */
export type Handlers<Names extends CommandName = CommandName> = {
  readonly [Name in Names]: (input: Commands[Name]['in']) => Commands[Name]['out'];
};

export type SourceCommands =
  | 'findSources'
  | 'createSource'
  | 'moveSource'
  | 'markBalloonSeen'
  | 'advanceCursors';
export type JournalCommands = 'ingest' | 'settle' | 'pending';
export type ReportCommands = 'verdicts' | 'counts' | 'dropPayloads';
export type TurnCommands = 'formTurn' | 'startTurn' | 'endTurn' | 'openTurns' | 'turn';
export type PartCommands = 'answer' | 'startPart' | 'endPart' | 'openParts' | 'recentParts';

/** Carries out one command; what it throws is its outcome and nobody else's. */
export function runCommand(handlers: Handlers, { name, input }: Command): Outcome {
  try {
    return { ok: true, value: (handlers[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { ok: false, error: error as Error };
  }
}
