import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../engine/errors.ts';
import { createEmitter } from '../../../engine/events.ts';
import { guardedLogger, listenerFailures } from '../../../engine/host-failures.ts';
import { createUnawaited } from '../../../engine/unawaited.ts';
import { createListLogger } from '../../support/messages/list-logger.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what nobody waits for', () => {
  function bed() {
    const logger = createListLogger();
    const fatal: EngineError[] = [];
    const unawaited = createUnawaited({ logger, onFatal: (error) => fatal.push(error) });
    const shown = () => logger.lines.filter((line) => !line.startsWith('debug'));
    return { unawaited, fatal, logger, shown };
  }

  it.each<[string, unknown, string]>([
    ['an error of the engine', new EngineError('store_full'), 'error The disk that holds the store is full'],
    ['an error', new TypeError('of Meet me at nine'), 'error a thing failed (TypeError).'],
    ['nothing', undefined, 'error a thing failed (undefined).'],
    ['a text', 'Meet me at nine', 'error a thing failed (string).'],
    ['an object without a text', Object.create(null), 'error a thing failed (object).'],
    [
      'an object that throws when it is looked at',
      new Proxy(
        {},
        {
          getPrototypeOf() {
            throw new Error('no');
          },
        },
      ),
      'error a thing failed (object).',
    ],
    [
      'an error whose words throw',
      Object.defineProperty(new Error(), 'message', {
        get() {
          throw new Error('no');
        },
      }),
      'error a thing failed (Error).',
    ],
  ])(
    'is told of in one line where it rejects with %s, and never in its words (T2)',
    async (_, thrown, line) => {
      const { unawaited, fatal, shown } = bed();
      unawaited(Promise.reject(thrown), 'a thing');
      unawaited(Promise.resolve(), 'another');
      await settled();
      expect(shown()).toEqual([expect.stringContaining(line)]);
      expect(shown()[0]).not.toContain('Meet me');
      expect(fatal).toEqual([]);
    },
  );

  it('ends the engine where that cannot go on without it, with a code (T2)', async () => {
    const { unawaited, fatal, shown, logger } = bed();
    unawaited(Promise.reject(new Error('words')), 'taking rows in', 'vital');
    unawaited(Promise.reject(new EngineError('store_unusable')), 'taking rows in', 'vital');
    await settled();
    expect(fatal.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'engine_fault: taking rows in failed (Error).',
      expect.stringMatching(/^store_unusable: /),
    ]);
    // Whoever ends it says so.
    expect(shown()).toEqual([]);
    expect(logger.lines[0]).toBe('debug taking rows in: words');
  });
});

describe('a program that embeds the engine', () => {
  const SUBSCRIBED = { accountId: 'default', sinceRowid: null, boundary: null };

  it('is told once of each event whose listeners fail, throwing or later, and the others hear all the same (T2)', async () => {
    const logger = createListLogger();
    const { emit, on } = createEmitter(listenerFailures(logger));
    const heard: string[] = [];
    on('subscribed', () => {
      throw new Error('of Meet me at nine');
    });
    on('subscribed', async () => Promise.reject(undefined));
    on('subscribed', () => void heard.push('subscribed'));
    on('acquired', () => {
      throw null;
    });
    emit('subscribed', SUBSCRIBED);
    await settled();
    emit('subscribed', SUBSCRIBED);
    emit('acquired', { epoch: 1 });
    await settled();
    expect(heard).toEqual(['subscribed', 'subscribed']);
    const shown = logger.lines.filter((line) => !line.startsWith('debug'));
    expect(shown).toEqual([
      expect.stringMatching(/^error A listener for "subscribed" failed \(Error\)\. /),
      expect.stringMatching(/^error A listener for "acquired" failed \(null\)\. /),
    ]);
  });

  it('may have a logger that throws, which costs its line alone', () => {
    const { lines, ...logger } = createListLogger();
    const guarded = guardedLogger({
      ...logger,
      warn() {
        throw new Error('the disk of the log is full');
      },
    });
    guarded.warn('one');
    guarded.info('two');
    expect(lines).toEqual(['info two']);
  });
});
