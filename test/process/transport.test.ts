import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSpawn } from '../../engine/imsg/spawn.ts';
import type { Transport, TransportExit } from '../../engine/imsg/transport.ts';
import { createSystemClock } from '../../engine/ports/clock.ts';
import { nodeScript, openLifeline, temporaryFolder } from '../support/processes/node-script.ts';

const spawn = createSpawn(createSystemClock());

interface Running {
  readonly transport: Transport;
  readonly exited: Promise<TransportExit>;
  readonly output: { stdout: string; stderr: string; exits: number };
  /** Resolves when stdout holds `text`. */
  said(text: string): Promise<void>;
}

function start([command, ...args]: readonly [string, ...string[]]): Running {
  const output = { stdout: '', stderr: '', exits: 0 };
  const exited = Promise.withResolvers<TransportExit>();
  let onOutput = () => {};
  const transport = spawn(
    { command, args },
    {
      onData(bytes) {
        output.stdout += Buffer.from(bytes).toString('latin1');
        onOutput();
      },
      onStderr(bytes) {
        output.stderr += Buffer.from(bytes).toString('latin1');
      },
      onExit(exit) {
        output.exits += 1;
        exited.resolve(exit);
      },
    },
  );
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      onOutput = () => {
        if (output.stdout.includes(text)) resolve();
      };
      onOutput();
    });
  return { transport, exited: exited.promise, output, said };
}

/** A script that lives until it is killed. */
const LIVE = 'setInterval(() => {}, 1e6);';

describe('a child', () => {
  it('gets what is written and ends when its input ends', async () => {
    const { transport, exited, output } = start(nodeScript('process.stdin.pipe(process.stdout)'));
    transport.write(Buffer.from('one\n'));
    transport.write(Buffer.from('two\n'));
    transport.endInput();
    transport.endInput();
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(output).toEqual({ stdout: 'one\ntwo\n', stderr: '', exits: 1 });
  });

  it('gets its arguments as they are, without a shell', async () => {
    const word = '$(echo x); "quoted" `y` any;-;+15550000001';
    const source = 'process.stdout.write(process.argv[1])';
    const { exited, output } = start([...nodeScript(source), word] as [string, ...string[]]);
    await exited;
    expect(output.stdout).toBe(word);
  });

  it('has all it said delivered before its exit, on both pipes', async () => {
    const source = `process.stdout.write('x'.repeat(2e6)); process.stderr.write('y'.repeat(2e6)); process.exitCode = 3`;
    const { exited, output } = start(nodeScript(source));
    expect(await exited).toEqual({ code: 3, signal: null });
    expect([output.stdout.length, output.stderr.length]).toEqual([2e6, 2e6]);
  });

  it('waits while its output is paused, and loses nothing by it', async () => {
    const source = `
      process.stdin.once('data', () => process.stdout.write('x'.repeat(3e6), () => process.exit()));
      process.stdout.write('ready');
    `;
    const { transport, exited, output, said } = start(nodeScript(source));
    await said('ready');
    transport.pause();
    transport.write(Buffer.from('go\n'));
    // Another child's whole life passes, and not one byte of this one.
    await start(nodeScript('')).exited;
    expect(output.stdout).toBe('ready');
    transport.resume();
    await exited;
    expect(output.stdout).toHaveLength(3e6 + 5);
  });

  it('ends although its output is paused, once it is killed', async () => {
    const { transport, exited, said } = start(nodeScript(`process.stdout.write('ready'); ${LIVE}`));
    await said('ready');
    transport.pause();
    transport.kill('SIGKILL');
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('can be written to and killed after its end', async () => {
    const { transport, exited, output } = start(nodeScript(''));
    await exited;
    transport.write(Buffer.from('late\n'));
    transport.kill('SIGTERM');
    transport.kill('SIGKILL');
    expect(output.exits).toBe(1);
  });
});

describe('a child that was never started', () => {
  it.each([
    ['that does not exist', '/nowhere/imsg', 'ENOENT'],
    ['whose path no system could hold', 'im\0sg', 'ERR_INVALID_ARG_VALUE'],
  ])('ends with the reason: a program %s', async (_what, command, spawnError) => {
    const { transport, exited, output } = start([command]);
    transport.write(Buffer.from('x'));
    transport.endInput();
    transport.kill('SIGTERM');
    expect(await exited).toEqual({ code: null, signal: null, spawnError });
    expect(output.exits).toBe(1);
  });

  it('ends with the reason: a file that is not executable', async () => {
    const path = join(temporaryFolder(), 'imsg');
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, 0o600);
    expect(await start([path]).exited).toMatchObject({ spawnError: 'EACCES' });
  });
});

describe('a broken pipe (H5, invariant-51)', () => {
  it('on stdin ends the child instead of this process (EPIPE)', async () => {
    const source = `require('node:fs').closeSync(0); process.stdout.write('closed'); ${LIVE}`;
    const { transport, exited, said } = start(nodeScript(source));
    await said('closed');
    transport.write(Buffer.alloc(1024));
    expect(await exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('on stdin ends also a child that ignores SIGTERM', async () => {
    const source = `process.on('SIGTERM', () => {}); require('node:fs').closeSync(0); process.stdout.write('closed'); ${LIVE}`;
    const { transport, exited, said } = start(nodeScript(source));
    await said('closed');
    transport.write(Buffer.alloc(1024));
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('on stdout ends a child that lives on without it', async () => {
    const { exited } = start(nodeScript(`require('node:fs').closeSync(1); ${LIVE}`));
    expect(await exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('on stderr changes nothing', async () => {
    const source = `require('node:fs').closeSync(2); process.stdin.pipe(process.stdout)`;
    const { transport, exited, output } = start(nodeScript(source));
    transport.write(Buffer.from('still here'));
    transport.endInput();
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(output.stdout).toBe('still here');
  });
});

describe('a wrapper', () => {
  it('dies together with what it has started', async () => {
    const lifeline = openLifeline();
    const wrapper = `
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(lifeline.holder)}], {
        stdio: 'inherit',
      });
      ${LIVE}
    `;
    const { transport, exited } = start(nodeScript(wrapper));
    await lifeline.held;
    transport.kill('SIGTERM');
    expect(await exited).toEqual({ code: null, signal: 'SIGTERM' });
    await lifeline.released;
  });

  it('that ends and leaves somebody behind who holds its pipes has ended all the same', async () => {
    const lifeline = openLifeline();
    const wrapper = `
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(lifeline.holder)}], {
        stdio: 'inherit',
      });
      process.stdout.write('started');
      process.stdin.once('data', () => process.exit(7));
    `;
    const { transport, exited } = start(nodeScript(wrapper));
    await lifeline.held;
    transport.write(Buffer.from('end\n'));
    expect(await exited).toEqual({ code: 7, signal: null });
    await lifeline.released;
  });
});
