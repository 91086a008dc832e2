import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

/** For commands whose help clients read, and which this stand-in does not do (README.md). */
export function unsupported(name: string): Command['run'] {
  return () => {
    throw new UsageError(`This stand-in for imsg does not do "${name}".`);
  };
}
