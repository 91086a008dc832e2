import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FAKE_MAC = fileURLToPath(new URL('../../fake-imsg/fake-mac', import.meta.url));
const ALICE = '+15550001111';

let root: string;
let mac: string;

const run = (...args: string[]) => execa(FAKE_MAC, args, { reject: false });

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  mac = join(root, 'mac');
  await execa(FAKE_MAC, ['init', mac]);
});

afterAll(() => rmSync(root, { recursive: true }));

describe('fake-mac init', () => {
  it('prints the path of an executable that knows its device', async () => {
    const { stdout, exitCode } = await run('init', join(root, 'second'));
    expect(exitCode).toBe(0);
    expect(stdout).toBe(join(root, 'second', 'imsg'));
    expect(statSync(stdout).mode & 0o111).not.toBe(0);
  });

  it('prints all paths as JSON when asked', async () => {
    const dir = join(root, 'third');
    const { stdout } = await run(
      'init',
      dir,
      '--json',
      '--owner',
      'me@example.com',
      '--env',
      'no-automation',
    );
    expect(JSON.parse(stdout)).toEqual({
      dir,
      imsg: join(dir, 'imsg'),
      chatDb: join(dir, 'Library', 'Messages', 'chat.db'),
    });
  });

  it('refuses a folder with something in it', async () => {
    expect(await run('init', mac)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: `fake-mac: ${mac} is not empty; name a new folder, or remove this one first.`,
    });
  });

  it('refuses an environment that does not exist', async () => {
    const { exitCode, stderr } = await run('init', join(root, 'fourth'), '--env', 'sunny');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('no environment sunny; there are: basic');
  });
});

describe('fake-mac text', () => {
  it('returns when the row stands in its chat', async () => {
    const { stdout } = await run('text', mac, '--from', ALICE, '--json', 'hello there');
    const { guid, rowid, chatGuid } = JSON.parse(stdout) as Record<string, unknown>;
    expect(chatGuid).toBe(`any;-;${ALICE}`);
    const db = new Database(join(mac, 'Library', 'Messages', 'chat.db'), { readonly: true });
    const joined = 'SELECT guid FROM message JOIN chat_message_join ON message_id = ROWID WHERE ROWID = ?';
    expect(db.prepare(joined).pluck().get(rowid)).toBe(guid);
    db.close();
  });

  it('makes a group, and finds it by name afterwards', async () => {
    const made = await run(
      'text',
      mac,
      '--from',
      ALICE,
      '--name',
      'Team',
      '--with',
      'bob@example.com',
      '--json',
      'one',
    );
    const found = await run('text', mac, '--from', ALICE, '--chat', 'Team', '--json', 'two');
    const chatOf = (output: string) => (JSON.parse(output) as { chatGuid: string }).chatGuid;
    expect(chatOf(made.stdout)).toMatch(/^any;\+;chat6\d+$/);
    expect(chatOf(found.stdout)).toBe(chatOf(made.stdout));
  });

  it('dates a text that was held up to when it was written', async () => {
    const beforeMs = Date.now() - 3 * 3_600_000;
    const { stdout } = await run('text', mac, '--from', ALICE, '--sent-ago', '3h', '--json', 'old news');
    const afterMs = Date.now() - 3 * 3_600_000;
    const db = new Database(join(mac, 'Library', 'Messages', 'chat.db'), { readonly: true });
    const sentMs = db
      .prepare<[unknown], number>('SELECT date / 1000000 + 978307200000 FROM message WHERE ROWID = ?')
      .pluck()
      .get((JSON.parse(stdout) as { rowid: number }).rowid)!;
    db.close();
    expect(sentMs).toBeGreaterThanOrEqual(beforeMs);
    expect(sentMs).toBeLessThanOrEqual(afterMs);
  });

  it.each([
    [['--from', ALICE, '--chat', 'Nobody', 'x'], 1, 'There is no chat "Nobody" on this Mac'],
    [['--from', ALICE, '--chat', 'Team', '--name', 'Team', 'x'], 64, 'use one or the other'],
    [['--from', ALICE, '--sent-ago', 'yesterday', 'x'], 64, '"yesterday" is not a time'],
    [['--from', ' ', 'x'], 64, 'the field "from" is " "'],
    [['x'], 64, "required option '--from <HANDLE>' not specified"],
  ])('%j ends with a reason on stderr', async (args, status, reason) => {
    const { exitCode, stdout, stderr } = await run('text', mac, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: status, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('works for many processes on one device at once', async () => {
    const runs = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => run('text', mac, '--from', `+1555000200${number}`, 'at once')),
    );
    expect(runs.map((each) => each.exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(runs.map((each) => each.stdout)).size).toBe(6);
    const db = new Database(join(mac, 'Library', 'Messages', 'chat.db'), { readonly: true });
    const chats = db.prepare("SELECT count(*) FROM chat WHERE chat_identifier LIKE '+1555000200_'").pluck();
    expect(chats.get()).toBe(6);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});

describe('fake-mac', () => {
  it('lists nothing sent on a Mac that sent nothing', async () => {
    expect(await run('sent', mac)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('names the missing file when the folder is no device', async () => {
    const { exitCode, stderr } = await run('sent', join(root, 'nowhere'));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('is not a device folder');
  });

  it('explains itself on one screen', async () => {
    const { exitCode, stdout } = await run('--help');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(40);
    expect(stdout).toContain('init [options] <DIR>');
  });

  it('answers an unknown command with status 64', async () => {
    const { exitCode, stderr } = await run('explode');
    expect(exitCode).toBe(64);
    expect(stderr).toContain("unknown command 'explode'");
  });

  it('starts through a chain of symbolic links', async () => {
    symlinkSync(FAKE_MAC, join(root, 'first-link'));
    symlinkSync('first-link', join(root, 'second-link'));
    const { exitCode } = await execa(join(root, 'second-link'), ['sent', mac], { reject: false });
    expect(exitCode).toBe(0);
  });
});

describe('a reader that has gone (U3)', () => {
  it.each([['sent'], ['log'], ['record'], ['state'], ['record', '--follow'], ['fault', 'list'], ['--help']])(
    'ends %s %s quietly',
    async (command, ...rest) => {
      const [last = ''] = rest;
      const line = `"$0" ${command} "$1" ${last} | true; echo "\${PIPESTATUS[0]}"`;
      const { stdout, stderr } = await execa('bash', ['-c', line, FAKE_MAC, mac]);
      expect({ stdout, stderr }).toEqual({ stdout: '0', stderr: '' });
    },
  );

  it('changes nothing about what is done', async () => {
    const events = ['nobody', 'listens'].map(
      (text) => `{"kind":"text","from":"${ALICE}","text":"${text}"}\n`,
    );
    const { stderr } = await execa('bash', ['-c', '"$0" event "$1" | true', FAKE_MAC, mac], {
      input: events.join(''),
    });
    expect(stderr).toBe('');
    const { stdout } = await execa(join(mac, 'imsg'), ['search', '--query', 'listens', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ text: 'listens' });
  });
});

describe('the executable of a device', () => {
  it('does not look like a remote shell to a client that reads it', async () => {
    const dir = join(root, 'local');
    await run('init', dir);
    for (const path of [FAKE_MAC, join(dir, 'imsg')])
      expect(readFileSync(path, 'utf8')).not.toMatch(/\bssh\b/i);
  });

  it('passes its arguments on with the device in the environment', async () => {
    const dir = join(root, "it's a Mac");
    await run('init', dir);
    const { stdout } = await execa('sed', ['-n', 's/^exec //p', join(dir, 'imsg')]);
    expect(stdout).toMatch(/\/fake-imsg\/imsg' "\$@"$/);
    // The same script over a program that shows what reaches it.
    const echo = join(root, 'echo');
    writeFileSync(echo, '#!/bin/sh\nprintf "%s|" "$FAKE_IMSG_DEVICE" "$@"\n');
    chmodSync(echo, 0o755);
    const script = (await execa('sed', [`s#^exec .*#exec '${echo}' "$@"#`, join(dir, 'imsg')])).stdout;
    const { stdout: reached } = await execa('sh', ['-c', script, 'imsg', 'rpc', '--db', 'a b']);
    expect(reached).toBe(`${dir}|rpc|--db|a b|`);
  });
});
