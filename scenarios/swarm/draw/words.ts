import type { Dice } from './dice.ts';

/** What is said: every text is known by its number; now and then one is said again. */
export interface Words {
  number(): number;
  text(): string;
  link(): string;
}

/** What other programs take for the end of a line. */
const SEPARATORS = ['\u2028', '\u2029', '\u0085', '\r'] as const;

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
      // People say back what the agent said; it may still be on its way.
      if (count > 0 && dice.chance(0.03)) return `You said: ${last}`;
      const n = number();
      last = dice.weighted([
        [8, `Message number ${n}`],
        [0.7, `trouble with number ${n}`],
        [0.3, 'trouble'],
        [1, `Zeile ${n}: Äpfel, 🍎 und mehr`],
        [0.5, `Line one of ${n}\nline two of ${n}`],
        [0.5, `Parted${dice.pick(SEPARATORS)}number ${n}`],
      ]);
      return last;
    },
    link: () => `https://example.com/${number()}`,
  };
}
