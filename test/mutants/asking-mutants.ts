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
  {
    name: 'a tapback for what is not offered',
    harm: 'what may only be refused, or allowed for always, is allowed by a tapback that stands for something else',
    within: 'choiceByTapback',
    find: 'return meant && decisions.includes(meant) ? { to: meant, choice: null } : null;',
    replace: 'return meant ? { to: meant, choice: null } : null;',
    noticedBy: 'sim/scenarios.test.ts',
  },
  {
    name: 'a second answer',
    harm: 'what somebody has denied is run all the same once they, or somebody else, allow it',
    within: 'createMemoryApprovals',
    find: 'return found?.endedAtMs === null && found.expiresAtMs > beforeMs ? found : null;',
    replace: 'return found && found.expiresAtMs > beforeMs ? found : null;',
    noticedBy: 'unit/engine/store/memory.test.ts',
  },
  {
    name: 'a tapback on what was decided',
    harm: 'what somebody has denied is told of as allowed',
    within: 'approvalStage',
    find: "if (isOver) return { code: 'approval_over', detail: approvalId, facts };",
    replace: '',
    noticedBy: 'unit/engine/inbound/approval.test.ts',
  },
];
