import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../../engine/ports/clock.ts';
import type { ProgramRequest } from '../../../../engine/ports/programs.ts';
import { createSystemPrograms } from '../../../../engine/ports/system-programs.ts';

const programs = createSystemPrograms(createSystemClock());
const NODE = process.execPath;

function run(script: string, more: Partial<ProgramRequest> = {}, signal = new AbortController().signal) {
  const request = { command: NODE, args: ['-e', script], timeoutMs: 60_000, outputBytesMax: 1_000, ...more };
  return programs.run(request, signal);
}
const textOf = ({ output }: { readonly output: Uint8Array }) => Buffer.from(output).toString();

describe('a program', () => {
  it('is given its arguments and its input as they are, and no shell reads them', async () => {
    const args = ['-e', 'process.stdin.pipe(process.stdout); console.log(process.argv[1])', '$(id); "x" *'];
    const input = Buffer.from('\u0000 a voice memo');
    const end = await run('', { args, input });
    expect(end.failure).toBeNull();
    expect(textOf(end)).toBe('$(id); "x" *\n\u0000 a voice memo');
  });

  it('that is not there is absent', async () => {
    const end = await run('', { command: '/nowhere/heif-convert' });
    expect(end.failure).toEqual({ code: 'absent', why: 'is not there' });
  });

  it('fails with its exit code, or with the signal that ended it', async () => {
    expect((await run('process.exit(3)')).failure).toEqual({ code: 'failed', why: 'exited with code 3' });
    const end = await run('process.kill(process.pid, "SIGKILL")');
    expect(end.failure).toEqual({ code: 'failed', why: 'ended by SIGKILL' });
  });

  it('is ended where it writes without end', async () => {
    const end = await run('for (;;) require("fs").writeSync(1, "x".repeat(500));');
    expect(end.failure).toEqual({ code: 'failed', why: 'wrote more than 1000 bytes' });
    expect(end.output).toHaveLength(0);
  });

  it('is ended when its time is over, and so is what it has started', async () => {
    const starts =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });';
    const end = await run(`${starts} setInterval(() => {}, 1000);`, { timeoutMs: 300 });
    expect(end.failure).toEqual({ code: 'failed', why: 'did not end within 300 ms' });
  });

  it('is ended when nobody wants it any more, and never begun then', async () => {
    const stopping = new AbortController();
    const running = run('setInterval(() => {}, 1000)', {}, stopping.signal);
    stopping.abort();
    expect((await running).failure?.why).toBe('was stopped');
    expect((await run('', {}, stopping.signal)).failure?.why).toBe('was stopped before it began');
  });
});
