import { expect, it } from 'vitest';
import type { Message } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { told } from '../../../../engine/tools/told.ts';

function said(text: string, more: object = {}): Message {
  const fields = { id: 1, guid: 'G', chat_guid: 'any;-;+15550001111', sender: '+15550001111', ...more };
  const normalized = normalize({ ...fields, text, created_at: '2026-03-02T09:00:00.000Z' });
  if (!normalized.ok) throw new Error(normalized.field);
  return normalized.message;
}

const MUCH = { rowsMax: 50, bytesMax: 65_536 };
const all = (messages: readonly Message[]) => ({ messages, isFull: false });
const texts = (rows: readonly Message[], limits = MUCH, wanted?: number) =>
  told(all(rows), limits, wanted).messages.map(({ text }) => text);

it('names who said it, when, and what stands beside it', () => {
  const attachments = [{ original_path: '/a/b.pdf', transfer_name: 'b.pdf', total_bytes: 7 }];
  const own = said('mine', { is_from_me: true, sender: '', attachments });
  expect(told(all([said('hi', { sender_name: 'Alice' }), own]), MUCH)).toEqual({
    messages: [
      { messageId: 'G', from: '+15550001111', name: 'Alice', at: '2026-03-02T09:00:00.000Z', text: 'hi' },
      {
        messageId: 'G',
        from: 'Me',
        at: '2026-03-02T09:00:00.000Z',
        text: 'mine',
        files: [{ index: 1, name: 'b.pdf', kind: 'document', bytes: 7 }],
      },
    ],
    isCut: false,
  });
});

it('keeps the newest where there are too many, and says so', () => {
  const rows = ['a', 'b', 'c'].map((text) => said(text));
  expect(texts(rows, { ...MUCH, rowsMax: 2 })).toEqual(['b', 'c']);
  expect(texts(rows, MUCH, 1)).toEqual(['c']);
  expect(texts(rows, { ...MUCH, rowsMax: 2 }, 50)).toEqual(['b', 'c']);
  expect(told(all(rows), MUCH, 1).isCut).toBe(true);
});

it('never says more than there is room for, whatever a message holds', () => {
  const bytesMax = 1_024;
  const long = '😀"\n'.repeat(5_000);
  for (const rows of [
    [said(long)],
    [said('x'.repeat(600)), said('y'.repeat(600))],
    [said('a'), said(long)],
  ]) {
    const { messages, isCut } = told(all(rows), { ...MUCH, bytesMax });
    expect(messages).toHaveLength(1);
    expect(Buffer.byteLength(JSON.stringify(messages[0]))).toBeLessThanOrEqual(bytesMax);
    expect(messages[0]!.text.isWellFormed()).toBe(true);
    expect(isCut).toBe(rows.length > 1);
  }
});
