import type { Command, CommandContext, Running } from '../command-line/command.ts';
import { LockedDatabase } from '../faults/mac/locked.ts';

type Ran = Running | undefined;

/**
 * Runs a command; where chat.db is locked it begins again once it is free, or after 5 s at the latest
 * (wire-1.6). It has done and printed nothing by then: to look into chat.db is the first thing a command does.
 */
export function runWhenUnlocked(
  command: Command,
  context: CommandContext,
): Ran | Promise<void> | Promise<Ran> {
  try {
    return command.run(context);
  } catch (error) {
    const free = error instanceof LockedDatabase ? context.openMac().chatDb.whenFree() : null;
    if (!free) throw error;
    return runAfter(free, command, context);
  }
}

async function runAfter(free: Promise<unknown>, command: Command, context: CommandContext): Promise<Ran> {
  await free;
  return (await command.run(context)) || undefined;
}
