import { expect, it } from 'vitest';
import { composeBody } from '../../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import { bodyReader, textOf } from '../../../../../fake-imsg/chat-db/read/rows.ts';

it('a NUL ends what stands in the column, and not what a build finds in a body (wire-4.3)', () => {
  const text = 'x'.repeat(188);
  const read = bodyReader({ bodies: 'guessed' });
  const { bytes } = composeBody('outgoing', [{ text }]);
  expect(textOf(read({ storedText: 'so far\0and on', body: null }))).toBe('so far');
  expect(textOf(read({ storedText: null, body: bytes }))).toBe(`\uFFFD\uFFFD\0${text}`);
});
