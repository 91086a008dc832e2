import type { Dice } from './dice.ts';

/** What is said: every text is known by its number; now and then one is said again. */
export interface Words {
  number(): number;
  text(): string;
  link(): string;
}

export function createWords(dice: Dice): Words {
  let count = 0;
  let last = 'Hello';
  const number = () => {
    count += 1;
    return count;
  };
  return {
    number,
    text() {
      if (count > 0 && dice.chance(0.04)) return last;
      const n = number();
      last = dice.weighted([
        [8, `Message number ${n}`],
        [1, `trouble with number ${n}`],
        [1, `Zeile ${n}: Äpfel, 🍎 und mehr`],
        [0.5, `Line one of ${n}\nline two of ${n}`],
      ]);
      return last;
    },
    link: () => `https://example.com/${number()}`,
  };
}
