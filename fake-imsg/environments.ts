import type { Facts } from './device/device.ts';
import { basic } from './environments/basic.ts';
import { bridge } from './environments/bridge.ts';
import { dropped } from './environments/dropped.ts';
import { hung } from './environments/hung.ts';
import { libraryValidation } from './environments/library-validation.ts';
import { noAutomation } from './environments/no-automation.ts';
import { noFda } from './environments/no-fda.ts';
import { noHelper } from './environments/no-helper.ts';
import { notSignedIn } from './environments/not-signed-in.ts';
import { partial } from './environments/partial.ts';
import { sipOff } from './environments/sip-off.ts';
import { sipUnknown } from './environments/sip-unknown.ts';

const ENVIRONMENTS: Readonly<Record<string, Facts>> = {
  basic,
  bridge,
  partial,
  dropped,
  hung,
  'sip-off': sipOff,
  'library-validation': libraryValidation,
  'sip-unknown': sipUnknown,
  'no-helper': noHelper,
  'no-fda': noFda,
  'no-automation': noAutomation,
  'not-signed-in': notSignedIn,
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
