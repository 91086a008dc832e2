// Whom Messages itself puts aside.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** In few worlds Messages knows somebody as unknown, as junk or otherwise, and takes some messages for spam. */
export function createHidden(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.1)) return {};
  const names = Object.keys(cast.people);
  const answersNobody = dice.chance(0.6);
  const share = dice.pick([0, 0.05, 0.15]);
  let said = 0;
  return {
    with: (config) => (answersNobody ? withChannelKeys(config, { answerFiltered: false }) : config),
    first: dice.some(names, 0.6).flatMap((name): DrawnStep[] => {
      const columns = { is_filtered: dice.pick([1, 2, 2, 3, 4]) };
      return cast.people[name]!.map((handle) => ({
        mac: { chatRow: { guid: `any;-;${handle}`, with: [handle], columns } },
      }));
    }),
    next() {
      if (!dice.chance(share)) return [];
      said += 1;
      const from = dice.pick(names);
      return [{ mac: { row: { from, text: `You have won ${said}`, columns: { is_spam: 1 } } } }];
    },
  };
}
