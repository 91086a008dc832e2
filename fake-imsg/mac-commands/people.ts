import { Command } from 'commander';
import { withBulkWriter } from '../chat-db/bulk/upkeep.ts';
import type { Device } from '../device/device.ts';
import { writeTraffic } from '../world/traffic/traffic.ts';
import { type InventedPeople, inventPeople } from './invented-people.ts';
import type { Macs } from './macs.ts';
import { type MacOutput, UsageError } from './output.ts';

interface PeopleOptions {
  readonly count: string;
  readonly rows: string;
  readonly seed: string;
  readonly json?: true;
}

const COUNT_MAX = 9000;
const ROWS_MAX = 5_000_000;
const YEAR_MS = 365 * 86_400_000;

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`--${name} "${text}": give a whole number from ${least} to ${most}.`);
}

/** Who they are and what they say. The names are invented only when they are asked for: it takes a while. */
async function invent(count: number, seed: string): Promise<InventedPeople> {
  const { faker } = await import('@faker-js/faker/locale/en').catch((cause: unknown) => {
    throw new Error('Names are made up by @faker-js/faker, which is not installed: npm install', { cause });
  });
  faker.seed([...Buffer.from(seed)]);
  return inventPeople(faker, count);
}

/** What a year of messages among these people leaves, up to this moment. */
function fill(
  macs: Macs,
  dir: string,
  device: Device,
  made: InventedPeople,
  { rows, seed }: { rows: number; seed: string },
): void {
  const newestMs = device.clock.wallMs();
  withBulkWriter(device, (writer) =>
    writeTraffic(writer, {
      seed,
      rows,
      handles: made.contacts.map(({ handles }) => handles[0]!),
      phrases: made.phrases,
      groups: made.groups,
      owner: device.owner,
      oldestMs: newestMs - YEAR_MS,
      newestMs,
      writeAttachment: (path, bytes) => macs.writeAttachment(dir, path, bytes),
    }),
  );
}

/** `fake-mac people DIR`: people in Contacts, and a year of what they and the owner wrote each other. */
export const peopleCommand = (output: MacOutput, macs: Macs) =>
  new Command('people')
    .description('fill the Mac with people in Contacts and a year of messages of every kind')
    .argument('<DIR>', 'the folder of the Mac')
    .option('--count <N>', `how many people, up to ${COUNT_MAX}`, '50')
    .option('--rows <N>', 'how many messages', '1000')
    .option('--seed <TEXT>', 'the same seed makes the same people and messages', 'people')
    .option('--json', 'print what was made as JSON')
    .action((dir: string, options: PeopleOptions) =>
      macs.open(dir, async (device) => {
        const count = wholeNumber('count', options.count, 1, COUNT_MAX);
        const rows = wholeNumber('rows', options.rows, 0, ROWS_MAX);
        const { seed } = options;
        const made = await invent(count, seed);
        device.schedule({ kind: 'contacts', people: made.contacts }, { eventId: `people ${seed} ${count}` });
        device.step();
        if (rows > 0) fill(macs, dir, device, made, { rows, seed });
        const summary = { people: count, groups: made.groups.length, rows };
        output.out(
          options.json ? JSON.stringify(summary) : `${count} people, ${summary.groups} groups, ${rows} rows`,
        );
      }),
    );
