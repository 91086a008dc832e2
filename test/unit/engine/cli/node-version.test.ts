import { expect, test } from 'vitest';
import { isSupportedNode } from '../../../../engine/cli/node-version.ts';

test.each(['22.18.0', '22.21.1', '24.0.0', '26.3.0', '27.0.0'])('runs on Node %s', (version) => {
  expect(isSupportedNode(version)).toBe(true);
});

test.each(['18.20.0', '20.20.2', '21.7.0', '22.17.9', '23.11.0', '25.2.0', ''])(
  'does not run on Node %j',
  (version) => {
    expect(isSupportedNode(version)).toBe(false);
  },
);
