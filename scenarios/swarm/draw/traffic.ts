// What people and the owner do.

import type { DrawnStep } from '../drawn.ts';
import type { Cast } from './cast.ts';
import { type Dice, durationText } from './dice.ts';

export interface Talk {
  /** One step in which somebody does something. */
  next(): DrawnStep;
}

const REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question', '🎉'];
const HOUR_MS = 3_600_000;

export function createTalk(dice: Dice, { people, chats }: Cast): Talk {
  const names = Object.keys(people);
  const groups = Object.keys(chats);
  let count = 0;
  let last = 'Hello';

  /** Every text is known by its number; now and then one is said again. */
  const text = () => {
    if (count > 0 && dice.chance(0.04)) return last;
    count += 1;
    last = dice.weighted([
      [8, `Message number ${count}`],
      [1, `trouble with number ${count}`],
      [1, `Zeile ${count}: Äpfel, 🍎 und mehr`],
      [0.5, `Line one of ${count}\nline two of ${count}`],
    ]);
    return last;
  };
  const number = () => {
    count += 1;
    return count;
  };
  const link = () => `https://example.com/${number()}`;
  const place = (name: string) => {
    const joined = groups.filter((group) => chats[group]!.with.includes(name));
    return joined.length > 0 && dice.chance(0.35) ? { in: dice.pick(joined) } : {};
  };
  const age = () => (dice.chance(0.08) ? { sentAgo: dice.duration(1_000, 5 * HOUR_MS) } : {});
  const burst = () =>
    dice.chance(0.08) ? { times: dice.whole(2, 12), every: dice.duration(1, 20_000) } : {};

  const says = (name: string): DrawnStep => {
    const form = dice.weighted<object>([
      [12, { sends: text() }],
      [
        3,
        {
          sends: `${text()} ${link()}`.replaceAll('\n', ' '),
          as: 'split',
          ...(dice.chance(0.3) && { previewAfter: dice.duration(100, 12_000) }),
        },
      ],
      [1, { sends: link(), as: 'link' }],
      [0.7, { sends: `See ${link()} ${link()}`, as: 'links' }],
      [0.7, { sends: text(), as: 'photo' }],
      [0.4, { sends: text(), as: 'voice' }],
      [0.4, { sends: `report-${count}.pdf`, as: 'file' }],
    ]);
    const again = burst();
    const numbered = 'times' in again && dice.chance(0.8) ? { sends: `Burst ${number()}: {n}` } : form;
    return { [name]: { ...numbered, ...place(name), ...age(), ...again } };
  };
  const changes = (name: string): DrawnStep => {
    const where = place(name);
    const chat = 'in' in where ? { chat: where.in } : {};
    return {
      mac: dice.weighted<object>([
        [
          4,
          {
            tapback: {
              from: name,
              reaction: dice.pick(REACTIONS),
              ...(dice.chance(0.2) && { remove: true }),
            },
          },
        ],
        [1, { tapback: { from: name, reaction: dice.pick(REACTIONS), as: 'text' } }],
        [2, { edit: { from: name, text: `${text()} (corrected)` } }],
        [1, { unsend: { from: name } }],
        [1, { messageDelete: { to: name } }],
        [1, { reply: { from: name, text: text() } }],
        [
          1,
          {
            effect: { from: name, effect: dice.pick(['impact', 'loud', 'confetti']), text: text(), ...chat },
          },
        ],
        [1, { typing: { from: name } }],
        [1, { photos: { from: name, count: dice.whole(2, 4), caption: text(), ...chat } }],
      ]),
    };
  };
  const owner = (name: string): DrawnStep =>
    dice.weighted<DrawnStep>([
      [4, { owner: { sends: text(), to: name } }],
      [1, { mac: { flip: { text: text(), to: name, flipMs: dice.duration(20, 3_000) } } }],
      [1, { mac: { selfText: { text: text(), rows: dice.whole(1, 2) } } }],
      [1, { mac: { readElsewhere: { from: name } } }],
    ]);
  const backlog = (): DrawnStep => {
    const messages = Array.from({ length: dice.whole(2, 30) }, () => ({
      from: dice.pick(names),
      text: text(),
      agoMs: durationText(Math.exp(dice.fraction() * Math.log(40 * HOUR_MS))),
    }));
    return { mac: { flush: { messages: messages.sort((one, other) => ageOf(other) - ageOf(one)) } } };
  };
  const groupLife = (): DrawnStep => {
    const group = dice.pick(groups);
    const by = dice.pick(chats[group]!.with);
    return {
      mac: dice.weighted<object>([
        [1, { groupRename: { chat: group, name: `Crew of ${number()}`, by } }],
        [1, { groupIcon: { chat: group, by } }],
        [1, { groupLeave: { chat: group, who: by } }],
      ]),
    };
  };

  return {
    next() {
      const name = dice.pick(names);
      return dice.weighted<() => DrawnStep>([
        [20, () => says(name)],
        [3, () => changes(name)],
        [2, () => owner(name)],
        [0.5, backlog],
        [groups.length > 0 ? 0.5 : 0, groupLife],
      ])();
    },
  };
}

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: HOUR_MS, d: 24 * HOUR_MS } as const;

function ageOf({ agoMs }: { readonly agoMs: string }): number {
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(agoMs)!;
  return Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
