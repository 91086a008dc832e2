import { type Command, type Commands, isRead, type Outcome } from './store.ts';

interface Shape {
  readonly in: unknown;
  readonly out: unknown;
}

/** A command carried out synchronously. Throwing refuses the command; then it must have changed nothing. */
export type Handlers<Subject = Commands> = {
  readonly [Name in keyof Subject]: Subject[Name] extends Shape
    ? (input: Subject[Name]['in']) => Subject[Name]['out']
    : never;
};

/** Carries out one command; what it throws is its outcome and nobody else's. */
export function runCommand(handlers: Handlers, { name, input }: Command): Outcome {
  try {
    return { ok: true, value: (handlers[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { ok: false, error: error as Error };
  }
}

/** Carries out commands of somebody who does not own the store. */
export function runReads(handlers: Handlers, commands: readonly Command[]): Outcome[] {
  return commands.map((command) => {
    if (!isRead(command.name)) throw new TypeError(`${command.name} is for the owner of the store alone`);
    return runCommand(handlers, command);
  });
}
