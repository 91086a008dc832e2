import { createSystemIds } from '../../engine/ports/ids.ts';

const SEED_BYTES = 4;

/** What everything is drawn from where nobody gives a seed. */
export function newSeed(): string {
  return Buffer.from(createSystemIds().bytes(SEED_BYTES, 'swarm seed')).toString('hex');
}

/** The line that does the same again, with the options that have a value. */
export function swarmLine(options: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return ['imgate-lab swarm', ...given.map(([name, value]) => `--${name} ${value}`)].join(' ');
}
