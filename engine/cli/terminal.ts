import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { type DefaultPlaces, defaultPlaces } from './places.ts';

/** What the commands use of their process. Results go to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readFile(path: string): string;
  readonly places: DefaultPlaces;
}

export function processTerminal(): Terminal {
  // A reader that has gone away, such as `head`, must neither end a gateway nor print a stack.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readFile: (path) => readFileSync(path, 'utf8'),
    places: defaultPlaces(process.env, homedir()),
  };
}
