import { Command } from 'commander';
import type { WorldEvent } from '../device/device.ts';
import { worldEvents } from '../world/events.ts';
import { durationMs } from './duration.ts';
import { readFields } from './fields.ts';
import { happen } from './happen.ts';
import type { Macs } from './macs.ts';
import { type MacOutput, UsageError } from './output.ts';

interface EventOptions {
  readonly in?: string;
  readonly wait: boolean;
  readonly json?: true;
}

const FIELDS = "the event's fields: --from +15550001111 --chat Team --for 3s; see fake-imsg/README.md";

function eventCommand(name: string, output: MacOutput): Command {
  return new Command(name)
    .argument('<DIR>', 'the folder of the Mac')
    .option('--in <TIME>', 'let it happen only then: 3s, 2m')
    .option('--no-wait', 'do not wait until all its rows are there')
    .option('--json', 'print what came of it as JSON')
    .allowUnknownOption()
    .configureOutput({ writeOut: output.out, writeErr: output.err });
}

async function letHappen(
  output: MacOutput,
  macs: Macs,
  dir: string,
  events: readonly WorldEvent[],
  options: EventOptions,
) {
  const inMs = options.in === undefined ? 0 : durationMs(options.in);
  await macs.open(dir, async (device) => {
    for (const event of events) {
      const happened = await happen(device, event, { inMs, waits: options.wait });
      const { eventId, rows, changes, lastDueMs } = happened;
      output.out(
        options.json ? JSON.stringify(happened) : [eventId, ...rows.map(({ guid }) => guid)].join('\t'),
      );
      // A slip in what it says is the likeliest reason; others are what Apple does not allow.
      if (changes === 0 && lastDueMs === null) noteNothing(event, output);
    }
  });
}

/** Of an event that names a message. */
function noteNothing({ kind, saying, message }: WorldEvent, output: MacOutput): void {
  const named =
    saying === undefined ? message && `with the GUID ${message}` : `that says ${JSON.stringify(saying)}`;
  if (named)
    output.err(
      `fake-mac: ${kind} has changed nothing: it found no message ${named}, or it is not possible there.`,
    );
}

/** `fake-mac event DIR KIND …`: anything that can happen. Or as JSON on stdin, one event a line. */
export const anyEventCommand = (output: MacOutput, macs: Macs) =>
  eventCommand('event', output)
    .description('let anything happen: event DIR KIND --FIELD VALUE …, or JSON on stdin')
    .argument('[KIND]', `one of ${Object.keys(worldEvents).join(', ')}; without it, JSON from stdin`)
    .argument('[FIELDS...]', FIELDS)
    .action(async (dir: string, kind: string | undefined, words: string[], options: EventOptions) => {
      const events = kind === undefined ? ((await output.stdin?.()) ?? '') : '';
      if (kind !== undefined)
        return letHappen(output, macs, dir, [{ ...readFields(kind, words), kind }], options);
      return letHappen(output, macs, dir, eventsOf(events), options);
    });

/** `fake-mac KIND DIR …` for every kind that has no command of its own. */
export const eventCommands = (output: MacOutput, macs: Macs, taken: readonly string[]): Command[] =>
  Object.keys(worldEvents)
    .filter((kind) => !taken.includes(kind))
    .map((kind) =>
      eventCommand(kind, output)
        .description(`let the event "${kind}" happen`)
        .argument('[FIELDS...]', FIELDS)
        .action((dir: string, words: string[], options: EventOptions) =>
          letHappen(output, macs, dir, [{ ...readFields(kind, words), kind }], options),
        ),
    );

function eventsOf(text: string): WorldEvent[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const event = parsed(line);
    if (typeof event === 'object' && event !== null && 'kind' in event) return event as WorldEvent;
    throw new UsageError(`no event: ${line}; write one JSON object a line, such as {"kind":"text",…}`);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
