import type { Result } from '../result.ts';

/** The line that runs it again. */
export function replayLine({ file, seed, driver }: Pick<Result, 'file' | 'seed' | 'driver'>): string {
  return `npm run scenario -- ${shellWord(file)} --seed ${shellWord(seed)} --driver ${driver}`;
}

function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
