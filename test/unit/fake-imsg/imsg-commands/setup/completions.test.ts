import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

function completions(...args: string[]) {
  const { lines, exitCode } = startTestImsg(createTestMac().device, { argv: ['completions', ...args] });
  return { code: exitCode(), text: lines.join('\n') };
}

describe('imsg completions', () => {
  it.each(['bash', 'zsh', 'fish', 'LLM'])('for %s names the commands and their options', (shell) => {
    const { code, text } = completions(shell);
    expect(code).toBe(0);
    expect(text).toContain('send-rich');
    expect(text).toMatch(/since-rowid/);
  });

  it.each([
    [[], 'Missing shell argument. Use: bash, zsh, fish, or llm'],
    [['tcsh'], "Unknown shell 'tcsh'. Use: bash, zsh, fish, or llm"],
  ])('%j is refused', (args, text) => {
    expect(completions(...args)).toEqual({ code: 1, text });
  });
});
