import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';
import { noAutomation } from './no-automation.ts';
import { noFda } from './no-fda.ts';

const ENVIRONMENTS: Readonly<Record<string, Facts>> = {
  basic,
  'no-fda': noFda,
  'no-automation': noAutomation,
};

export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(ENVIRONMENTS);

/** The environment asked for does not exist. */
export class UnknownEnvironment extends Error {
  override readonly name = 'UnknownEnvironment';
}

/** The facts of a named environment. Default: `basic`. Throws `UnknownEnvironment`. */
export function environmentFacts(name: string | undefined): Facts {
  const wanted = name || 'basic';
  const facts = Object.hasOwn(ENVIRONMENTS, wanted) ? ENVIRONMENTS[wanted] : undefined;
  if (facts) return facts;
  throw new UnknownEnvironment(`no environment ${wanted}; there are: ${ENVIRONMENT_NAMES.join(', ')}`);
}
