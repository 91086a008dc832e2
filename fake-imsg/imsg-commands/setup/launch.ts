import { type Command, type CommandContext, livingMac } from '../../command-line/command.ts';
import { flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { typingFailed } from '../../command-line/usage-error.ts';
import {
  HELPER_PATH,
  HELPER_SEARCH_PATHS,
  killMessages,
  LaunchFailed,
  launchMessages,
  SIP_UNKNOWN_DETAILS,
} from '../../messages-app/launcher/launcher.ts';

/** `imsg launch`: Messages.app anew with the helper inside, or only its end (wire-1.5). */
export const launchCommand: Command = {
  name: 'launch',
  since: '0.6.0',
  about: 'Launch Messages.app with dylib injection',
  discussion:
    'Ends Messages.app and starts it again with the helper of the bridge inside. Needs SIP to be disabled.',
  options: [
    option('dylib', 'Custom path to imsg-bridge-helper.dylib'),
    flag('kill-only', "Only kill Messages.app, don't relaunch"),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg launch',
    'imsg launch --kill-only',
    'imsg launch --dylib /path/to/dylib',
    'imsg launch --json',
  ],
  async run(context) {
    const mac = { ...livingMac(context), bridge: context.build.bridge };
    if (!context.options.flag('kill-only')) {
      refuseUnlessSafe(context);
      return launch(context, helperPath(context), () => launchMessages(mac));
    }
    const say = teller(context);
    say.person('Killing Messages.app...');
    await killMessages(mac);
    const message = 'Messages.app terminated';
    say.result({ status: 'killed', message }, message);
  },
};

/** Prints for people or for programs, as was asked. */
function teller({ options, print }: CommandContext) {
  const isJson = options.flag('json');
  return {
    person(line: string) {
      if (!isJson) print(line);
    },
    result: (record: object, line: string) => print(isJson ? JSON.stringify(record) : line),
  };
}

function refuseUnlessSafe(context: CommandContext): void {
  const { sip } = context.facts();
  if (sip === 'disabled') return;
  const message =
    sip === 'enabled'
      ? 'SIP is enabled. Refusing to inject into Messages.app. ' +
        'Disable SIP in Recovery mode (`csrutil disable`) before running `imsg launch`.'
      : 'Unable to determine SIP status. Refusing to inject into Messages.app. ' +
        `Details: ${SIP_UNKNOWN_DETAILS}`;
  const error = sip === 'enabled' ? 'sip_enabled' : 'sip_unknown';
  teller(context).result({ status: 'error', error, message }, message);
  throw typingFailed(message);
}

/** Where the helper lies: as the command line says, or where it is installed. */
function helperPath(context: CommandContext): string {
  const asked = context.options.text('dylib') ?? HELPER_PATH;
  if (context.facts().helper && asked.endsWith('.dylib')) return asked;
  const message = [
    'imsg-bridge-helper.dylib not found. Searched:',
    ...HELPER_SEARCH_PATHS.map((path) => `  - ${path}`),
    "Run 'make build-dylib' or specify --dylib <path>",
  ].join('\n');
  teller(context).result({ status: 'error', error: 'dylib_not_found', message }, message);
  throw typingFailed('dylib not found');
}

async function launch(context: CommandContext, dylib: string, start: () => Promise<void>): Promise<void> {
  const say = teller(context);
  say.person(`Using dylib: ${dylib}`);
  say.person('Launching Messages.app with injection...');
  try {
    await start();
  } catch (error) {
    if (error instanceof LaunchFailed) {
      const { message } = error;
      say.result({ status: 'error', dylib, error: message }, `Failed to launch: ${message}`);
    }
    throw error;
  }
  const message = 'Messages.app launched with dylib injection';
  say.result({ status: 'launched', dylib, message }, message);
}
