import { badDates } from './bad-dates.ts';
import { banner } from './banner.ts';
import { exitAt } from './exit-at.ts';
import type { ProcessFault } from './fault.ts';
import { stallAfter } from './stall-after.ts';

/** The text that names faults cannot be understood. */
export class BadFault extends Error {
  override readonly name = 'BadFault';
}

const KINDS: Readonly<Record<string, (value: string) => ProcessFault>> = {
  'bad-dates': badDates,
  banner,
  'exit-at': (value) => exitAt(countOf('exit-at', value)),
  'stall-after': (value) => stallAfter(countOf('stall-after', value)),
};

/**
 * The faults named in FAKE_IMSG_FAULTS, as `name=value` separated by `;`. Throws `BadFault`.
 * Known: `bad-dates=TEXT`, `banner=TEXT`, `exit-at=N`, `stall-after=N`.
 */
export function parseFaults(text: string | undefined): ProcessFault[] {
  return (text ?? '')
    .split(';')
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [name = '', ...value] = one.split('=');
      const make = Object.hasOwn(KINDS, name.trim()) ? KINDS[name.trim()] : undefined;
      if (make) return make(value.join('='));
      throw new BadFault(`FAKE_IMSG_FAULTS: no fault "${name}"; there are: ${Object.keys(KINDS).join(', ')}`);
    });
}

function countOf(name: string, value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new BadFault(`FAKE_IMSG_FAULTS: ${name} takes a count from 1 on, not "${value}"`);
}
