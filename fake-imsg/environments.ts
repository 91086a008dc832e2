import type { Facts } from './device/device.ts';

/** A kind of Mac: what it permits, and what is particular about it. */
export interface Environment {
  readonly about: string;
  readonly facts: Facts;
}

/** A Mac as most are: permissions granted, System Integrity Protection on, no bridge. */
export const basic: Facts = {
  fullDiskAccess: true,
  automation: true,
  sip: 'enabled',
  libraryValidation: false,
  helper: true,
  lock: false,
  bridge: 'gone',
  messagesRun: 1,
  missingSelectors: [],
  signedIn: true,
  contacts: false,
};

const sipOff: Facts = { ...basic, sip: 'disabled' };

/** SIP off and the helper at work inside Messages.app: everything that imsg can do works. */
export const bridge: Facts = { ...sipOff, lock: true, bridge: 'answers' };

const WITHOUT_EDITING: readonly string[] = [
  'editMessageItemTranslation',
  'editMessageItem',
  'editMessage',
  'retractMessagePart',
  'notifyAnyways',
];

/** Every environment by its name, in the order in which they are listed. */
export const ENVIRONMENTS = {
  basic: { about: 'permissions granted, SIP on, no bridge', facts: basic },
  bridge: { about: 'the bridge is launched and healthy', facts: bridge },
  partial: {
    about: 'the bridge, on a macOS that can neither edit nor unsend nor notify anyway',
    facts: { ...bridge, missingSelectors: WITHOUT_EDITING },
  },
  dropped: {
    about: 'Messages crashed after a launch: the ready lock is there and nobody answers',
    facts: { ...bridge, bridge: 'gone' },
  },
  hung: { about: 'the helper takes every request and answers none', facts: { ...bridge, bridge: 'hangs' } },
  'sip-off': { about: 'SIP is off and the helper is there, but nobody ran `imsg launch` yet', facts: sipOff },
  'library-validation': {
    about: 'SIP is off, but macOS kills a Messages with the helper inside: a launch times out',
    facts: { ...sipOff, libraryValidation: true },
  },
  'sip-unknown': {
    about: '`csrutil` gives no answer, so nothing is launched',
    facts: { ...basic, sip: 'unknown' },
  },
  'no-helper': { about: 'SIP is off, but the helper was never built', facts: { ...sipOff, helper: false } },
  'no-fda': {
    about: 'no Full Disk Access: chat.db cannot be opened',
    facts: { ...basic, fullDiskAccess: false },
  },
  'no-automation': {
    about: 'control of Messages was refused: AppleScript ends with -1743',
    facts: { ...basic, automation: false },
  },
  'not-signed-in': {
    about: 'Messages has no account, so AppleScript ends with -1728',
    facts: { ...basic, signedIn: false },
  },
} as const satisfies Readonly<Record<string, Environment>>;

export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(ENVIRONMENTS);

/** The environment asked for does not exist. */
export class UnknownEnvironment extends Error {
  override readonly name = 'UnknownEnvironment';
}

/** The facts of a named environment. Default: `basic`. Throws `UnknownEnvironment`. */
export function environmentFacts(name: string | undefined): Facts {
  const wanted = name || 'basic';
  const table: Readonly<Record<string, Environment>> = ENVIRONMENTS;
  const environment = Object.hasOwn(table, wanted) ? table[wanted] : undefined;
  if (environment) return environment.facts;
  throw new UnknownEnvironment(`no environment ${wanted}; there are: ${ENVIRONMENT_NAMES.join(', ')}`);
}
