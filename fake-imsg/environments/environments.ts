import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';
import { bridge } from './bridge.ts';
import { dropped } from './dropped.ts';
import { hung } from './hung.ts';
import { libraryValidation } from './library-validation.ts';
import { noAutomation } from './no-automation.ts';
import { noFda } from './no-fda.ts';
import { noHelper } from './no-helper.ts';
import { notSignedIn } from './not-signed-in.ts';
import { partial } from './partial.ts';
import { sipOff } from './sip-off.ts';
import { sipUnknown } from './sip-unknown.ts';

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
