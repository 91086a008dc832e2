import { z } from 'zod';
import { REDOABLE } from '../account/turn-desk.ts';
import type { Engine } from '../embedding.ts';
import type { TurnId } from '../message/ids.ts';

/** What can be asked over the control socket. Whoever can ask is the user of the gateway, or root. */
interface ControlMethod {
  readonly params: z.ZodType;
  /** Gets what `params` made of the request. What it throws as `EngineError` is the answer, with its code. */
  run(params: unknown): unknown;
}

export type ControlMethods = Readonly<Record<string, ControlMethod>>;

/** Names of accounts are at most as long as this. */
const ACCOUNT_LENGTH_MAX = 64;
const CODE_LENGTH_MAX = 64;
const TARGET_LENGTH_MAX = 512;
const ACTION_LENGTH_MAX = 64;
/** Longer than any address that Messages has. */
const HANDLE_LENGTH_MAX = 254;
/** An account, a number and a GUID. */
const TURN_ID_LENGTH_MAX = 512;

const confirmation = z.strictObject({
  chatId: z.int().positive(),
  accountId: z.string().max(ACCOUNT_LENGTH_MAX).optional(),
});

const choice = {
  code: z.string().max(CODE_LENGTH_MAX),
  accountId: z.string().max(ACCOUNT_LENGTH_MAX).optional(),
};
const approval = z.strictObject({ ...choice, notify: z.boolean().optional() });
const denial = z.strictObject(choice);
const person = { accountId: z.string().max(ACCOUNT_LENGTH_MAX), handle: z.string().max(HANDLE_LENGTH_MAX) };
const takeover = z.strictObject({
  requests: z.array(
    z.strictObject({
      ...person,
      code: z.string().max(CODE_LENGTH_MAX),
      sender: z.string().max(HANDLE_LENGTH_MAX),
      createdAtMs: z.number(),
      lastSeenAtMs: z.number(),
    }),
  ),
  approvals: z.array(z.strictObject(person)),
});

const redo = z.union([
  z.strictObject({
    turnId: z
      .string()
      .max(TURN_ID_LENGTH_MAX)
      .transform((id) => id as TurnId),
  }),
  z.strictObject({ reason: z.enum(REDOABLE), after: z.int().nonnegative().default(0) }),
]);

const to = {
  to: z.string().max(TARGET_LENGTH_MAX).optional(),
  accountId: z.string().max(ACCOUNT_LENGTH_MAX).optional(),
};
/** What it is made of the engine looks at, and says of which part it is wrong. */
const message = z.strictObject({
  ...to,
  text: z.string().optional(),
  parts: z.array(z.unknown()).optional(),
  by: z.literal('applescript').optional(),
});
/** What takes nothing may be asked for without. */
const action = z.strictObject({
  ...to,
  name: z.string().max(ACTION_LENGTH_MAX),
  input: z.unknown().optional(),
});

/** Every method by its name: the schema of its parameters, and what it does. */
export function controlMethods(
  engine: Pick<Engine, 'status' | 'probe' | 'confirmChat' | 'pairing' | 'turns' | 'send' | 'act'>,
): ControlMethods {
  return {
    status: method(z.strictObject({}), () => engine.status()),
    probe: method(z.strictObject({}), () => engine.probe()),
    confirmChat: method(confirmation, (given) => engine.confirmChat(defined(given))),
    listPairing: method(z.strictObject({}), () => engine.pairing.list()),
    approvePairing: method(approval, ({ notify = false, ...given }) =>
      engine.pairing.approve({ ...defined(given), notify }),
    ),
    denyPairing: method(denial, (given) => engine.pairing.deny(defined(given))),
    importPairing: method(takeover, (given) => engine.pairing.import(given)),
    send: method(message, (given) => engine.send(defined(given) as Parameters<Engine['send']>[0])),
    act: method(action, (given) => engine.act(defined(given))),
    listTurns: method(z.strictObject({}), () => engine.turns.list()),
    // Of a reason only so many at a time as are done well before whoever asks has waited long enough.
    redoTurns: method(redo, async (choice) => {
      if ('reason' in choice) return engine.turns.redoNext(choice);
      const { redone } = await engine.turns.redo(choice);
      return { redone: redone.length, next: null };
    }),
  };
}

/** Without what was left out. */
function defined<Params extends object>(params: Params) {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Params]: Exclude<Params[Key], undefined>;
  };
}

function method<Params>(params: z.ZodType<Params>, run: (params: Params) => unknown): ControlMethod {
  return { params, run: run as ControlMethod['run'] };
}
