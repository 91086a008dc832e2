import { isPreview } from '../../message/preview.ts';
import type { Counted } from '../decision.ts';
import { runWith, waitingMs } from '../open-runs.ts';
import { countsAt, isSoonAfter, spenderOf } from '../spent-so-far.ts';
import type { Stage } from './stage.ts';

export const HOUR_MS = 3_600_000;

/**
 * Whoever has had as many turns as one person may is told so once, and the others wait for nobody: they are part of the
 * conversation. What was let in counts, whatever came of it then; what is of a turn that counts, and what was too much, do not.
 */
export const budgetStage: Stage = ({ message, arrivedAtMs: atMs, spent, chats }, snapshot) => {
  const { accountId, access, budget, arePreviewsMarked = true, journalledGuids } = snapshot;
  if (!budget || message.isFromMe) return null;
  const spender = spenderOf(accountId, budget.personOf(message.sender));
  const { times, lastMs, runs = [], isOver: wasOver, told = [] } = spent.of(spender);
  const { guid } = message;
  // By a later limit of age it may be let in now: it is known all the same, and nothing follows from it.
  if (guid !== null && (journalledGuids?.has(guid) || told.some((one) => one.guid === guid))) return null;
  const { run, joins } = runWith(runs, message, atMs, budget.waiting, (rule) =>
    waitingMs(message, rule, access, { chats, arePreviewsMarked }),
  );
  const said = (is: Counted['is']) =>
    ({ kind: 'spent', spender, atMs, is, guid, run: is === 'over' ? null : run }) as const;
  if (joins) return { code: null, consequences: [said('joins')] };
  const counted = times.filter((one) => countsAt(atMs, one));
  const hour = counted.filter((one) => one > atMs - HOUR_MS).length;
  const day = counted.length;
  const belongs = isPreview(message) && isSoonAfter(lastMs, atMs);
  if (belongs && !wasOver) return null;
  if (!belongs && hour < budget.hour && day < budget.day) return { code: null, consequences: [said('turn')] };
  const notice = { kind: 'notice', words: OVER_BUDGET } as const;
  return {
    code: 'over_budget',
    facts: { spent: { hour, day } },
    consequences: wasOver ? [said('over')] : [said('over'), notice],
  };
};

const OVER_BUDGET =
  'You have written as often as one person may for now. What you write next is not answered until some time has passed.';
