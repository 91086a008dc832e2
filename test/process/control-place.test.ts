// Where the control socket lies, and who can reach it.

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
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { controlPlace } from '../../engine/gateway/control-place.ts';
import { ask, leaveSocket, makeControl, makeStateDir, statusOf } from '../support/processes/control.ts';
import { nodeScript, temporaryFolder } from '../support/processes/node-script.ts';

const modeOf = (path: string) => (lstatSync(path).mode & 0o777).toString(8);

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
