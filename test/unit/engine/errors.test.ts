import { expect, test } from 'vitest';
import { EngineError, ERRORS } from '../../../engine/errors.ts';
import { sourceFiles, withoutComments } from '../../support/repository/source-files.ts';

const engine = sourceFiles('engine')
  .filter(({ path }) => path.endsWith('.ts') && !/^engine\/(operator-)?errors\.ts$/.test(path))
  .map(({ text }) => withoutComments(text))
  .join('\n');

test.each(Object.keys(ERRORS))('%s is raised somewhere', (code) => {
  expect(engine).toMatch(new RegExp(`['"]${code}['"]`));
});

test('every code that is raised has a row', () => {
  const raised = [...engine.matchAll(/new EngineError\(\s*['"](\w+)['"]/g)].map((match) => match[1]!);
  expect(raised.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  expect(raised).not.toEqual([]);
});

test('an error carries what its row says, unless more is known', () => {
  const plain = new EngineError('rpc_timeout');
  expect(plain).toMatchObject({
    code: 'rpc_timeout',
    message: ERRORS.rpc_timeout.meaning,
    outcome: 'indefinite',
  });
  const cause = new Error('pipe');
  const known = new EngineError('rpc_timeout', { message: 'never written', outcome: 'definite', cause });
  expect(known).toMatchObject({
    message: 'never written',
    outcome: 'definite',
    cause,
    remedy: ERRORS.rpc_timeout.remedy,
  });
  expect(Object.hasOwn(plain, 'cause')).toBe(false);
});
