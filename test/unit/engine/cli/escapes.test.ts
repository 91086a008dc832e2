import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { endOnEscapes } from '../../../../engine/cli/escapes.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

it('ends the process with one line and a code, without the words of what escaped (T2, T8)', () => {
  const source = new EventEmitter();
  const logger = createListLogger();
  let ends = 0;
  const { release } = endOnEscapes(source, logger, () => ends++);
  source.emit('uncaughtException', new TypeError('Meet me at nine'));
  expect(ends).toBe(1);
  const shown = logger.lines.filter((line) => !line.startsWith('debug'));
  expect(shown).toEqual([
    expect.stringMatching(
      /^error gateway: ended by a fault of its own \(TypeError\)\. Start the gateway again/,
    ),
  ]);
  expect(logger.lines[0]).toBe('debug gateway: Meet me at nine');
  release();
  expect(source.listenerCount('uncaughtException')).toBe(0);
});
