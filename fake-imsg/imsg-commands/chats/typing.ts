import { chatName } from '../../command-line/chat-name.ts';
import { readChatTarget } from '../../command-line/chat-target.ts';
import { type Command, type CommandContext, currentChatDb, livingMac } from '../../command-line/command.ts';
import { parseDuration } from '../../command-line/duration.ts';
import type { Options } from '../../command-line/options.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatTargetOptions } from '../../command-line/target-options.ts';
import { invalidOption, invalidService, typingFailed } from '../../command-line/usage-error.ts';
import { showTyping } from '../../methods/show-typing.ts';
import { unseenName } from '../../methods/typing.ts';
import { Outcome } from '../../program/outcomes.ts';

/** `imsg typing` (wire-1.3). */
export const typingCommand: Command = {
  name: 'typing',
  since: '0.5.0',
  about: 'Send typing indicator to a chat',
  discussion: 'Works through the bridge that `imsg launch` starts.',
  options: [
    DB,
    ...chatTargetOptions(false),
    option('duration', 'how long to show typing (e.g. 5s, 3000ms); omit for start-only'),
    option('stop', 'stop typing indicator instead of starting'),
    option('service', 'service to use: imessage|sms|auto'),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg typing --to +15550001111',
    'imsg typing --to +15550001111 --duration 5s',
    'imsg typing --to +15550001111 --stop true',
  ],
  async run(context) {
    const { options, print } = context;
    const stops = stopOption(options);
    const name = typingName(context);
    const show = shower(context, name);
    const tell = (record: object, line: string) =>
      print(options.flag('json') ? JSON.stringify(record) : line);
    const duration = options.text('duration') ?? '';
    if (stops) {
      await show.typing(false);
      tell({ status: 'stopped' }, 'typing indicator stopped');
    } else if (duration === '') {
      await show.typing(true);
      tell({ status: 'started' }, 'typing indicator started');
    } else {
      const seconds = secondsOf(duration);
      await show.typing(true);
      await show.pause(seconds * 1000);
      await show.typing(false);
      const shown = Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
      tell({ status: 'completed', duration_s: shown }, `typing indicator shown for ${duration}`);
    }
  },
};

function stopOption(options: Options): boolean {
  const stop = options.text('stop') ?? 'false';
  if (stop !== 'true' && stop !== 'false') throw invalidOption('stop');
  return stop === 'true';
}

function secondsOf(duration: string): number {
  const seconds = parseDuration(duration);
  if (seconds !== null && seconds > 0) return seconds;
  throw typingFailed(`Invalid duration: ${duration}. Use e.g. 5s, 3000ms, 1m, or 1h`);
}

/** An address is not looked up: its name is what it would have been before macOS 26. */
function typingName(context: CommandContext): string {
  const { options } = context;
  const target = readChatTarget(options);
  const name = chatName(target, () => currentChatDb(context));
  if (name !== null) return name;
  const service = options.text('service') ?? 'imessage';
  if (!['imessage', 'sms', 'auto'].includes(service.toLowerCase())) throw invalidService(service);
  return unseenName(target.to, service.toLowerCase());
}

const FAILED = 'Typing indicator failed: ';

function shower(context: CommandContext, name: string) {
  const { device, clock, stepAgenda } = livingMac(context);
  const mac = { device, clock, stepAgenda, bridge: context.build.bridge };
  return {
    typing: (isTyping: boolean) =>
      showTyping(mac, name, isTyping).catch((error) => {
        const detail = error instanceof Outcome && error.what.kind === 'internal' ? error.what.detail : '';
        throw detail.startsWith(FAILED) ? typingFailed(detail.slice(FAILED.length)) : error;
      }),
    pause: (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve)),
  };
}
