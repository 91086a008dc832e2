// Where the control socket lies, who can reach it, and what happens when something else lies there.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askStatus } from '../../engine/gateway/control-client.ts';
import { controlPlace } from '../../engine/gateway/control-place.ts';
import { LOOK_MS } from '../../engine/gateway/control-socket.ts';
import { createSystemClock } from '../../engine/ports/clock.ts';
import { makeControl, makeStateDir, statusOf } from '../support/processes/control.ts';
import { nodeScript, temporaryFolder } from '../support/processes/node-script.ts';

const ask = (stateDir: string) => askStatus(stateDir, createSystemClock());
const modeOf = (path: string) => (lstatSync(path).mode & 0o777).toString(8);

/** A socket that a process left which was killed. */
function leaveSocket(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const [program, ...args] = nodeScript(
    `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  );
  expect(spawnSync(program, args).signal).toBe('SIGKILL');
  expect(lstatSync(path).isSocket()).toBe(true);
}

/** Some program that listens at this path, and answers each line with this text. */
async function answerAt(path: string, text: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.end(text));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(path, resolve));
}

describe('the control socket', () => {
  it('is its owner’s alone, in a folder that is, and gone after it was closed', async () => {
    const control = makeControl();
    await control.open();
    expect([modeOf(control.path), modeOf(dirname(control.path))]).toEqual(['600', '700']);
    expect(readdirSync(dirname(control.path))).toEqual(['gateway.sock']);
    expect(await ask(control.stateDir)).toEqual(statusOf(1));
    await control.close();
    expect(existsSync(control.path)).toBe(false);
  });

  it('takes the place of one that a killed gateway left', async () => {
    const control = makeControl();
    leaveSocket(control.path);
    await control.open();
    expect(await ask(control.stateDir)).toEqual(statusOf(1));
    expect(control.logger.lines).toEqual([`info control: listening at ${control.path}`]);
  });

  it('takes the place of a gateway that has lost the store, which then removes nothing', async () => {
    const first = makeControl({ epoch: 1 });
    await first.open();
    const second = makeControl({ stateDir: first.stateDir, epoch: 2 });
    await second.open();
    expect(await ask(first.stateDir)).toEqual(statusOf(2));
    await first.close();
    expect(await ask(first.stateDir)).toEqual(statusOf(2));
    await second.close();
    expect(existsSync(first.path)).toBe(false);
  });

  it('does not take the place of a gateway that has the store, whoever comes late', async () => {
    const owner = makeControl({ epoch: 2 });
    await owner.open();
    const fenced = makeControl({ stateDir: owner.stateDir, epoch: 1 });
    await fenced.open();
    expect(fenced.logger.lines).toEqual([
      `warn control: At ${owner.path} a later gateway answers. Stop it, or point stateDir at another folder. ` +
        'The gateway takes the place within a minute.',
    ]);
    await fenced.close();
    expect(await ask(owner.stateDir)).toEqual(statusOf(2));
  });

  it.each([
    ['no JSON', 'hello\n'],
    ['no status', '{"jsonrpc":"2.0","id":1,"result":{"state":"running"}}\n'],
    ['nothing', ''],
  ])('does not take the place of a program that answers with %s', async (_, text) => {
    const control = makeControl();
    await answerAt(control.path, text);
    await control.open();
    expect(control.logger.lines).toEqual([
      expect.stringContaining(
        `warn control: At ${control.path} a program that does not say which gateway it is answers.`,
      ),
    ]);
    await control.close();
    expect(lstatSync(control.path).isSocket()).toBe(true);
  });

  it.each<[string, (path: string) => void, string]>([
    ['a file', (path) => writeFileSync(path, 'mine'), 'is a file, not a socket. Remove it.'],
    ['a folder', (path) => mkdirSync(path), 'is a folder, not a socket. Remove it.'],
    ['a link', (path) => symlinkSync('/tmp', path), 'is a symbolic link, not a socket. Remove it.'],
    ['a link to nothing', (path) => symlinkSync('x', path), 'is a symbolic link, not a socket. Remove it.'],
  ])('leaves %s at its place alone, says so once, and opens once it is gone', async (_, put, text) => {
    const control = makeControl();
    mkdirSync(dirname(control.path), { mode: 0o700 });
    put(control.path);
    const before = lstatSync(control.path);
    await control.open();
    await control.clock.advance(3 * LOOK_MS);
    expect(control.logger.lines).toEqual([
      `warn control: ${control.path} ${text} Put right what the message names. A gateway answers messages without ` +
        'it, and tries again every minute.',
    ]);
    expect(lstatSync(control.path).ino).toBe(before.ino);
    await expect(ask(control.stateDir)).rejects.toMatchObject({ code: 'control_socket_unusable' });
    rmSync(control.path, { recursive: true });
    const opened = control.logger.said(`info control: listening at ${control.path}`);
    await control.clock.advance(LOOK_MS);
    await opened;
    expect(await ask(control.stateDir)).toEqual(statusOf(1));
  });

  it('is there again after its folder was tidied away', async () => {
    const control = makeControl();
    await control.open();
    rmSync(dirname(control.path), { recursive: true });
    const opened = control.logger.said(`info control: listening at ${control.path}`);
    await control.clock.advance(LOOK_MS);
    await opened;
    expect(await ask(control.stateDir)).toEqual(statusOf(1));
  });
});

describe('a state folder', () => {
  it.each<[string, (stateDir: string) => void, string]>([
    ['that others can write to', (path) => chmodSync(path, 0o777), 'is open to other users (mode 0777)'],
    [
      'that is a link',
      (path) => {
        renameSync(path, `${path} of another`);
        symlinkSync(`${path} of another`, path);
      },
      'is a symbolic link, not a folder',
    ],
    [
      'in which the folder of the socket is open to others',
      (path) => {
        mkdirSync(join(path, 'control'));
        chmodSync(join(path, 'control'), 0o755);
      },
      'control is open to other users (mode 0755)',
    ],
    [
      'in which the folder of the socket is a link',
      (path) => symlinkSync('.', join(path, 'control')),
      'control is a symbolic link, not a folder',
    ],
  ])('%s gets no socket, and none in it is asked', async (_, change, text) => {
    const control = makeControl();
    change(control.stateDir);
    await control.open();
    expect(control.logger.lines).toEqual([expect.stringContaining(text)]);
    await expect(ask(control.stateDir)).rejects.toMatchObject({
      code: 'control_socket_unusable',
      message: expect.stringContaining(text),
    });
  });

  it.each([
    ['plain letters', 'x'.repeat(100)],
    ['letters of several bytes', 'ö'.repeat(50)],
  ])('whose path of %s is too long for a socket has it in a folder of this user', async (_, name) => {
    const stateDir = join(temporaryFolder(), name);
    mkdirSync(stateDir, { mode: 0o700 });
    const { folder, path } = controlPlace(stateDir);
    expect(folder).toBe(`/tmp/imgate-control-${process.getuid!()}`);
    const control = makeControl({ stateDir });
    await control.open();
    expect(control.logger.lines).toEqual([`info control: listening at ${path}`]);
    expect([modeOf(path), modeOf(folder)]).toEqual(['600', '700']);
    expect(await ask(stateDir)).toEqual(statusOf(1));
    await control.close();
    expect(existsSync(path)).toBe(false);
  });

  it('that lies below a file is told of with what the system says', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(ask(join(file, 'state'))).rejects.toMatchObject({
      code: 'control_socket_unusable',
      message: expect.stringMatching(/^ENOTDIR.*file\/state'\.$/),
    });
  });

  it('has one socket, whatever the path by which it is named', () => {
    const stateDir = makeStateDir();
    const link = `${dirname(stateDir)}-link`;
    symlinkSync(dirname(stateDir), link);
    onTestFinished(() => rmSync(link));
    expect(controlPlace(join(link, 'state/'))).toEqual(controlPlace(stateDir));
  });

  it.each([
    ['there is none', () => join(temporaryFolder(), 'none')],
    ['no gateway ran there', () => makeStateDir()],
    [
      'a killed gateway left its socket',
      () => {
        const stateDir = makeStateDir();
        leaveSocket(join(stateDir, 'control/gateway.sock'));
        return stateDir;
      },
    ],
  ])('has no gateway where %s', async (_, make) => {
    await expect(ask(make())).rejects.toMatchObject({ code: 'gateway_not_running' });
  });
});

describe('another user', () => {
  const NOBODY = 65_534;
  const isRoot = process.getuid!() === 0;

  /** What connecting to this path comes to for somebody else. */
  const asNobody = (path: string) => {
    // Node starts as root, which may read it wherever it lies.
    const [program, ...args] = nodeScript(
      `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY});
       require('node:net').connect(${JSON.stringify(path)})
         .on('connect', function () { console.log('connected'); this.destroy(); })
         .on('error', ({ code }) => console.log(code));`,
    );
    return spawnSync(program, args, { encoding: 'utf8' }).stdout.trim();
  };

  it.for([
    ['0700', 0o700],
    ['0755', 0o755],
  ] as const)(
    'cannot reach the socket in a state folder with mode %s, nor where its folder is open',
    async ([, mode], { skip }) => {
      skip(!isRoot, 'Only root can be somebody else.');
      const stateDir = makeStateDir(mode);
      chmodSync(dirname(stateDir), 0o755);
      const control = makeControl({ stateDir });
      await control.open();
      expect(asNobody(control.path)).toBe('EACCES');
      chmodSync(stateDir, 0o755);
      chmodSync(dirname(control.path), 0o755);
      // The socket by itself holds others off as well.
      expect(asNobody(control.path)).toBe('EACCES');
      chmodSync(control.path, 0o777);
      expect(asNobody(control.path)).toBe('connected');
    },
  );

  it('is not asked in the place of the gateway, nor has a socket replaced', async ({ skip }) => {
    skip(!isRoot, 'Only root can be somebody else.');
    const control = makeControl();
    leaveSocket(control.path);
    chownSync(control.path, NOBODY, NOBODY);
    await control.open();
    const text = `${control.path} belongs to another user (uid ${NOBODY})`;
    expect(control.logger.lines).toEqual([expect.stringContaining(text)]);
    await expect(ask(control.stateDir)).rejects.toMatchObject({ message: expect.stringContaining(text) });
    chownSync(control.stateDir, NOBODY, NOBODY);
    await expect(ask(control.stateDir)).rejects.toMatchObject({
      code: 'control_socket_unusable',
      message: expect.stringContaining(`${control.stateDir} belongs to another user (uid ${NOBODY})`),
    });
  });
});
