import type { Mutant } from './mutant.ts';

/** Faults in the rules by which a row is answered, a conversation waits, or a file is handed on. */
export const RULE_MUTANTS: readonly Mutant[] = [
  {
    name: 'a code for junk',
    harm: 'whoever sends junk is sent a code, and learns that somebody is there',
    within: 'isHidden',
    find: 'return filtered >= 2 || isSpam;',
    replace: 'return isSpam;',
    noticedBy: 'unit/engine/inbound/facts.test.ts',
  },
  {
    name: 'a backlog taken for a race',
    harm: 'whoever comes back to forty missed messages has most of them answered minutes late',
    within: 'createBrakes',
    find: 'const isExchange = isFirst && isLater;',
    replace: 'const isExchange = isFirst;',
    noticedBy: 'unit/engine/turns/brakes.test.ts',
  },
  {
    name: 'an answer on its way taken for the owner',
    harm: 'an own send whose row comes first silences the agent, or is answered by it',
    within: 'isOwnersWord',
    find: 'return !isOpenIn(own, chatGuid) && !mayHaveSaid(own, message, arrivedAtMs);',
    replace: 'return !mayHaveSaid(own, message, arrivedAtMs);',
    noticedBy: 'unit/engine/inbound/owners-words.test.ts',
  },
  {
    name: 'words as they were told',
    harm: 'what somebody corrected while the agent was busy is answered as it first stood',
    within: 'createPreparations',
    find: 'return asTold.size === messageGuids.length && !needsAny(turn) ? NOTHING : null;',
    replace: 'return NOTHING;',
    noticedBy: 'unit/engine/turns/prepare.test.ts',
  },
  {
    name: 'words that are fixed for one try',
    harm: 'a turn whose rows were edited is handed over with other words after a failure or a crash',
    within: 'createPreparations',
    find: '...(!isAsFormed && { words: { text, context } }),',
    replace: '',
    noticedBy: 'sim/crash/corrections.test.ts',
  },
  {
    name: 'a folder that leads elsewhere',
    harm: 'whoever can put a link where files come in has the agent read any file of the Mac',
    within: 'openSourceFile',
    find: 'return await opened(source, limits, files);',
    replace: "return await opened(source, { ...limits, roots: ['/'] }, files);",
    noticedBy: 'unit/engine/media/source-file.test.ts',
  },
  {
    name: 'all files at once',
    harm: 'a message that names thousands of files takes every file that the gateway may open',
    within: 'createSlots',
    find: 'if (free > 0) free -= 1;',
    replace: 'if (free > 0) free -= 0;',
    noticedBy: 'unit/engine/media/preparer.test.ts',
  },
  {
    name: 'quiet for the rest of the run only',
    harm: 'after a restart the agent speaks into a conversation that the owner has taken',
    within: 'openOwnersWords',
    find: 'for (const { conversation, atMs } of known) add(conversation, atMs);',
    replace: 'void known;',
    noticedBy: 'sim/crash/owners-words.test.ts',
  },
];
