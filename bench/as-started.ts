import { readFileSync } from 'node:fs';

const SCRIPT = readFileSync(new URL('../engine/cli/imgate', import.meta.url), 'utf8');

/** What `imgate` gives Node besides the program. */
export const AS_STARTED: readonly string[] = /^exec "\$node" (.*)"\$program"/m
  .exec(SCRIPT)![1]!
  .split(' ')
  .filter((flag) => flag !== '');
