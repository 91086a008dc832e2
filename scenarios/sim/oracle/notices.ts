// What the gateway says by itself, held against what it was told.

import { MAY_BE_OVER, OVER_BUDGET_FIRST } from './budgets.ts';
import { IS_COMMAND, isHeard, isOpen } from './commands.ts';
import type { Finding, History, PartEvent, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { isAboutPairing } from './pairing.ts';

/** What it says answers no turn. */
export function isNotice({ turnId }: PartEvent): boolean {
  return turnId === null;
}

/** The operator had it said. */
export function isPosted({ partId }: PartEvent): boolean {
  return partId.startsWith('send:');
}

/** It asks somebody to decide, or says what became of that. */
export function isAboutApproval({ partId }: PartEvent): boolean {
  return partId.startsWith('approval:');
}

/** It leaves in the place of another part, which was not delivered. */
export function isAsSms({ partId }: Pick<PartEvent, 'partId'>): boolean {
  return partId.startsWith('sms:');
}

/** The chat that a part goes to: a lane is that of an account. */
export function chatOf({ lane = '' }: Pick<PartEvent, 'lane'>): string {
  return lane.slice(lane.indexOf('/') + 1);
}

/** The account by which it goes. */
export function accountOf({ lane = '' }: Pick<PartEvent, 'lane'>): string {
  return lane.slice(0, lane.indexOf('/'));
}

/** Each command that was heard has its one answer, and nothing else is said. */
export function noticeFindings(
  accountId: string,
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  { parts }: History,
): Finding[] {
  const own = parts.filter(
    (part) =>
      isNotice(part) &&
      !isPosted(part) &&
      !isAboutApproval(part) &&
      !isAsSms(part) &&
      !isAboutPairing(part.text) &&
      part.lane?.startsWith(`${accountId}/`),
  );
  const said = new Map<string, Set<string>>();
  for (const part of own) said.set(chatOf(part), (said.get(chatOf(part)) ?? new Set()).add(part.partId));
  const due = new Map<string, { least: number; most: number }>();
  for (const [row, judgement] of rows) {
    const [least, most] = answersTo(judgement);
    const known = due.get(row.chatGuid ?? '') ?? { least: 0, most: 0 };
    if (most > 0) due.set(row.chatGuid ?? '', { least: known.least + least, most: known.most + most });
  }
  return [...new Set([...said.keys(), ...due.keys()])].flatMap((chat): Finding[] => {
    const count = said.get(chat)?.size ?? 0;
    const { least, most } = due.get(chat) ?? { least: 0, most: 0 };
    if (count > most)
      return [
        { clause: 'unasked', text: `the gateway spoke ${count} times in ${chat}, told to ${most} times` },
      ];
    if (count >= least) return [];
    return [{ clause: 'replied', text: `of ${least} commands in ${chat} ${count} were answered` }];
  });
}

/** At least and at most. */
function answersTo(judgement: Judgement): [number, number] {
  if (judgement.is === 'must') return [0, 0];
  if (judgement.reason === IS_COMMAND || judgement.reason === OVER_BUDGET_FIRST) return [1, 1];
  return isHeard(judgement) || isOpen(judgement) || MAY_BE_OVER.has(judgement.reason) ? [0, 1] : [0, 0];
}
