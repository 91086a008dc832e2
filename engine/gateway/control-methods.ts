import { z } from 'zod';
import type { Engine } from '../engine.ts';

/** What can be asked over the control socket. Whoever can ask is the user of the gateway, or root. */
interface ControlMethod {
  readonly params: z.ZodType;
  /** Gets what `params` made of the request. What it throws as `EngineError` is the answer, with its code. */
  run(params: unknown): unknown;
}

export type ControlMethods = Readonly<Record<string, ControlMethod>>;

/** Every method by its name: the schema of its parameters, and what it does. */
export function controlMethods(engine: Pick<Engine, 'status'>): ControlMethods {
  return {
    status: method(z.strictObject({}), () => engine.status()),
  };
}

function method<Params>(params: z.ZodType<Params>, run: (params: Params) => unknown): ControlMethod {
  return { params, run: run as ControlMethod['run'] };
}
