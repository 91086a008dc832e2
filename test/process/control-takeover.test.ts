// What a gateway does where something lies at the place of its control socket already, or takes it away later.

import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOOK_MS } from '../../engine/gateway/control-socket.ts';
import { ask, leaveSocket, listenAt, makeControl, statusOf } from '../support/processes/control.ts';

describe('the control socket', () => {
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
    await listenAt(control.path, text);
    await control.open();
    expect(control.logger.lines).toEqual([
      expect.stringContaining(
        `warn control: At ${control.path} a program that does not say which gateway it is answers.`,
      ),
    ]);
    await control.close();
    expect(lstatSync(control.path).isSocket()).toBe(true);
  });

  it('is closed at once while a program at its place keeps it waiting for an answer', async () => {
    const control = makeControl();
    const { asked } = await listenAt(control.path);
    const opened = control.open();
    await asked;
    await control.close();
    await opened;
    expect(control.logger.lines).toEqual([]);
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
