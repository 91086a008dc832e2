import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChatDb } from '../../../../../fake-imsg/chat-db/schema/schema.ts';
import { openFileDevice } from '../../../../../fake-imsg/process/files/file-device.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { countingIds, createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../../support/processes/node-script.ts';

const ALICE = '+15550001111';

function search(device: TestMac['device'], args: string[], build = 'current') {
  const { lines, exitCode } = startTestImsg(device, {
    argv: ['search', ...args],
    env: { FAKE_IMSG_BUILD: build },
  });
  return { code: exitCode(), lines: [...lines] };
}

const texts = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).text as string);

/** A file whose rows are: [text column, body or null, tapback number]. */
function deviceWith(rows: readonly (readonly [string | null, string | null, number])[]) {
  const path = join(temporaryFolder(), 'chat.db');
  const db = new Database(path);
  createChatDb(db);
  const insert = db.prepare(`INSERT INTO message (guid, text, attributedBody, associated_message_type, date)
    VALUES (?, ?, ?, ?, ?)`);
  for (const [index, [text, body, kind]] of rows.entries()) {
    const bytes =
      body === null
        ? null
        : Buffer.concat([
            Buffer.from([0x01, 0x2b, Buffer.byteLength(body)]),
            Buffer.from(body),
            Buffer.from([0x86, 0x84]),
          ]);
    insert.run(`G-${index}`, text, bytes, kind, index * 1_000_000_000);
  }
  db.close();
  const device = openFileDevice(path, { clock: createManualClock(Date.UTC(2026, 0, 5)), ids: countingIds() });
  onTestFinished(() => device.close());
  return device;
}

describe('what is found', () => {
  const device = () =>
    deviceWith([
      ['Lunch at noon', null, 0],
      [null, 'late lunch, in the body only', 0],
      ['ÉCLAIR for dessert', null, 0],
      ['Loved “Lunch at noon”', null, 2000],
      ['number without a meaning yet: lunch', null, 2500],
      ['50% off_lunch\\', null, 0],
    ]);

  it.each([
    ['0.9.0', 'lunch', ['50% off_lunch\\', 'Lunch at noon']],
    ['0.14.1', 'lunch', ['50% off_lunch\\', 'late lunch, in the body only', 'Lunch at noon']],
    ['current', '  LUNCH ', ['50% off_lunch\\', 'late lunch, in the body only', 'Lunch at noon']],
    ['0.14.1', 'éclair', []],
    ['current', 'éclair', ['ÉCLAIR for dessert']],
    ['0.9.0', '%', ['50% off_lunch\\']],
    ['0.9.0', 'f_l', ['50% off_lunch\\']],
    ['0.9.0', '\\', ['50% off_lunch\\']],
    ['0.9.0', ' ', []],
  ])('by %s for "%s", newest first: %j', (build, query, found) => {
    const { lines, code } = search(device(), ['--query', query, '--json'], build);
    expect(texts(lines)).toEqual(found);
    expect(code).toBe(0);
  });

  it('is only what is the whole text with --match exact', () => {
    const exact = ['--query', 'lunch AT noon', '--match', 'exact', '--json'];
    expect(texts(search(device(), exact, '0.9.0').lines)).toEqual(['Lunch at noon']);
    expect(search(device(), ['--query', 'lunch', '--match', 'exact'], '0.9.0').lines).toEqual([]);
  });

  it('ends at the limit', () => {
    expect(search(device(), ['--query', 'lunch', '--limit', '1'], '0.9.0').lines).toHaveLength(1);
  });

  it('is of chat 0 where the row is in none, and has no attachments', () => {
    const [line] = search(device(), ['--query', 'noon', '--json']).lines;
    expect(JSON.parse(line!)).toMatchObject({ chat_id: 0, attachments: [], reactions: [] });
  });
});

it('finds a link and its preview as one message where builds fold', async () => {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'link', from: ALICE, link: 'https://example.com/pizza' });
  await mac.pass(10_000);
  const found = search(mac.device, ['--query', 'PIZZA', '--json']).lines;
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('https:\\/\\/example.com\\/pizza');
});

it.each([
  [['--match', 'exact'], 'Missing required option: --query'],
  [['--query', ''], 'Missing required option: --query'],
  [['--query', 'a', '--match', 'fuzzy'], 'Invalid value for option: --match'],
  [['--query', 'a', '--limit', '0'], 'Invalid value for option: --limit'],
])('%j is refused', (args, text) => {
  expect(search(createTestMac().device, args)).toEqual({ code: 1, lines: [text] });
});
