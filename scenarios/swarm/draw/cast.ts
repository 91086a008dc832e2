import type { Dice } from './dice.ts';

export interface Cast {
  readonly people: Readonly<Record<string, string>>;
  readonly chats: Readonly<Record<string, { readonly name?: string; readonly with: readonly string[] }>>;
}

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'] as const;

/** One to eight people, some with a mail address, and up to three groups of them. */
export function drawCast(dice: Dice): Cast {
  const names = NAMES.slice(0, dice.whole(1, dice.chance(0.8) ? 4 : NAMES.length));
  const people = Object.fromEntries(
    names.map((name, index) => [
      name,
      dice.chance(0.75) ? `+1555000${1111 * (index + 1)}` : `${name}@example.com`,
    ]),
  );
  const groups =
    names.length < 2
      ? 0
      : dice.weighted([
          [2, 0],
          [3, 1],
          [1, 2],
          [1, 3],
        ]);
  const chats = Object.fromEntries(
    Array.from({ length: groups }, (_, index) => {
      const members = dice.some(names, 0.7);
      const name = dice.chance(0.7) ? { name: `Crew ${index + 1}` } : {};
      return [`crew${index + 1}`, { ...name, with: members.length >= 2 ? members : names.slice(0, 2) }];
    }),
  );
  return { people, chats };
}
