import type { Engine } from '../../engine/engine.ts';
import type { EngineEventName, EngineEvents } from '../../engine/events.ts';
import type { Clock } from '../../engine/ports/clock.ts';

/** One event of an engine, with its name. */
export type Said = {
  [Name in EngineEventName]: { readonly name: Name; readonly event: EngineEvents[Name] };
}[EngineEventName];

/** Everything that engines have said so far, over all their lives, and a way to wait for more of it. */
export interface Heard {
  listen(engine: Pick<Engine, 'on'>): void;
  /** The events of one name, oldest first. */
  all<Name extends EngineEventName>(name: Name): EngineEvents[Name][];
  /**
   * Resolves once `isSo`, asked again after each event. Rejects with `NotHeard` when that takes too long or
   * an engine cannot go on, and with `Interrupted` when the signal aborts.
   */
  until(what: string, isSo: () => boolean): Promise<void>;
}

export interface HeardOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long `until` waits at most. */
  readonly limitMs: number;
  /** Called with each event as it comes. */
  tell(said: Said): void;
}

/** What was waited for did not come. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const NAMES: readonly EngineEventName[] = ['row', 'turn', 'part', 'child', 'subscribed', 'fatal'];

export function createHeard({ clock, signal, limitMs, tell }: HeardOptions): Heard {
  const said: Said[] = [];
  const waiting = new Set<() => void>();

  const hear = (each: Said) => {
    if (signal.aborted) return;
    said.push(each);
    tell(each);
    for (const look of waiting) look();
  };
  const fatal = () => said.find((each) => each.name === 'fatal')?.event;

  return {
    listen(engine) {
      for (const name of NAMES) engine.on(name, (event) => hear({ name, event } as Said));
    },
    all: (name) => said.filter((each) => each.name === name).map((each) => each.event) as never,
    until: (what, isSo) =>
      new Promise((resolve, reject) => {
        const settle = (finish: () => void) => {
          waiting.delete(look);
          timer.cancel();
          signal.removeEventListener('abort', look);
          finish();
        };
        const look = () => {
          const failure = fatal();
          if (signal.aborted) settle(() => reject(new Interrupted()));
          else if (failure) settle(() => reject(new NotHeard(`${failure.message} ${failure.remedy}`)));
          else if (isSo()) settle(resolve);
        };
        const timer = clock.after(limitMs, () =>
          settle(() => reject(new NotHeard(`${what}: not within ${limitMs / 1000} s`))),
        );
        waiting.add(look);
        signal.addEventListener('abort', look);
        look();
      }),
  };
}
