import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../../engine/cli/program.ts';
import { ERRORS } from '../../../../engine/errors.ts';
import { recordTerminal } from './terminal-recorder.ts';

async function run(args: string[], files: Record<string, string> = {}, env: Record<string, string> = {}) {
  const terminal = recordTerminal(files, env);
  const code = await runProgram(args, terminal, '1.2.3');
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}
const GOOD = `{ channels: { imessage: { dmPolicy: 'disabled', groupPolicy: 'disabled' } },
  agents: { list: [{ id: 'main', type: 'echo' }] } }`;

describe('imgate', () => {
  test('prints its help on stdout and exits 0 when asked', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: imgate');
    expect(stdout).toContain('Exit codes: 0 done, 1 failed, 64 wrong usage');
  });

  test('prints its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test('takes a missing command for wrong usage', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('Usage: imgate');
  });

  test.each([
    [['gatewy'], 'Did you mean gateway?'],
    [['gateway', '--config', 'x', '--verbos'], 'Did you mean --verbose?'],
    [['turns', 'redo'], 'name one turn, or a --reason'],
    [['turns', 'redo'], 'See imgate turns redo --help.'],
    [['channels', 'confirm-chat', 'seven'], 'as in 7 or chat_id:7'],
  ])('takes %j for wrong usage and says what was meant', async (args, hint) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(64);
    expect(stderr).toContain(hint);
  });
});

describe('imgate config check', () => {
  test('prints ok for a configuration in order', async () => {
    expect(await run(['config', 'check', 'a.json5'], { 'a.json5': GOOD })).toEqual({
      code: 0,
      stdout: 'ok\n',
      stderr: '',
    });
  });

  test('prints warnings on stderr and still exits 0', async () => {
    const files = {
      'a.json5': GOOD.replaceAll("'disabled'", 'undefined').replaceAll(/\w+Policy: undefined,?/g, ''),
    };
    const { code, stdout, stderr } = await run(['config', 'check', 'a.json5'], files);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'ok\n' });
    expect(stderr).toMatch(/^warning: imessage: groupPolicy="allowlist".*\n$/);
  });

  test('prints every problem and the remedy, and exits 1', async () => {
    const files = { 'a.json5': '{ chanels: {}, sesion: {} }' };
    expect(await run(['config', 'check', 'a.json5'], files)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'imgate: config_invalid:\n' +
        '  chanels: unknown key. Did you mean channels? (line 1, column 3)\n' +
        '  sesion: unknown key. Did you mean session? (line 1, column 16)\n' +
        `${ERRORS.config_invalid.remedy}\n`,
    });
  });

  test('reads the file at the default place where none is named', async () => {
    const { code } = await run(['config', 'check'], { '/home/ada/.imgate/imgate.json5': GOOD });
    expect(code).toBe(0);
    const { stderr } = await run(['config', 'check']);
    expect(stderr).toMatch(/^imgate: config_unreadable: \/home\/ada\/\.imgate\/imgate\.json5: ENOENT/);
  });

  test('without an agent it warns, and is in order (ruling-44)', async () => {
    const files = {
      'a.json5': '{ channels: { imessage: { dmPolicy: "disabled", groupPolicy: "disabled" } } }',
    };
    const { code, stderr } = await run(['config', 'check', 'a.json5'], files);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: imessage: no agent is configured that could be run: .* type: "echo"/);
  });

  test('takes --config as every other command does', async () => {
    const { code } = await run(['config', 'check', '--config', 'a.json5'], { 'a.json5': GOOD });
    expect(code).toBe(0);
  });

  test('says which file it cannot read', async () => {
    const { code, stderr } = await run(['config', 'check', 'gone.json5']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^imgate: config_unreadable: gone\.json5: ENOENT/);
  });
});

describe('a command that asks a gateway', () => {
  test('looks in the default folder where there is no file, and says what is wrong with one that is there', async () => {
    const missing = await run(['status']);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('gateway_not_running') });
    const broken = await run(['status'], { '/home/ada/.imgate/imgate.json5': '{ stateDir: ' });
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('config_unreadable') });
  });

  test('looks nowhere else where the file that a variable names is not there', async () => {
    const { code, stderr } = await run(['status'], {}, { IMGATE_CONFIG: '/etc/gate.json5' });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('config_unreadable: /etc/gate.json5: ENOENT'),
    ]);
  });

  test.each(['7', 'chat_id:7'])('takes %s for the number of a chat', async (number) => {
    const { code, stderr } = await run(['channels', 'confirm-chat', number]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('gateway_not_running')]);
  });
});

describe('imgate errors', () => {
  test('prints the whole registry', async () => {
    const { code, stdout } = await run(['errors']);
    expect(code).toBe(0);
    for (const name of Object.keys(ERRORS)) expect(stdout).toContain(`${name} (`);
  });

  test('prints one row', async () => {
    const { meaning, remedy } = ERRORS.rpc_timeout;
    expect(await run(['errors', 'rpc_timeout'])).toEqual({
      code: 0,
      stdout: `rpc_timeout (indefinite)\n  ${meaning}\n  ${remedy}\n`,
      stderr: '',
    });
  });

  test.each([
    ['rpc_timeot', 'imgate: no error has the code "rpc_timeot". Did you mean rpc_timeout?\n'],
    ['constructor', 'imgate: no error has the code "constructor". imgate errors shows all there are.\n'],
  ])('fails for %s, which is no code', async (code, stderr) => {
    expect(await run(['errors', code])).toEqual({ code: 1, stdout: '', stderr });
  });
});
