// The program that embeds an engine, as far as it can do harm: its listeners may throw.

import type { Engine } from '../../engine/embedding.ts';
import type { EngineEventName } from '../../engine/events.ts';

/** All that an engine tells of. */
export const ENGINE_EVENTS = [
  'row',
  'settled',
  'turn',
  'part',
  'child',
  'subscribed',
  'fatal',
] as const satisfies readonly EngineEventName[];

export interface Host {
  /** Its listeners throw at the next events of that name, so often; infinite = for good. */
  throwOn(name: EngineEventName, times: number): void;
  /** Listens to whatever the engine tells of, behind those who watch it. */
  listen(engine: Pick<Engine, 'on'>): void;
}

export function createHost(): Host {
  const left = new Map<EngineEventName, number>();
  return {
    throwOn: (name, times) => void left.set(name, times),
    listen(engine) {
      for (const name of ENGINE_EVENTS) {
        engine.on(name, () => {
          const times = left.get(name) ?? 0;
          if (times <= 0) return;
          left.set(name, times - 1);
          throw new Error(`a listener of the host throws at ${name}`);
        });
      }
    },
  };
}
