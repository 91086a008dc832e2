// What people do that decides something: a tapback on the message that asks, an answer in words, `/approve`.

import { authorOf } from './access.ts';
import type { RowVersion, WitnessedRow } from './history.ts';
import { isOwn } from './speech.ts';
import { spokenWords } from './words.ts';

/** How a request ends by it; `choice` = which answer to a question it is, from 0 on. */
export interface Choice {
  readonly to: string;
  readonly choice: number | null;
}

const LIKE = 2001;
const DISLIKE = 2002;
const EMOJI = 2006;
const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu;
const KEYCAP = /^([1-9])\ufe0f?\u20e3$/u;
const NUMBER = /^(\d{1,2})[.)]?$/;
const WORDS: Readonly<Record<string, string>> = {
  allow: 'allow-once',
  once: 'allow-once',
  'allow-once': 'allow-once',
  always: 'allow-always',
  'allow-always': 'allow-always',
  deny: 'deny',
  reject: 'deny',
  block: 'deny',
};

/** Null = it decides nothing, whatever it is put on. What is taken away is a row of another kind. */
export function choiceByTapback(row: WitnessedRow, options: readonly string[] | null): Choice | null {
  if (isOwn(row) || authorOf(row) === null) return null;
  const emoji = emojiOf(row);
  const keycap = KEYCAP.exec(emoji)?.[1];
  const is = emoji.replace(SKIN_TONES, '');
  if (options === null) {
    if (is === '👍') return { to: 'allow-once', choice: null };
    return is === '👎' ? { to: 'deny', choice: null } : null;
  }
  if (keycap !== undefined) return ofOption(Number(keycap) - 1, options);
  if (options.length !== 2) return null;
  if (is === '👍') return ofOption(0, options);
  return is === '👎' ? ofOption(1, options) : null;
}

/** '' = it is none that says anything here. */
function emojiOf({ associatedType, versions }: WitnessedRow): string {
  if (associatedType === LIKE) return '👍';
  if (associatedType === DISLIKE) return '👎';
  if (associatedType !== EMOJI) return '';
  return /^Reacted (\S+) to /.exec(versions[0]!.text)?.[1] ?? '';
}

/** The GUID of what a tapback is put on, in upper case; null = it is none. */
export function tappedOn({ target }: WitnessedRow): string | null {
  return target?.replace(/^(?:p:\d+\/|bp:)/, '').toUpperCase() ?? null;
}

/** What `/approve` says, the name of the request in capitals; null = nothing that names one and decides it. */
export function approveIn({
  text,
}: Pick<RowVersion, 'text'>): { readonly approvalId: string; readonly to: string } | null {
  const [name = '', ...words] = spokenWords(text).split(/\s+/);
  if (!/^\/approve:?$/i.test(name) || words.length !== 2) return null;
  const said = words.map((word) => WORDS[word.toLowerCase()]);
  const at = said.findIndex((one) => one !== undefined);
  return at < 0 ? null : { approvalId: words[1 - at]!.toUpperCase(), to: said[at]! };
}

/** Whether somebody says in words that this request is decided so, in one of the forms that the row had. */
export function approves({ versions }: WitnessedRow, approvalId: string, to: string): boolean {
  return versions.some((version) => {
    const command = version.isFromMe ? null : approveIn(version);
    return command?.to === to && namesRequest(command.approvalId, approvalId);
  });
}

/** By its whole name or, of what a tool wants to do, by its code alone (APR-16). */
export function namesRequest(written: string, approvalId: string): boolean {
  return [approvalId, approvalId.replace(/^plugin:/i, '')].some((name) => name.toUpperCase() === written);
}

/** Whether it may be this answer. */
export function answers({ versions }: WitnessedRow, options: readonly string[], choice: number): boolean {
  return versions.some(({ text, isFromMe }) => {
    if (isFromMe) return false;
    const said = folded(text);
    const number = NUMBER.exec(said)?.[1] ?? KEYCAP.exec(said)?.[1];
    return folded(options[choice] ?? '') === said || Number(number) === choice + 1;
  });
}

const folded = (text: string) => spokenWords(text).replace(/\s+/g, ' ').toLowerCase();

function ofOption(index: number, options: readonly string[]): Choice | null {
  return index < options.length ? { to: 'answered', choice: index } : null;
}
