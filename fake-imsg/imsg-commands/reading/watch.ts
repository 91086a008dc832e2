import type { Message } from '../../chat-db/read/messages.ts';
import { type Command, type CommandContext, DEAF, livingMac } from '../../command-line/command.ts';
import { parseDuration } from '../../command-line/duration.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import { createBridgeEventStream } from '../../watch/bridge-event-stream.ts';
import type { WatchBuffer } from '../../watch/buffer.ts';
import { isStill } from '../../watch/is-still.ts';
import { createWatchStream } from '../../watch/stream.ts';
import { escapedJson } from '../../wire/json.ts';
import { FILTER_OPTIONS, readFilter } from './message-filter.ts';
import { attachmentLines, messageJson, messageLine, previewsOf, tapbackLine } from './message-lines.ts';

const DEFAULT_DEBOUNCE = '250ms';
const STAY_ALIVE_MS = 3_600_000;

/** `imsg watch`: prints what arrives until its stream fails or somebody ends it (wire-1.2). */
export const watchCommand: Command = {
  name: 'watch',
  about: 'Stream incoming messages',
  options: [
    DB,
    option('chat-id', 'limit to chat rowid'),
    option('debounce', 'debounce interval for filesystem events (e.g. 250ms)'),
    option('since-rowid', 'start watching after this rowid'),
    ...FILTER_OPTIONS,
    flag('attachments', 'include attachment metadata'),
    flag('convert-attachments', 'convert CAF/GIF attachments to model-compatible cached files', {
      since: '0.6.0',
    }),
    flag('reactions', 'include reaction events (tapback add/remove) in the stream'),
    flag('bb-events', 'include dylib-pushed events (typing, alias-removed) when injection is active', {
      since: '0.7.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg watch --chat-id 1 --attachments --debounce 250ms',
    'imsg watch --chat-id 1 --participants +15550001111',
  ],
  run(context) {
    const { build, options } = context;
    const chatId = options.integer('chat-id', { min: 1 });
    const debounce = parseDuration(options.text('debounce') ?? DEFAULT_DEBOUNCE);
    if (debounce === null) throw invalidOption('debounce');
    const sinceRowid = options.integer('since-rowid');
    const filter = readFilter(options);
    const { device, clock, chatDb } = livingMac(context);
    const db = chatDb.hold();
    const stream = createWatchStream({
      request: {
        ...filter,
        chatId,
        sinceRowid: sinceRowid || db().rows.maxRowid(),
        // Its JSON names both whatever was asked for.
        attachments: true,
        reactions: true,
        tapbacks: options.flag('reactions'),
        debounceMs: Math.max(0, debounce * 1000),
        bufferLimit: Number.POSITIVE_INFINITY,
      },
      policy: build.watch,
      clock,
      db,
      previews: previewsOf(build),
      buffer: printer(context),
      files: device.files,
      onChange: device.onChange,
      isStill: () => isStill(device),
      onRoom: () => () => {},
    });
    context.atEnd(stream.stop);
    if (options.flag('bb-events')) followBridge(context, device);
    stayAlive(clock);
    stream.begin();
    return DEAF;
  },
};

/** A process in which nothing is to happen would end; not every build looks again by itself. */
function stayAlive(clock: Clock): void {
  clock.after(STAY_ALIVE_MS, () => stayAlive(clock));
}

/** What the helper sees beside messages; a log that ends does not end the command. */
function followBridge({ options, print, atEnd }: CommandContext, device: Device): void {
  const events = createBridgeEventStream(device, {
    push({ event, data, ts }) {
      const json = options.flag('json');
      print(json ? escapedJson({ kind: 'bridge-event', event, data, ts }) : `${ts} [bridge] ${event}`);
      return true;
    },
    fail() {},
    isEmpty: () => true,
    stop() {},
  });
  atEnd(events.stop);
  events.begin();
}

function printer({ build, options, print, exit }: CommandContext): WatchBuffer {
  const json = messageJson(build);
  const lines = (message: Message) => {
    if (options.flag('json')) return [json(message)];
    if (message.reaction_emoji) return [tapbackLine(message)];
    return [messageLine(message), ...attachmentLines(message, options.flag('attachments'))];
  };
  return {
    push(message) {
      for (const line of lines(message)) print(line);
      return true;
    },
    fail(detail) {
      print(detail);
      exit(1);
    },
    isEmpty: () => true,
    stop() {},
  };
}
