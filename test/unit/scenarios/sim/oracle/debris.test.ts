import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

function judged(facts: Parameters<DoctoredRun['row']>[0], history: Partial<History> = {}): string {
  const run = createDoctoredRun();
  run.row(facts);
  return judgementIn(run.history(history));
}

describe('what is no speech', () => {
  it('a sticker on a message is not, where its file counts and chat.db can be asked', () => {
    const including = (more: object = {}) => ({
      lives: lifeUnder(configOf({ ...OPEN, includeAttachments: true, ...more })),
    });
    const sticker = { text: '\uFFFC', attachments: 1, associatedType: 1000 };
    expect(judged(sticker, including())).toBe('must not');
    expect(judged({ ...sticker, associatedType: 2007 }, including())).toBe('must not');
    expect(judged({ ...sticker, associatedType: 0 }, including())).toBe('must');
    expect(judged({ ...sticker, associatedType: 2 }, including())).toBe('must');
    expect(judged(sticker, including({ remoteHost: 'me@mac.example.com' }))).toBe('must');
    const locked = { what: 'locked', of: 'reading', fromMs: START_MS, toMs: START_MS + MINUTE_MS } as const;
    expect(judged(sticker, { ...including(), disturbances: [locked] })).toBe(
      'chat.db may not have said that it is a sticker',
    );
  });

  it.each([
    'streamtyped\uFFFD\uFFFD@\uFFFDNSMutableAttributedString',
    '\u0004bplist00\u0001',
    'Edited to “See you at six”',
    'Edited to: “one\ntwo',
    'Edited to "six"',
    '<think>they want tea</think> Tea it is.',
    'assistant to=user Tea it is.',
    'Tea.\n#+#+#+#+#+',
  ])('what is no speech is not answered: %j', (said) => {
    expect(judged({ text: said })).toBe('must not');
  });

  it('nor what was all of that in turn, and never more', () => {
    const versions = (...texts: string[]) =>
      texts.map((text, index) => ({ text, isFromMe: false, atMs: START_MS + (index + 1) * MINUTE_MS }));
    expect(judged({ versions: versions('Edited to “six”', '') })).toBe('must not');
    expect(judged({ versions: versions('', 'streamtyped\uFFFD\uFFFD@', 'Edited to “six”') })).toBe(
      'must not',
    );
    expect(judged({ versions: versions('Edited to “six”', 'at six') })).not.toBe('must not');
  });

  it.each([
    'streamtyped',
    'bplist00\nis what I see',
    'I see streamtyped\uFFFD',
    'Edited to add “six”',
    'Edited to “six”, yes?',
    'what does `<final>` mean?',
    'look:\n```\nassistant to=user\n```',
  ])('what only looks like it is: %j', (said) => {
    expect(judged({ text: said })).toBe('must');
  });

  it('a sentence about an edit is a message where an app or a file comes with it', () => {
    const attachments = { lives: lifeUnder(configOf({ ...OPEN, includeAttachments: true })) };
    const sentence = 'Edited to “six”';
    expect(judged({ text: sentence, balloonId: 'com.example.app' })).toBe('must');
    expect(judged({ text: sentence, attachments: 1 })).toBe('must not');
    expect(judged({ text: sentence, attachments: 1 }, attachments)).toBe('must');
  });
});
