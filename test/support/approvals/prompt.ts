// A message that asks in the chat with Alice, and rows that would decide it.

import { expect } from 'vitest';
import type { KnownPrompt } from '../../../engine/approvals/rules/prompts.ts';
import { DECISIONS } from '../../../engine/message/approve-command.ts';
import { id } from '../messages/ids.ts';
import { ALICE, again, decided, type Given, NOW_MS } from '../messages/journalled.ts';

/** Whether something may be run. */
export const PROMPT: KnownPrompt = {
  approvalId: 'ABCD2345',
  kind: 'exec',
  accountId: 'default',
  conversation: ALICE,
  guid: id.guid('ASKS'),
  text: 'Exec approval required',
  isOver: false,
  decisions: DECISIONS,
  expiresAtMs: NOW_MS + 60_000,
};

export const BOB = '+15550002222';
export const LIKE = {
  is_reaction: true,
  reaction_type: 'like',
  reaction_emoji: '👍',
  reacted_to_guid: 'p:0/asks',
  text: 'Liked “Exec approval required”',
};
export const QUESTION: KnownPrompt = {
  ...PROMPT,
  kind: 'question',
  asked: id.handle(ALICE),
  options: ['Today', 'Tomorrow', 'Never'],
};

/** How such a row is decided, and the same from the journal alone. */
export function codeOf(given: Given): string {
  const { code, detail } = decided(given).verdict;
  expect(again(given)).toBe(code);
  return detail === '' ? code : `${code} ${detail}`;
}

export const tapback = (fields: object = {}, given: Given = {}) =>
  codeOf({ prompts: [PROMPT], ...given, fields: { ...LIKE, ...fields } });
