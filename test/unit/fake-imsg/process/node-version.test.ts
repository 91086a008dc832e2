import { describe, expect, it } from 'vitest';
import { nodeVersionProblem } from '../../../../fake-imsg/process/node-version.ts';

describe('nodeVersionProblem', () => {
  it.each(['v22.18.0', 'v22.20.1', 'v24.0.0'])('is content with %s', (version) => {
    expect(nodeVersionProblem(version)).toBeNull();
  });

  it.each(['v22.17.9', 'v20.19.0', 'v18.0.0'])('refuses %s in one line', (version) => {
    expect(nodeVersionProblem(version)).toBe(`Node ${version} is too old; install Node 22.18 or newer.`);
  });
});
