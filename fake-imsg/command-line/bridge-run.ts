import { askHelper, type HelperRequest } from '../messages-app/helper/ask-helper.ts';
import { escapedJson } from '../wire/json.ts';
import { type CommandContext, livingMac } from './command.ts';
import { failureText } from './failure.ts';
import { Printed } from './usage-error.ts';

export type HelperData = Readonly<Record<string, unknown>>;

/**
 * Has the helper do something and prints what it answered (wire-1.4): its own data with `--json`,
 * else one line. Its failures are printed in the form asked for, unlike all others.
 *
 * @param complete What is known beyond the answer.
 */
export async function runBridge(
  context: CommandContext,
  request: HelperRequest,
  summary: (data: HelperData) => string,
  complete: (data: HelperData) => HelperData | Promise<HelperData> = (data) => data,
): Promise<void> {
  const { device, clock, stepAgenda } = livingMac(context);
  const mac = { device, clock, stepAgenda, bridge: context.build.bridge };
  // Commands start Messages.app where it does not run, in every build.
  const answer = askHelper(mac, { ...request, launches: true });
  const data = await answer.then(complete).catch((error) => {
    throw printFailure(context, error);
  });
  printData(context, data, summary(data));
}

/** Prints what the helper answered, in the form asked for. */
export function printData({ options, print }: CommandContext, data: HelperData, summary: string): void {
  print(options.flag('json') ? escapedJson(data) : summary);
}

/** Prints a failure in the form asked for, and returns what ends the command. */
export function printFailure({ build, options, print }: CommandContext, error: unknown): Printed {
  const text = failureText(error, build);
  print(options.flag('json') ? escapedJson({ success: false, error: text }) : `error: ${text}`);
  return new Printed();
}
