// Every kind of expectation. A kind is one file in expectations/ and one line here.

import type { ExpectationWord, Expected } from './expectation-word.ts';
import { actions } from './expectations/actions.ts';
import { approvals } from './expectations/approvals.ts';
import { context } from './expectations/context.ts';
import { cursor } from './expectations/cursor.ts';
import { decisions } from './expectations/decisions.ts';
import { effects } from './expectations/effects.ts';
import { events } from './expectations/events.ts';
import { fates } from './expectations/fates.ts';
import { history } from './expectations/history.ts';
import { log } from './expectations/log.ts';
import { pairing } from './expectations/pairing.ts';
import { parts } from './expectations/parts.ts';
import { prompt } from './expectations/prompt.ts';
import { replies } from './expectations/replies.ts';
import { rows } from './expectations/rows.ts';
import { subscribed } from './expectations/subscribed.ts';
import { turns } from './expectations/turns.ts';

export const EXPECTATION_WORDS: readonly ExpectationWord[] = [
  turns,
  prompt,
  history,
  context,
  replies,
  events,
  effects,
  parts,
  actions,
  approvals,
  decisions,
  rows,
  fates,
  log,
  subscribed,
  cursor,
  pairing,
];

/** The kinds that something is expected of, each with its value. */
export function expectedKinds(expected: Expected): [word: ExpectationWord, value: unknown][] {
  return EXPECTATION_WORDS.filter(({ name }) => expected[name] !== undefined).map((word) => [
    word,
    expected[word.name],
  ]);
}
