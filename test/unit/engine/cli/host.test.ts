import { expect, test } from 'vitest';
import { hostProblem, isSupportedNode } from '../../../../engine/cli/host.ts';

test.each(['22.18.0', '22.21.1', '24.0.0', '26.3.0', '27.0.0'])('runs on Node %s', (version) => {
  expect(isSupportedNode(version)).toBe(true);
});

test.each(['18.20.0', '20.20.2', '21.7.0', '22.17.9', '23.11.0', '25.2.0', ''])(
  'does not run on Node %j',
  (version) => {
    expect(isSupportedNode(version)).toBe(false);
  },
);

test.each(['darwin', 'linux'])('runs on %s (ruling-46)', (platform) => {
  expect(hostProblem(platform, '24.0.0')).toBeNull();
  expect(hostProblem(platform, '20.0.0')).toMatch(/^needs Node 22\.18 or newer .* this is 20\.0\.0;/);
});

test('says in one line that Windows takes WSL, whatever its Node (ruling-46)', () => {
  for (const version of ['24.0.0', '20.0.0'])
    expect(hostProblem('win32', version)).toMatch(/^host_unsupported: .*\bWSL\b[^\n]*$/);
});
