// What somebody decides in words (APR-16).

/** As somebody decides, in the order in which it is offered. */
export const DECISIONS = ['allow-once', 'allow-always', 'deny'] as const;
export type Decision = (typeof DECISIONS)[number];

const WORDS: Readonly<Record<string, Decision>> = {
  allow: 'allow-once',
  once: 'allow-once',
  'allow-once': 'allow-once',
  always: 'allow-always',
  'allow-always': 'allow-always',
  deny: 'deny',
  reject: 'deny',
  block: 'deny',
};

export interface ApproveCommand {
  /** As requests are named; null = none is. */
  readonly approvalId: string | null;
  readonly decision: Decision | null;
}

/** Every text is looked at: one that begins otherwise is not cut into its words. */
const BEGINNING = /^\s*\/approve:?(?=\s|$)/i;

/** `/approve ID DECISION` in either order; null = it is none. */
export function approveIn(text: string): ApproveCommand | null {
  if (!BEGINNING.test(text)) return null;
  const [, ...words] = text.trim().split(/\s+/);
  const at = words.findIndex((word) => decisionOf(word) !== null);
  const [approvalId] = words.filter((_, index) => index !== at);
  if (words.length !== 2 || at < 0 || approvalId === undefined) return { approvalId: null, decision: null };
  return { approvalId: idOf(approvalId), decision: decisionOf(words[at]!) };
}

/** Ids are in capitals behind the name of their kind, and people write them as they like. */
function idOf(written: string): string {
  const bare = written.replace(/^plugin:/i, '').toUpperCase();
  return bare.length < written.length ? `plugin:${bare}` : bare;
}

function decisionOf(word: string): Decision | null {
  const name = word.toLowerCase();
  return Object.hasOwn(WORDS, name) ? WORDS[name]! : null;
}
