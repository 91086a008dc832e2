import { expect, test } from 'vitest';
import { errorText } from '../../../../engine/cli/report-error.ts';
import { EngineError, ERRORS } from '../../../../engine/errors.ts';

test('an engine error is its code, what failed, and the next step', () => {
  const error = new EngineError('imsg_not_found', { message: 'no program at /opt/imsg' });
  expect(errorText(error)).toBe(
    `imgate: imsg_not_found: no program at /opt/imsg\n${ERRORS.imsg_not_found.remedy}\n`,
  );
});

test('what came from outside cannot paint the terminal', () => {
  expect(errorText(new EngineError('rpc_error', { message: '\u001b[31mred' }))).not.toContain('\u001b');
});

test('any other error keeps its stack', () => {
  expect(errorText(new TypeError('oops'))).toMatch(/^imgate: TypeError: oops\n {4}at /);
});
