import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../engine/ports/clock.ts';
import type { ProgramRequest } from '../../engine/ports/programs.ts';
import { createSystemPrograms } from '../../engine/ports/system-programs.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { createListLogger } from '../support/messages/list-logger.ts';
import { openLifeline } from '../support/processes/node-script.ts';

const NODE = process.execPath;
const TIMEOUT_MS = 60_000;
/** What a script begins with that has somebody else hold its output for ever. */
const startsAnother = (script: string) =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], { stdio: 'inherit' })`;

function createBed(clock = createSystemClock()) {
  const logger = createListLogger();
  const programs = createSystemPrograms(clock, logger);
  const run = (script: string, more: Partial<ProgramRequest> = {}, signal = new AbortController().signal) => {
    const args = ['-e', script];
    return programs.run(
      { command: NODE, args, timeoutMs: TIMEOUT_MS, outputBytesMax: 1_000, ...more },
      signal,
    );
  };
  return { logger, run };
}
const textOf = ({ output }: { readonly output: Uint8Array }) => Buffer.from(output).toString();

describe('a program', () => {
  it('is given its arguments and its input as they are, and no shell reads them', async () => {
    const { run } = createBed();
    const args = ['-e', 'process.stdin.pipe(process.stdout); console.log(process.argv[1])', '$(id); "x" *'];
    const input = Buffer.from('\u0000 a voice memo');
    const end = await run('', { args, input });
    expect(end.failure).toBeNull();
    expect(textOf(end)).toBe('$(id); "x" *\n\u0000 a voice memo');
  });

  it('is given an input that is at its end where there is none', async () => {
    const end = await createBed().run('process.stdin.on("end", () => console.log("ended")).resume()');
    expect(textOf(end)).toBe('ended\n');
  });

  it('that is not there is absent', async () => {
    const end = await createBed().run('', { command: '/nowhere/heif-convert' });
    expect(end.failure).toEqual({ code: 'absent', why: 'is not there' });
  });

  it('fails with its exit code, or with the signal that ended it', async () => {
    const { run } = createBed();
    expect((await run('process.exit(3)')).failure).toEqual({ code: 'failed', why: 'exited with code 3' });
    const end = await run('process.kill(process.pid, "SIGKILL")');
    expect(end.failure).toEqual({ code: 'failed', why: 'ended by SIGKILL' });
  });

  it('has what it prints beside its output logged at debug alone, cleaned (ruling-38)', async () => {
    const { logger, run } = createBed();
    await run('console.error("no name for (555) 000-1111"); process.exitCode = 3');
    await run('');
    expect(logger.lines).toEqual([`debug ${NODE} printed: no name for …11`]);
  });

  it('is ended where it writes without end', async () => {
    const end = await createBed().run('for (;;) require("fs").writeSync(1, "x".repeat(500));');
    expect(end.failure).toEqual({ code: 'failed', why: 'wrote more than 1000 bytes' });
    expect(end.output).toHaveLength(0);
  });

  it('has succeeded although what it has started holds its output', async () => {
    const end = await createBed().run(
      `${startsAnother('setInterval(() => {}, 1e6)')}.unref(); console.log('heard')`,
    );
    expect(end.failure).toBeNull();
    expect(textOf(end)).toBe('heard\n');
  });

  it('is ended when its time is over, and so is what it has started', async () => {
    const clock = createManualClock();
    const lifeline = openLifeline();
    const running = createBed(clock).run(`${startsAnother(lifeline.holder)}; setInterval(() => {}, 1e6);`);
    await lifeline.held;
    await clock.advance(TIMEOUT_MS);
    await lifeline.released;
    const why = `did not end within ${TIMEOUT_MS} ms`;
    expect((await running).failure).toEqual({ code: 'failed', why });
  });

  it('is ended when nobody wants it any more, and never begun then', async () => {
    const { run } = createBed();
    const stopping = new AbortController();
    const running = run('setInterval(() => {}, 1e6)', {}, stopping.signal);
    stopping.abort();
    expect((await running).failure?.why).toBe('was stopped');
    expect((await run('', {}, stopping.signal)).failure?.why).toBe('was stopped before it began');
  });
});
