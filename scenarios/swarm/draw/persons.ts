// Which addresses are one person.

import type { Addition, World } from './addition.ts';
import type { Dice } from './dice.ts';

/** In few worlds the file says who has several addresses; now and then of two people that they are one. */
export function createPersons(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.1)) return {};
  const everybody = Object.entries(cast.people);
  const several = everybody.filter(([, handles]) => handles.length > 1);
  const [one, other] = dice.some(everybody, 0.5);
  const pair = one && other && (several.length === 0 || dice.chance(0.5));
  const people = {
    ...Object.fromEntries(several.filter(([name]) => !(pair && (name === one[0] || name === other[0])))),
    ...(pair && { both: [...one[1], ...other[1]] }),
  };
  if (Object.keys(people).length === 0) return {};
  const isLinked = dice.chance(0.3);
  return {
    with({ session = {}, ...config }) {
      if (!isLinked) return { ...config, session, people };
      return { ...config, session: { ...(session as object), identityLinks: people } };
    },
  };
}
