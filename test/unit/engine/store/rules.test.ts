import { expect, it } from 'vitest';
import { leadsToSend } from '../../../../engine/store/rules.ts';
import type { Command, Commands } from '../../../../engine/store/store.ts';
import { id } from '../../../support/messages/ids.ts';
import { part } from '../../../support/stores/inputs.ts';

const answer = (...parts: Commands['answer']['in']['parts']): Command => ({
  name: 'answer',
  input: { turnId: id.turn('t'), parts, atMs: 1 },
});

it.each<[boolean, string, Command]>([
  [
    true,
    'a part that is begun',
    { name: 'startPart', input: { partId: id.part('p'), maxRowid: 1, atMs: 1 } },
  ],
  [
    true,
    'an answer whose first part takes the wire',
    answer(part('p', { state: 'sending', sendingAtMs: 1 })),
  ],
  [false, 'an answer that waits', answer(part('p'))],
  [false, 'an answer of nothing', answer()],
  [false, 'a turn that is begun', { name: 'startTurn', input: { turnId: id.turn('t') } }],
])('%s: %s', (expected, _what, command) => {
  expect(leadsToSend(command)).toBe(expected);
});
