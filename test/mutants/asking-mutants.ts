import type { Mutant } from './mutant.ts';

/** Faults in who decides what was asked, and when. */
export const ASKING_MUTANTS: readonly Mutant[] = [
  {
    name: 'a tapback of anybody',
    harm: 'whoever is in a group allows what is to be run',
    within: 'approvalStage',
    find: "if (!mayApprove(list, sender)) return { code: 'approval_no_right', detail: approvalId, facts };",
    replace: '',
    noticedBy: 'sim/scenarios.test.ts',
  },
  {
    name: 'a tapback that is taken away',
    harm: 'whoever changes their mind allows what they did not want',
    within: 'approvalStage',
    find: "if (reaction.action === 'removed' || reaction.target === null) return null;",
    replace: 'if (reaction.target === null) return null;',
    noticedBy: 'sim/scenarios.test.ts',
  },
];
