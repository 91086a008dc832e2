import type { Mutant } from './mutant.ts';

/** Faults in answers that leave while they are written. */
export const STREAMING_MUTANTS: readonly Mutant[] = [
  {
    name: 'a written answer begun again',
    harm: 'after a crash people read once more what had left of an answer',
    within: 'createTurns',
    find: "if (turn.state === 'replying') await dispatch.interrupt(turn);",
    replace: "if (turn.state === 'replying') await dispatch.runFresh(turn);",
    noticedBy: 'sim/crash/written.test.ts',
  },
  {
    name: 'a written piece kept',
    harm: 'what left while an answer was written leaves once more with the rest of it',
    within: 'createStream',
    find: 'held = held.slice(next);',
    replace: '',
    noticedBy: 'unit/engine/turns/stream.test.ts',
  },
  {
    name: 'words lost before what is said between',
    harm: 'what an agent has written and not finished as it does something else is never read',
    within: 'createStream',
    find: 'held = held.slice(end);',
    replace: "held = '';",
    noticedBy: 'unit/engine/turns',
  },
  {
    name: 'a written rest lost',
    harm: 'the last words of an answer are never read',
    within: 'createStream',
    find: 'rest: () => held,',
    replace: "rest: () => '',",
    noticedBy: 'sim/crash/written.test.ts',
  },
];
