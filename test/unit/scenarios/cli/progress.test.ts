import { expect, test } from 'vitest';
import { createProgress } from '../../../../scenarios/cli/progress.ts';
import { recordTerminal } from '../../engine/cli/terminal-recorder.ts';

test('the line of progress is gone before anything else is printed', () => {
  const terminal = recordTerminal();
  const progress = createProgress(terminal, true);
  progress.clear();
  progress.show('1 seeds');
  progress.clear();
  progress.clear();
  expect(terminal.stderr).toBe('\r\u001b[K1 seeds\r\u001b[K');
});

test('where no terminal is, there is no line of progress', () => {
  const terminal = recordTerminal();
  const progress = createProgress(terminal, false);
  progress.show('1 seeds');
  progress.clear();
  expect(terminal.stderr).toBe('');
});
