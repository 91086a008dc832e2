// The commands of fake-mac on a folder, without a process each; test/process/fake-mac.test.ts starts the program.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { runFakeMac } from '../../../../fake-imsg/process/run-fake-mac.ts';
import { withDevice } from '../../../../fake-imsg/process/with-device.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

const ALICE = '+15550001111';

let dir: string;

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runFakeMac(argv, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

async function runJson(...argv: string[]) {
  const { code, out, err } = await run(...argv, '--json');
  expect({ code, err }).toEqual({ code: 0, err: [] });
  // biome-ignore lint/suspicious/noExplicitAny: whatever a command prints.
  return out.map((line) => JSON.parse(line) as any);
}

beforeEach(async () => {
  dir = join(temporaryFolder(), 'mac');
  await run('init', dir);
});

describe('an event', () => {
  it('happens by its own name, and waits until its rows are there', async () => {
    const [split] = await runJson(
      'split',
      dir,
      'Look',
      '--link',
      'https://example.com/a',
      '--from',
      ALICE,
      '--gap-ms',
      '20ms',
      '--preview-ms',
      '10ms',
    );
    expect(split).toMatchObject({ rows: [{ rowid: 1 }, { rowid: 2 }], lastDueMs: null });
    const [tapback] = await runJson('tapback', dir, 'love', '--from', ALICE, '--saying', 'Look', '--no-wait');
    expect(tapback.rows).toHaveLength(1);
  });

  it('says that it has changed nothing where it names a message that is not there', async () => {
    await run('text', dir, 'Look', '--from', ALICE);
    const love = (saying: string) => run('tapback', dir, 'love', '--from', ALICE, '--saying', saying);
    expect(await love('Lok')).toMatchObject({
      code: 0,
      err: [
        'fake-mac: tapback has changed nothing: it found no message that says "Lok", or it is not possible there.',
      ],
    });
    expect(await love('Look')).toMatchObject({ code: 0, err: [] });
  });

  it('is said not to be there where Messages cannot write it yet, and comes later', async () => {
    await run('messages-app', dir, 'asleep');
    const { code, out, err } = await run('text', dir, 'hi', '--from', ALICE);
    expect([code, out, err]).toEqual([1, [], [expect.stringMatching(/ is not there: Messages is asleep /)]]);
    await run('messages-app', dir, 'awake');
    expect((await runJson('state', dir))[0].rows.message).toBe(1);
  });

  it('is said to be impossible where it is, and everything else goes on', async () => {
    await run('text', dir, 'hi', '--from', ALICE);
    const reader = new Database(join(dir, 'Library', 'Messages', 'chat.db'), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT 1 FROM message').get();
    await run('text', dir, 'two', '--from', ALICE);
    const { code, out, err } = await run('rotate-wal', dir);
    expect([code, out]).toEqual([1, []]);
    expect(err).toEqual([expect.stringMatching(/It cannot happen: .* it is being read\.$/)]);
    reader.close();
    expect((await run('text', dir, 'three', '--from', ALICE)).code).toBe(0);
  });

  it('happens later where it is told to', async () => {
    const [later] = await runJson('event', dir, 'text', 'hi', '--from', ALICE, '--in', '1h');
    expect(later.rows).toEqual([]);
    const [state] = await runJson('state', dir);
    expect(state.pending.length).toBeGreaterThan(0);
    expect(state.pending[0].eventId).toBe(later.eventId);
    expect(Date.parse(state.pending[0].at) - Date.parse(state.time)).toBeGreaterThan(3_500_000);
  });

  it('is read from stdin as JSON, one a line', async () => {
    const out: string[] = [];
    const lines = ['one', 'two'].map((text) => JSON.stringify({ kind: 'text', from: ALICE, text }));
    const code = await runFakeMac(['event', dir], {
      out: (line) => void out.push(line),
      err: (line) => void out.push(line),
      stdin: async () => `${lines.join('\n')}\n`,
    });
    expect([code, out.length]).toEqual([0, 2]);
    expect((await runJson('state', dir))[0].rows.message).toBe(2);
  });

  it('names a chat as it is called on the Mac', async () => {
    await run('text', dir, 'hi', '--from', ALICE, '--name', 'Team', '--with', 'bob@example.com');
    const [renamed] = await runJson('group-rename', dir, 'Crew', '--chat', 'Team', '--by', ALICE);
    expect(renamed.rows).toHaveLength(1);
    const { code, err } = await run('group-rename', dir, 'Crew', '--chat', 'Team', '--by', ALICE);
    expect([code, err[0]]).toEqual([1, expect.stringContaining('There is no chat "Team"')]);
  });

  it.each([
    [['event', 'KIND'], '"KIND" is not a kind of event'],
    [['text', 'hi'], "required option '--from <HANDLE>' not specified"],
    [['split', 'hi', '--from', ALICE], 'the field "link" is missing'],
    [['bridge', 'upside-down'], 'use one of launched'],
    [['fault', 'flood'], 'use one of watch-error'],
    [['fault', 'late=1s', '--for', 'ever'], '"ever" is not a time'],
    [['photo', '--in', 'soon'], '"soon" is not a time'],
  ])('%j is refused with a reason', async ([command, ...words], reason) => {
    const { code, out, err } = await run(command!, dir, ...words);
    expect([code, out]).toEqual([64, []]);
    expect(err.join('\n')).toContain(reason);
  });
});

describe('a fault', () => {
  it('is listed while it is in force, and ends when it is cleared', async () => {
    const [{ eventId }] = await runJson('fault', dir, 'late=2s@first:"method":"send"', '--for', '1h');
    await run('fault', dir, 'locked');
    expect(await runJson('fault', dir, 'list')).toMatchObject([
      { eventId, fault: 'late', value: '2s', trigger: 'first:"method":"send"' },
      { fault: 'locked', untilMs: null },
    ]);
    await run('fault', dir, 'clear', eventId);
    expect((await run('fault', dir, 'list')).out).toEqual([expect.stringMatching(/\tlocked$/)]);
    await run('fault', dir, 'clear');
    expect((await run('fault', dir, 'list')).out).toEqual([]);
  });

  it('that takes chat.db away leaves the state readable, and clearing brings it back', async () => {
    await run('text', dir, 'hi', '--from', ALICE);
    const path = join(dir, 'Library', 'Messages', 'chat.db');
    await run('fault', dir, 'gone');
    expect(existsSync(path)).toBe(false);
    expect((await runJson('state', dir))[0].rows).toBeNull();
    await run('fault', dir, 'clear');
    expect((await runJson('state', dir))[0].rows).toMatchObject({ message: 1 });
  });
});

describe('the state', () => {
  it('tells what the Mac permits and what is wrong with it', async () => {
    await run('bridge', dir, 'launched', '--missing', 'typing');
    await run('permission', dir, '--automation', 'false');
    await run('fault', dir, 'disk-full', '--for', '1h');
    const [state] = await runJson('state', dir);
    expect(state).toMatchObject({
      owner: '+15550000001',
      rows: { message: 0, maxRowid: 0 },
      facts: { automation: false, lock: true, bridge: 'answers', missingSelectors: ['typing'] },
      mac: { diskFull: true, asleepUntil: null },
      sent: 0,
    });
    expect(state.faults).toHaveLength(1);
    expect((await run('state', dir)).out.join('\n')).toContain('rows: message=0 ');
  });
});

describe('what was sent', () => {
  it('is shown with its way, its subject, its effect and its thread (U15)', async () => {
    const [{ guid, chatGuid }] = await runJson('text', dir, 'Are you there?', '--from', ALICE);
    await run('script-send', dir, '--to', ALICE, '--service', 'iMessage', '--text', 'On my way');
    const rich = ['--effect-id', 'com.apple.MobileSMS.expressivesend.impact', '--reply-to', guid];
    await run(
      'bridge-send',
      dir,
      '--chat-guid',
      chatGuid,
      '--parts',
      '[{"text":"Yes"}]',
      '--subject',
      'Re',
      ...rich,
    );
    const sent = await runJson('sent', dir);
    expect(sent).toHaveLength(2);
    expect(sent.find(({ text }) => text === 'On my way')).toMatchObject({ transport: 'applescript' });
    expect(sent.find(({ text }) => text === 'On my way')).not.toHaveProperty('effect');
    expect(sent.find(({ text }) => text === 'Yes')).toMatchObject({
      transport: 'bridge',
      subject: 'Re',
      effect: 'com.apple.MobileSMS.expressivesend.impact',
      thread: guid,
    });
    const { out } = await run('sent', dir);
    const effect = 'subject="Re"\teffect=com.apple.MobileSMS.expressivesend.impact';
    expect(out.some((line) => line.endsWith(`\t"Yes"\ttransport=bridge\t${effect}\tthread=${guid}`))).toBe(
      true,
    );
    expect(out.some((line) => line.endsWith('\t"On my way"\ttransport=applescript'))).toBe(true);
  });
});

describe('the build of a Mac', () => {
  it('is what it was made with, and stays after a reset', async () => {
    const old = join(temporaryFolder(), 'old');
    expect((await run('init', old, '--build', 'serial')).code).toBe(0);
    expect((await runJson('state', old))[0].build).toBe('0.9.0');
    await run('reset', old);
    expect((await runJson('state', old))[0].build).toBe('0.9.0');
    expect((await runJson('state', dir))[0].build).toBe('0.15.1');
  });

  it('is refused where nobody made it, and named', async () => {
    const { code, err } = await run('init', join(temporaryFolder(), 'none'), '--build', 'ancient');
    expect(code).toBe(64);
    expect(err.join()).toContain('--build=ancient: no such build. There are: 0.2.1');
  });
});

describe('the record', () => {
  it('is printed as JSON lines, or as a person would read it', async () => {
    await run('text', dir, 'hi', '--from', ALICE);
    const entries = await runJson('record', dir);
    expect(entries[0]).toMatchObject({
      what: 'event',
      pid: process.pid,
      event: { kind: 'text', from: ALICE },
    });
    const guid = entries.find(({ what }) => what === 'rows').messages[0].guid as string;
    const { out } = await run('log', dir);
    expect(out[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z +\d+ \* event eventId="/);
    expect(out.join('\n')).toContain(guid);
  });
});

describe('a reset', () => {
  it('leaves a Mac as new at the same place', async () => {
    await run('text', dir, 'hi', '--from', ALICE);
    await run('permission', dir, '--automation', 'false');
    await run('fault', dir, 'gone');
    await run('messages-app', dir, 'asleep');
    const program = readFileSync(join(dir, 'imsg'), 'utf8');
    expect((await run('reset', dir)).code).toBe(0);
    const [state] = await runJson('state', dir);
    expect(state).toMatchObject({
      rows: { message: 0, chat: 0, maxRowid: 0 },
      facts: { automation: true },
      mac: { messagesAsleep: false, databaseGone: false },
      faults: [],
      pending: [],
    });
    expect(await runJson('record', dir)).toEqual([]);
    expect(readFileSync(join(dir, 'imsg'), 'utf8')).toBe(program);
    const guids = await runJson('text', dir, 'again', '--from', ALICE);
    expect(guids[0].rowid).toBe(1);
    await withDevice(dir, (device) => expect(device.effects()).toEqual([]));
  });
});
