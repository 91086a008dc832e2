import { expect, test } from 'vitest';
import { createPinoLogger } from '../../../../engine/ports/pino-logger.ts';

function collect(level: 'debug' | 'info') {
  const lines: string[] = [];
  const logger = createPinoLogger({
    level,
    destination: { write: (line) => void lines.push(line) },
    clock: { wallMs: () => 1_700_000_000_123 },
  });
  return { lines, logger };
}

test('writes one JSON line a call, at once, with the time of the clock', () => {
  const { lines, logger } = collect('info');
  logger.warn('row dropped', { rowid: 7, reason: null });
  expect(lines).toEqual([
    '{"level":"warn","time":1700000000123,"rowid":7,"reason":null,"msg":"row dropped"}\n',
  ]);
});

test('leaves out what is below its level', () => {
  const { lines, logger } = collect('info');
  logger.debug('detail');
  logger.info('event');
  logger.error('failure');
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info', 'error']);
  const verbose = collect('debug');
  verbose.logger.debug('detail');
  expect(verbose.lines).toHaveLength(1);
});

test('keeps texts from outside on one line and bounded (invariant-54)', () => {
  const { lines, logger } = collect('info');
  logger.info('child said: a\u2028b\u202e %s', { stderr: 'x\ny', long: 'z'.repeat(5000) });
  expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'child said: a b  %s', stderr: 'x y' });
  expect(JSON.parse(lines[0]!).long).toHaveLength(2000);
});
