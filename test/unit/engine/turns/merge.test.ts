import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { MERGED_CHARS_MAX, merge, TRUNCATION_MARK } from '../../../../engine/turns/merge.ts';
import { payload } from '../../../support/messages/payload.ts';

function message(text: string, fields: Record<string, unknown> = {}): Message {
  const normalized = normalize(payload({ text, ...fields }));
  if (!normalized.ok) throw new Error(normalized.field);
  return normalized.message;
}
const file = (name: string, mime: string | null) => ({
  original_path: `/a/${name}`,
  transfer_name: name,
  mime_type: mime,
});

describe('merge', () => {
  it('joins texts by one space, without empty ones and repetitions (COA-12)', () => {
    expect(
      merge([message(' Dump '), message(''), message('dump'), message('https://example.com')]).text,
    ).toBe('Dump https://example.com');
  });

  it('never cuts a single message', () => {
    const long = 'x'.repeat(MERGED_CHARS_MAX + 500);
    expect(merge([message(long)])).toMatchObject({ text: long, dropped: { chars: 0 } });
  });

  it('caps merged text with a marker, without tearing a surrogate pair, and says what it left out (COA-13, invariant-18)', () => {
    const merged = merge([message('y'), message(`${'x'.repeat(MERGED_CHARS_MAX - 3)}😀tail`)]);
    expect(merged.text).toBe(`y ${'x'.repeat(MERGED_CHARS_MAX - 3)}${TRUNCATION_MARK}`);
    expect(merged.dropped.chars).toBe(5);
  });

  it('takes the first nine rows and the last, and lists every GUID (COA-13, COA-14)', () => {
    const rows = Array.from({ length: 12 }, (_, index) =>
      message(`t${index + 1}`, { guid: `G${index + 1}` }),
    );
    const merged = merge(rows);
    expect(merged.text).toBe('t1 t2 t3 t4 t5 t6 t7 t8 t9 t12');
    expect(merged.messageGuids).toEqual(rows.map((row) => row.guid));
    expect(merged.dropped.entries).toBe(2);
  });

  it('lists the GUIDs of previews that imsg has folded in', () => {
    const preview = { id: 9, guid: 'P', balloon_bundle_id: 'x', created_at: 'y' };
    expect(merge([message('see it', { guid: 'T', url_preview: preview })]).messageGuids).toEqual(['T', 'P']);
  });

  it('keeps at most twenty files, none of which is the payload of a preview (ATT-2)', () => {
    const files = [
      file('p.pluginPayloadAttachment', null),
      ...Array.from({ length: 25 }, (_, i) => file(`${i}.png`, 'image/png')),
    ];
    const merged = merge([message('look', { attachments: files })]);
    expect(merged.attachments).toHaveLength(20);
    expect(merged.attachments[0]).toMatchObject({ path: '/a/0.png', name: '0.png', mimeType: 'image/png' });
    expect(merged.dropped.attachments).toBe(5);
  });

  it.each([
    ['image/png', '<media:image>'],
    ['audio/x-caf', '<media:audio>'],
    ['application/pdf', '<media:document>'],
    ['text/vcard', '<media:document>'],
    [null, '<media:attachment>'],
  ])('stands %s without text for %s (ATT-4)', (mime, text) => {
    expect(merge([message('\uFFFC', { attachments: [file('a', mime)] })]).text).toBe(text);
  });

  it('carries the date of the latest row (COA-12)', () => {
    const rows = [message('a'), message('b', { created_at: '2026-03-02T09:00:05.000Z' })];
    expect(merge(rows).sentAtMs).toBe(Date.parse('2026-03-02T09:00:05.000Z'));
  });
});
