// Numbers that come without their country.

import type { Drawn, DrawnStep } from '../drawn.ts';
import { withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** As `drawCast` numbers people: one digit four times. */
const NUMBER = /^\+1555000((\d)\2{3})$/;

/**
 * In few worlds Messages knows some people by numbers as they are dialled there, and the file says in most of these which
 * country that is. Lists name them as they are, or in full.
 */
export function withRegion(dice: Dice, drawn: Drawn): Drawn {
  if (!dice.chance(0.04)) return drawn;
  const isSet = dice.chance(0.8);
  const numbers = Object.values(drawn.people).flatMap((handles) =>
    typeof handles === 'string' ? handles : [],
  );
  const national = dice.some(
    numbers.filter((handle) => NUMBER.test(handle)),
    0.7,
  );
  const words = national.reduce((text, number) => spelledAnew(text, number), JSON.stringify(drawn));
  const world = JSON.parse(words) as Drawn;
  const people = Object.entries(drawn.people).map(([name, handles]) => {
    const isNational = typeof handles === 'string' && national.includes(handles);
    return [name, isNational ? [digitsOf(handles), `+1${digitsOf(handles)}`] : handles] as const;
  });
  const named = { ...world, people: Object.fromEntries(people) };
  if (!isSet) return named;
  return { ...named, config: inAmerica(world.config), steps: world.steps.map(startedInAmerica) };
}

const inAmerica = (config: Drawn['config'] = {}) => withChannelKeys(config, { region: 'US' });

/** The gateway may be started with another configuration, or find one in its file. */
function startedInAmerica(step: DrawnStep): DrawnStep {
  const { start } = (step.gateway ?? {}) as { readonly start?: { readonly config?: Drawn['config'] } };
  const { holds } = (step.configFile ?? {}) as { readonly holds?: Drawn['config'] };
  if (holds) return { ...step, configFile: { holds: inAmerica(holds) } };
  if (!start?.config) return step;
  return { ...step, gateway: { start: { ...start, config: inAmerica(start.config) } } };
}

/** A number that somebody could have, as no area is 555. */
function digitsOf(number: string): string {
  const [, last] = NUMBER.exec(number)!;
  return `20255501${last!.slice(2)}`;
}

function spelledAnew(text: string, number: string): string {
  const [digits, last] = [digitsOf(number), NUMBER.exec(number)![1]!];
  return text
    .replaceAll(`tel:${number}`, `tel:+1${digits}`)
    .replaceAll(`+1 (555) 000-${last}`, `+1 (202) 555-${digits.slice(6)}`)
    .replaceAll(number, digits);
}
