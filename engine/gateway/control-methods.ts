import { z } from 'zod';
import type { Engine } from '../engine.ts';

/** What can be asked over the control socket. Whoever can ask is the user of the gateway, or root. */
interface ControlMethod {
  readonly params: z.ZodType;
  /** Gets what `params` made of the request. What it throws as `EngineError` is the answer, with its code. */
  run(params: unknown): unknown;
}

export type ControlMethods = Readonly<Record<string, ControlMethod>>;

/** Names of accounts are at most as long as this. */
const ACCOUNT_LENGTH_MAX = 64;

const confirmation = z.strictObject({
  chatId: z.int().positive(),
  accountId: z.string().max(ACCOUNT_LENGTH_MAX).optional(),
});

/** Every method by its name: the schema of its parameters, and what it does. */
export function controlMethods(engine: Pick<Engine, 'status' | 'confirmChat'>): ControlMethods {
  return {
    status: method(z.strictObject({}), () => engine.status()),
    confirmChat: method(confirmation, ({ chatId, accountId }) =>
      engine.confirmChat({ chatId, ...(accountId !== undefined && { accountId }) }),
    ),
  };
}

function method<Params>(params: z.ZodType<Params>, run: (params: Params) => unknown): ControlMethod {
  return { params, run: run as ControlMethod['run'] };
}
