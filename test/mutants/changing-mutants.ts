import type { Mutant } from './mutant.ts';

/** Faults in what changes under a gateway while it runs: its configuration, the database, the clock. */
export const CHANGING_MUTANTS: readonly Mutant[] = [
  {
    name: 'a file that somebody changed',
    harm: 'whoever was taken out of a list in the file goes on being answered',
    within: 'createInForce',
    find: 'take(loaded);',
    replace: '',
    noticedBy: 'unit/engine/config/writes/in-force.test.ts',
  },
  {
    name: 'all of a changed file at once',
    harm: 'a gateway goes by keys that it was not built for without a start',
    within: 'createInForce',
    find: 'const next = takenUp(running, written, (tried) => parsed(tried, places) !== null);',
    replace: 'const next = written;',
    noticedBy: 'unit/engine/config/writes/in-force.test.ts',
  },
  {
    name: 'the number of a chat in a database that has gone',
    harm: 'where chat.db is replaced a list lets in the group that has the number now',
    within: 'createStandingNumbers',
    find: 'if (!(await isStill())) return void asked.delete(group);',
    replace: '',
    noticedBy: 'unit/engine/source/standing-numbers.test.ts',
  },
  {
    name: 'rows behind those of a deleted chat',
    harm: 'with an imsg before 0.15 messages are given up that stand behind a chat that was deleted',
    within: 'createRound',
    find: 'if (!options.hasPages()) await askFor(rowid, last, rows, came);',
    replace: '',
    noticedBy: 'unit/engine/source/hole-round.test.ts',
  },
  {
    name: 'the look of a clock that was ahead',
    harm: 'what people write to a restored database counts as its history and is not answered',
    within: 'lastLookMs',
    find: 'return Math.min(Math.max(lookedAtMs ?? 0, before.lookedAtMs), nowMs);',
    replace: 'return Math.max(lookedAtMs ?? 0, before.lookedAtMs);',
    noticedBy: 'unit/engine/source/identify.test.ts',
  },
  {
    name: 'the outcome of another part',
    harm: 'the operator is told that the words failed where it was the file',
    within: 'createOwnAccord',
    find: 'of.push(...inputs.map(() => at));',
    replace: 'of.push(...inputs.map(() => 0));',
    noticedBy: 'unit/engine/outbound/own-accord.test.ts',
  },
];
