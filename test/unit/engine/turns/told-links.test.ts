import { describe, expect, it } from 'vitest';
import { URL_BALLOON } from '../../../../engine/message/preview.ts';
import { createToldLinks } from '../../../../engine/turns/told-links.ts';
import { member } from '../../../support/messages/member.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12) + seconds * 1_000).toISOString();
const says = (text: string, seconds: number, fields: object = {}) =>
  member({ id: 10 + seconds, text, created_at: at(seconds), ...fields });
const silent = (seconds: number, fields: object = {}) =>
  says('', seconds, { balloon_bundle_id: URL_BALLOON, ...fields });

describe('a preview without words', () => {
  it.each(['https://example.com/7', 'See www.example.com.', 'HTTP://EXAMPLE.COM'])(
    'is told where its writer has just said %s, once',
    (text) => {
      const { isTold } = createToldLinks('default');
      expect(isTold([says(text, 0)])).toBe(false);
      expect(isTold([silent(14)])).toBe(true);
      expect(isTold([silent(14)])).toBe(false);
    },
  );

  it('is told once for each link', () => {
    const { isTold } = createToldLinks('default');
    isTold([says('https://example.com/1 https://example.com/2', 0)]);
    expect([isTold([silent(1)]), isTold([silent(2)]), isTold([silent(3)])]).toEqual([true, true, false]);
  });

  it.each([
    ['without a link', [says('Order', 0)], silent(1)],
    ['which have its preview already', [says('https://example.com/7', 0), silent(1)], silent(2)],
    ['of long ago', [says('https://example.com/7', 0)], silent(15)],
    ['of somebody else', [says('https://example.com/7', 0)], silent(1, { sender: '+15550002222' })],
    ['in another chat', [says('https://example.com/7', 0)], silent(1, { chat_guid: 'any;+;other' })],
  ])('is a message of its own behind words %s', (_, [first, ...rest], preview) => {
    const { isTold } = createToldLinks('default');
    isTold([first!, ...rest]);
    expect(isTold([preview])).toBe(false);
  });

  it('is a message of its own behind words that followed those with a link', () => {
    const { isTold } = createToldLinks('default');
    isTold([says('https://example.com/7', 0)]);
    isTold([says('And this', 1)]);
    expect(isTold([silent(2)])).toBe(false);
  });
});

it('nothing else is ever told', () => {
  const { isTold } = createToldLinks('default');
  isTold([says('https://example.com/7', 0)]);
  expect(isTold([says('https://example.com/7', 1, { balloon_bundle_id: URL_BALLOON })])).toBe(false);
  expect(isTold([says('https://example.com/7', 2)])).toBe(false);
});
