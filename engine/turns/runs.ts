import type { Emit } from '../events.ts';
import type { TurnId } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Reply } from './reply.ts';
import { createRun, type Run } from './run.ts';

interface RunsOptions {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Aborts when the engine stops: that cuts all of them short. */
  readonly signal: AbortSignal;
  replyTo(turn: TurnRow): Reply;
  /** The first piece of its answer is durable. */
  onReplying(turn: TurnRow): void;
}

/** The turns that are with the agent. */
interface Runs {
  begin(turn: TurnRow): Run;
  /** Its end is about to be committed: from here on it cannot be aborted. */
  seal(turnId: TurnId): void;
  /** Cuts one short. Resolves when its end is durable; false = it could not be aborted. */
  abort(turnId: TurnId): Promise<boolean>;
  /** Cuts one short whose end is durable already. */
  cut(turnId: TurnId): void;
  /** Whoever asked for the abort of it learns whether that was how it ended. */
  over(run: Run, isAborted: boolean): void;
}

export function createRuns({ clock, emit, signal, replyTo, onReplying }: RunsOptions): Runs {
  const open = new Map<TurnId, Run>();
  const aborting = new Map<Run, (isAborted: boolean) => void>();
  const cutAll = () => {
    for (const run of open.values()) run.cut();
  };
  signal.addEventListener('abort', cutAll, { once: true });

  return {
    begin(turn) {
      const { accountId, turnId, lane } = turn;
      const progress = (note: string) => emit('progress', { accountId, turnId, lane, note });
      const told = { progress, onReplying: () => onReplying(turn) };
      const run = createRun({ clock, reply: replyTo(turn), ...told });
      if (signal.aborted) run.cut();
      open.set(turnId, run);
      return run;
    },
    seal: (turnId) => void open.delete(turnId),
    abort(turnId) {
      const run = open.get(turnId);
      if (!run || run.signal.aborted) return Promise.resolve(false);
      run.cut();
      return new Promise((resolve) => aborting.set(run, resolve));
    },
    cut: (turnId) => open.get(turnId)?.cut(),
    over(run, isAborted) {
      aborting.get(run)?.(isAborted);
      aborting.delete(run);
    },
  };
}
