// Notes to oneself: which own rows are, and which row of one is the second.

import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { firstRowOf, isNoteOfOwner, type SelfNote } from '../../../../engine/echo/self-notes.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { URL_BALLOON } from '../../../../engine/message/preview.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';

const ME = '+15550009999';
const CHAT = id.chat(`any;-;${ME}`);
const SENT_AT_MS = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FILE = [{ transfer_name: 'a.pdf', original_path: '/a.pdf', mime_type: 'application/pdf' }];

function ownRow(text: string, inMs: number, more: object = {}, known = ownAddresses(null)) {
  const place = { sender: ME, destination_caller_id: ME, chat_identifier: ME, chat_guid: CHAT };
  const dated = { created_at: new Date(SENT_AT_MS + inMs).toISOString() };
  const normalized = normalize(payload({ ...place, ...dated, is_from_me: true, text, ...more }), known);
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  return normalized.message;
}

/** An answer that says `text` was sent, and ended two seconds later. */
function sent(text: string, isUnknown = false, chat = CHAT) {
  const own = createOwnSends();
  own.opened(id.part('p'), chat);
  own.sending(id.part('p'), chat, text, SENT_AT_MS);
  own.notSending(id.part('p'), SENT_AT_MS + 2_000, isUnknown);
  return own;
}
const isNote = (own: ReturnType<typeof sent>, text: string, inMs: number, more: object = {}) =>
  isNoteOfOwner(ownRow(text, inMs, more), own.sends, SENT_AT_MS + inMs);

describe('an own row in the chat with oneself', () => {
  it('is a note where nothing of ours is near', () => {
    expect(isNote(createOwnSends(), 'milk', 0)).toBe(true);
    expect(isNote(createOwnSends(), '', 0, { attachments: FILE })).toBe(true);
    expect(isNote(createOwnSends(), 'https://example.com', 0, { balloon_bundle_id: URL_BALLOON })).toBe(true);
  });

  it('is none where it says nothing, could not be read, is put on a message, or has no date', () => {
    const own = createOwnSends();
    expect(isNote(own, '', 0)).toBe(false);
    expect(isNote(own, 'mi\uFFFDlk', 0)).toBe(false);
    expect(isNote(own, 'streamtyped\u0001\u0002', 0)).toBe(false);
    expect(isNote(own, 'Edited to “milk”', 0)).toBe(false);
    expect(isNote(own, '<thinking>milk</thinking> milk', 0)).toBe(false);
    expect(isNote(own, 'milk', 0, { is_reaction: true })).toBe(false);
    expect(isNote(own, 'milk', 0, { created_at: undefined })).toBe(false);
  });

  it('is none where it did not leave from the very address of the chat (ECH-2)', () => {
    const own = createOwnSends();
    expect(isNote(own, 'milk', 0, { destination_caller_id: undefined })).toBe(false);
    expect(isNote(own, 'milk', 0, { destination_caller_id: '+15550008888' })).toBe(false);
    expect(isNote(own, 'milk', 0, { is_group: true })).toBe(false);
    expect(isNote(own, 'milk', 0, { is_from_me: false })).toBe(false);
    const listed = ownRow('milk', 0, {}, ownAddresses(['+15550008888']));
    expect(isNoteOfOwner(listed, own.sends, SENT_AT_MS)).toBe(false);
  });

  it('is none while a part is open there, whatever it says', () => {
    const own = createOwnSends();
    own.opened(id.part('p'), id.chat(`iMessage;-;${ME}`));
    expect(isNote(own, 'milk', 0)).toBe(false);
    own.notSending(id.part('p'), SENT_AT_MS);
    expect(isNote(own, 'milk', 0)).toBe(true);
  });

  it('is none for ten minutes where it says what was sent, wherever that went (ruling-33)', () => {
    for (const chat of [CHAT, id.chat('any;-;+15550001111')]) {
      const own = sent('milk', false, chat);
      expect(isNote(own, 'milk', 9 * MINUTE_MS)).toBe(false);
      expect(isNote(own, 'bread', 9 * MINUTE_MS)).toBe(true);
      expect(isNote(own, 'milk', 11 * MINUTE_MS)).toBe(true);
    }
    expect(isNote(sent(''), '', MINUTE_MS, { attachments: FILE })).toBe(false);
  });

  it('is none where it is the preview of a link that was sent', () => {
    const own = sent('See https://www.example.com/a');
    const preview = { balloon_bundle_id: URL_BALLOON };
    expect(isNote(own, 'https://example.com/a', MINUTE_MS, preview)).toBe(false);
    expect(isNote(own, 'https://example.com/b', MINUTE_MS, preview)).toBe(true);
    expect(isNote(own, 'https://example.com/a', 11 * MINUTE_MS, preview)).toBe(true);
    const onItsWay = createOwnSends();
    onItsWay.sending(id.part('p'), id.chat('any;-;x'), 'See https://example.com/a', SENT_AT_MS);
    expect(isNote(onItsWay, 'https://example.com/a', DAY_MS, preview)).toBe(false);
  });

  it('is none for a day where nobody knows whether as much, and more or less, has left for there', () => {
    const own = sent('milk and bread', true);
    for (const text of ['milk and bread', '*milk and bread', 'milk']) {
      expect(isNote(own, text, 23 * 60 * MINUTE_MS)).toBe(false);
      expect(isNote(own, text, DAY_MS + MINUTE_MS)).toBe(true);
    }
    expect(isNote(own, 'salt', MINUTE_MS)).toBe(true);
    const elsewhere = sent('milk and bread', true, id.chat('any;-;+15550001111'));
    expect(isNote(elsewhere, 'milk', MINUTE_MS)).toBe(true);
    expect(isNote(sent('', true), 'list', MINUTE_MS, { attachments: FILE })).toBe(false);
    expect(isNote(sent('', true), 'list', MINUTE_MS)).toBe(true);
    const forgotten = createOwnSends();
    forgotten.sentBefore(CHAT, null, SENT_AT_MS, true);
    expect(isNote(forgotten, 'salt', MINUTE_MS)).toBe(false);
  });

  it('is none where its GUID proves it to be ours, or what was sent may be forgotten', () => {
    const own = createOwnSends();
    own.addGuid(id.guid('MINE'));
    expect(isNote(own, 'milk', 0, { guid: 'mine' })).toBe(false);
    own.forgotTo(SENT_AT_MS);
    expect(isNote(own, 'milk', 9 * MINUTE_MS)).toBe(false);
    expect(isNote(own, 'milk', 11 * MINUTE_MS)).toBe(true);
  });
});

describe('of the two rows of a note', () => {
  const note = (eventId: string, more: Partial<SelfNote> = {}): SelfNote => ({
    eventId,
    conversation: ME,
    isOwnRow: true,
    words: 'milk',
    sentAtMs: SENT_AT_MS,
    arrivedAtMs: SENT_AT_MS,
    twin: null,
    ...more,
  });
  const copy = (more: Partial<SelfNote> = {}) => note('copy', { isOwnRow: false, ...more });

  it('the second says the same and is dated within two seconds, however late it is seen', () => {
    expect(firstRowOf(copy({ sentAtMs: SENT_AT_MS + 2_000 }), [note('a')])).toBe('a');
    expect(firstRowOf(copy({ sentAtMs: SENT_AT_MS - 2_000 }), [note('a')])).toBe('a');
    expect(firstRowOf(copy({ sentAtMs: SENT_AT_MS + 2_001 }), [note('a')])).toBeNull();
    expect(firstRowOf(copy({ arrivedAtMs: SENT_AT_MS + 3_600_000 }), [note('a')])).toBe('a');
    expect(firstRowOf(note('own'), [copy()])).toBe('copy');
  });

  it('the second is the other one: not another own row, other words or another chat', () => {
    expect(firstRowOf(note('b'), [note('a')])).toBeNull();
    expect(firstRowOf(copy({ words: 'bread' }), [note('a')])).toBeNull();
    expect(firstRowOf(copy({ words: '' }), [note('a', { words: '' })])).toBeNull();
    expect(firstRowOf(copy({ conversation: 'another' }), [note('a')])).toBeNull();
  });

  it('the words of an own one are known however an old build reads its body', () => {
    const words = 'Milk is on the list, together with bread.';
    const read = `)${words}`;
    expect(firstRowOf(copy({ words }), [note('a', { words: read })])).toBe('a');
    expect(firstRowOf(note('own', { words: read }), [copy({ words })])).toBe('copy');
  });

  it('a row without a date is one where it is seen within ten seconds', () => {
    const undated = (inMs: number) => copy({ sentAtMs: null, arrivedAtMs: SENT_AT_MS + inMs });
    expect(firstRowOf(undated(10_000), [note('a')])).toBe('a');
    expect(firstRowOf(undated(10_001), [note('a')])).toBeNull();
  });

  it('each note has one second row, the nearest, which stays it when it is told again', () => {
    const notes = [note('a', { twin: 'copy' }), note('b', { sentAtMs: SENT_AT_MS + 900 }), note('c')];
    expect(firstRowOf(copy(), notes)).toBe('a');
    const other = { ...copy({ sentAtMs: SENT_AT_MS + 800 }), eventId: 'other' };
    expect(firstRowOf(other, notes)).toBe('b');
    expect(firstRowOf(other, [note('a', { twin: 'copy' })])).toBeNull();
  });
});
