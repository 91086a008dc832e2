import { describe, expect, it } from 'vitest';
import { contentKey } from '../../../../engine/inbound/content.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { payload } from '../../../support/messages/payload.ts';

const SECRET = 'secret';

function keyOf(fields: Record<string, unknown> = {}, secret = SECRET) {
  const told = payload({ created_at: '2026-03-02T08:59:58.123Z', ...fields });
  const normalized = normalize(told, ownAddresses(null));
  if (!normalized.ok) throw new Error(normalized.field);
  return contentKey(normalized.message, told, secret);
}

describe('what a message is known by besides its GUID (ruling-23)', () => {
  it('is the same under another rowid, GUID and chat row', () => {
    const key = keyOf();
    expect(key).not.toBeNull();
    expect(keyOf({ id: 9, guid: 'G9', chat_id: 8, chat_guid: 'RCS;-;+15550001111' })).toEqual(key);
  });

  it.each([
    ['sender', { sender: '+15550002222' }],
    ['chat', { chat_guid: 'any;-;+15550002222' }],
    ['time', { created_at: '2026-03-02T08:59:58.124Z' }],
    ['text', { text: 'hello!' }],
    ['balloon', { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' }],
    ['file', { attachments: [{ original_path: '/a.png', transfer_name: 'a.png' }] }],
    ['file that is not there', { attachments: [{ transfer_name: 'a.png', missing: true }] }],
    ['file that is none', { attachments: [null] }],
  ])('is another with another %s', (_, fields) => {
    expect(keyOf(fields)!.hash).not.toBe(keyOf()!.hash);
  });

  it('says nothing to whoever has not the secret', () => {
    const { hash } = keyOf()!;
    expect(hash).toMatch(/^[0-9a-z]{9}-[\w-]{22}$/);
    expect(keyOf({}, 'other')!.hash).not.toBe(hash);
  });

  it.each([
    [
      'text and the name of its file',
      { text: 'ab', attachments: [{ transfer_name: 'c' }] },
      { text: 'a', attachments: [{ transfer_name: 'bc' }] },
    ],
    [
      'the names of two files',
      { attachments: [{ transfer_name: 'ab' }, { transfer_name: 'c' }] },
      { attachments: [{ transfer_name: 'a' }, { transfer_name: 'bc' }] },
    ],
  ])('is another where %s are parted elsewhere', (_, one, other) => {
    expect(keyOf(one)!.hash).not.toBe(keyOf(other)!.hash);
  });

  it.each([
    '2001-01-01T00:00:02.000Z',
    '2026-03-02T08:59:58.123Z',
    '2040-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999Z',
  ])('begins with its date in base 36: %s', (createdAt) => {
    const date = Date.parse(createdAt).toString(36).padStart(9, '0');
    expect(keyOf({ created_at: createdAt })!.hash.split('-')[0]).toBe(date);
  });

  it.each([
    ['own words', { is_from_me: true }],
    ['no text', { text: '' }],
    ['no date', { created_at: '' }],
    ['no sender', { sender: '' }],
  ])('is nothing for %s', (_, fields) => {
    expect(keyOf(fields)).toBeNull();
  });

  it('asks for ten seconds in between where the date has no fraction', () => {
    expect(keyOf()).toMatchObject({ apartMs: 0 });
    expect(keyOf({ created_at: '2026-03-02T08:59:58.000Z' })).toMatchObject({ apartMs: 10_000 });
  });
});
