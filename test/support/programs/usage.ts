// The programs of development, as `npm run bench`, read their words alike: wrong ones are told of beside right ones, and
// nothing is done.

import { EXIT_USAGE } from '../../../scenarios/cli/exit-codes.ts';

interface Refused {
  readonly does: 'refuse';
  readonly why: string;
}

/** Words that ask for nothing to be done. */
export type NothingToDo = { readonly does: 'help' } | Refused;

/** What is parsed, or why it cannot be. */
export function parsedOr<Parsed>(parse: () => Parsed): Parsed | Refused {
  try {
    return parse();
  } catch (error) {
    return refused((error as Error).message);
  }
}

export function refused(why: string): Refused {
  return { does: 'refuse', why };
}

/** Shows how the program is used, and returns its exit code. */
export function showUsage(wish: NothingToDo, usage: string): number {
  if (wish.does === 'help') {
    console.log(usage);
    return 0;
  }
  console.error(`${wish.why}\n\n${usage}`);
  return EXIT_USAGE;
}
