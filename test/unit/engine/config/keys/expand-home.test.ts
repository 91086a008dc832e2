import { expect, test } from 'vitest';
import { expandHome } from '../../../../../engine/config/keys/expand-home.ts';

test.each([
  ['~', '/home/ada'],
  ['~/x', '/home/ada/x'],
  ['~bob/x', '~bob/x'],
  ['/a/~', '/a/~'],
])('expands the home in %s only where it stands for it', (path, expanded) => {
  expect(expandHome(path, '/home/ada')).toBe(expanded);
});
