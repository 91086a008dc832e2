// What a tapback or a word decides.

import type { Decision } from '../../message/approve-command.ts';
import { tapbackOf } from '../../message/tapback.ts';
import type { ApprovalEndState } from '../../store/commands/approvals.ts';
import type { KnownPrompt } from './prompts.ts';

/** How a request ends by an answer. */
export interface Choice {
  readonly to: ApprovalEndState;
  /** Of a question: which of the options, from 0 on. */
  readonly choice: number | null;
}

const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;
const KEYCAP = /^([1-9])\ufe0f?\u20e3$/u;

/** What tapbacks stand for; the rest is said in words alone (ruling-7). */
export const BY_TAPBACK = [
  ['allow-once', 'like'],
  ['deny', 'dislike'],
] as const;

/** Whether a tapback stands for one of them. */
export function areTapped(decisions: readonly Decision[]): boolean {
  return BY_TAPBACK.some(([decision]) => decisions.includes(decision));
}

/**
 * By 👍 and 👎, as far as what they stand for is offered, and of a question by the number as well; null = it decides nothing
 * (APR-5, BEY-3).
 */
export function choiceByTapback(
  emoji: string,
  { kind, options = [], decisions = [] }: Pick<KnownPrompt, 'kind' | 'options' | 'decisions'>,
): Choice | null {
  const tapback = tapbackOf(emoji.replace(SKIN_TONES, ''));
  if (kind !== 'question') {
    const meant = BY_TAPBACK.find(([, its]) => its === tapback)?.[0];
    return meant && decisions.includes(meant) ? { to: meant, choice: null } : null;
  }
  const digit = KEYCAP.exec(emoji.trim())?.[1];
  if (digit) return ofOption(Number(digit) - 1, options);
  if (options.length !== 2) return null;
  if (tapback === 'like') return ofOption(0, options);
  return tapback === 'dislike' ? ofOption(1, options) : null;
}

/** By the number of an option, or by what it says, in any case; null = it is no answer. */
export function choiceByText(text: string, options: readonly string[]): Choice | null {
  const said = folded(text);
  const number = /^(\d{1,2})[.)]?$/.exec(said)?.[1] ?? KEYCAP.exec(text.trim())?.[1];
  const named = options.findIndex((option) => folded(option) === said);
  if (named >= 0) return ofOption(named, options);
  return number === undefined ? null : ofOption(Number(number) - 1, options);
}

const folded = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

function ofOption(index: number, options: readonly string[]): Choice | null {
  return index >= 0 && index < options.length ? { to: 'answered', choice: index } : null;
}
