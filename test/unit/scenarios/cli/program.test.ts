import { expect, test } from 'vitest';
import { runLab } from '../../../../scenarios/cli/program.ts';
import { recordTerminal } from '../../engine/cli/terminal-recorder.ts';

async function run(...args: string[]) {
  const terminal = recordTerminal();
  const code = await runLab(args, terminal, '1.2.3');
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

test('imgate-lab explains itself on one screen', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('demo [options]');
  expect(stdout).toContain(
    'Exit codes: 0 passed, 1 failed, 2 inconclusive, 64 wrong usage, 130 interrupted.',
  );
  expect(stdout.split('\n').length).toBeLessThan(24);
});

test('imgate-lab prints its version', async () => {
  expect(await run('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
});

test.each([
  [[], 'Usage: imgate-lab'],
  [['dmo'], 'Did you mean demo?'],
  [['demo', '--kep'], 'Did you mean --keep?'],
  [['scenario', 'run', 'scenarios', '--jobs', '0'], 'a whole number from 1 on'],
  [['scenario', 'run', 'scenarios', '--speed', '-3'], 'a number above 0'],
  [['swarm', '--seeds', '1.5'], 'a whole number from 1 on'],
  [['swarm', '--jobs', '1.5'], 'a whole number from 1 on'],
  [['swarm', '--shrink', '1.5'], 'a whole number from 0 on'],
  [['swarm', '--minutes', '0'], 'a number above 0'],
  [['swarm', '--seed', '../a'], 'small letters, digits and single hyphens'],
  [['swarm', '--only', 'a-1', '--seeds', '2'], '--seeds'],
  [['swarm', '--against', 'HEAD', '--hours', '2'], '--hours'],
  [['swarm', '--against', 'HEAD', '--minutes', '2'], '--minutes'],
  [['swarm', '--against', 'HEAD', '--shrink', '2'], '--shrink'],
])('imgate-lab takes %j for wrong usage and says what was meant', async (args, hint) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(hint);
});
