import type { Dice } from './dice.ts';

/** Two rows, either first and the own one without words now and then, or one. */
export function rowsOfNote(dice: Dice): object {
  if (dice.chance(0.4)) return { rows: 1 };
  return { rows: 2, first: dice.pick(['sent', 'received']), ...(dice.chance(0.2) && { bare: true }) };
}
