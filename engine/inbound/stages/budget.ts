import { isPreview, PREVIEW_WITHIN_MS } from '../../message/preview.ts';
import { countsAt, spenderOf } from '../spent-so-far.ts';
import type { Stage } from './stage.ts';

export const HOUR_MS = 3_600_000;

/**
 * Whoever has had as many messages let in as one person may is told so once, and the others wait for nobody: they are part
 * of the conversation. What was let in counts, whatever came of it then; what was too much counts for nothing.
 */
export const budgetStage: Stage = ({ message, arrivedAtMs, spent }, { accountId, budget }) => {
  if (!budget || message.isFromMe) return null;
  const spender = spenderOf(accountId, budget.personOf(message.sender));
  const { times, isOver: wasOver, told = [] } = spent.of(spender);
  const { guid } = message;
  if (guid !== null && told.some((one) => one.guid === guid)) return null;
  const counted = times.filter((atMs) => countsAt(arrivedAtMs, atMs));
  const hour = counted.filter((atMs) => atMs > arrivedAtMs - HOUR_MS).length;
  const day = counted.length;
  const belongs = isPreview(message) && arrivedAtMs - (counted.at(-1) ?? 0) < PREVIEW_WITHIN_MS;
  const isOver = belongs ? wasOver : hour >= budget.hour || day >= budget.day;
  if (!isOver) {
    if (belongs) return null;
    return { code: null, consequences: [{ kind: 'spent', spender, atMs: arrivedAtMs, isOver, guid }] };
  }
  const spending = { kind: 'spent', spender, atMs: arrivedAtMs, isOver, guid } as const;
  const notice = { kind: 'notice', words: OVER_BUDGET } as const;
  return {
    code: 'over_budget',
    facts: { spent: { hour, day } },
    consequences: wasOver ? [spending] : [spending, notice],
  };
};

const OVER_BUDGET =
  'You have written as often as one person may for now. What you write next is not answered until some time has passed.';
