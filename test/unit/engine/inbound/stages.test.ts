import { describe, expect, it } from 'vitest';
import { echo } from '../../../../engine/echo/echo.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { eventId, malformedEventId } from '../../../../engine/inbound/claim.ts';
import { ageOf, LIVE_WINDOW_MS } from '../../../../engine/inbound/fence.ts';
import type { Message } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';

function message(fields: Record<string, unknown> = {}): Message {
  const normalized = normalize(payload(fields));
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  return normalized.message;
}

const RECOVERY_WINDOW_MS = 2 * 60 * 60_000;
const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const sentAgo = (ms: number) => message({ id: 50, created_at: new Date(NOW_MS - ms).toISOString() });

describe('normalize', () => {
  it('takes U+FFFC out of the text and trims it (ruling-10)', () => {
    expect(message({ text: '\uFFFC look \uFFFC' }).text).toBe('look');
  });

  it('knows a row in no chat by chat_id 0 and an empty guid', () => {
    expect(message({ chat_id: 0, chat_guid: '' })).toMatchObject({ chatId: null, chatGuid: null });
  });

  it.each([
    ['id', '7'],
    ['text', 5],
    ['guid', null],
    ['chat_id', 1.5],
    ['is_from_me', 'no'],
    ['participants', 'a,b'],
  ])('refuses a wrong type of %s and names the field', (field, value) => {
    expect(normalize(payload({ [field]: value }))).toMatchObject({ ok: false, field });
  });

  it('answers the keys of what it refuses, sorted, and none for what is no object (REC-14)', () => {
    expect(normalize({ text: 1, id: 1 })).toMatchObject({ ok: false, keys: ['id', 'text'] });
    expect(normalize(null)).toMatchObject({ ok: false, keys: [] });
    expect(normalize([])).toMatchObject({ ok: false, keys: [] });
  });

  it('reads a date that is none as unknown', () => {
    expect(message({ created_at: 'yesterday' }).sentAtMs).toBeNull();
  });
});

describe('the files of a row', () => {
  it('are also those that are not there yet; what has neither a name nor a path is left out (ATT-3)', () => {
    const file = {
      original_path: '/a/1.png',
      transfer_name: '1.png',
      mime_type: 'image/png',
      total_bytes: 5,
    };
    const attachments = [
      file,
      { ...file, missing: true },
      { ...file, original_path: '' },
      { mime_type: 'x' },
    ];
    expect(message({ attachments }).attachments).toEqual([
      { path: '/a/1.png', name: '1.png', kind: 'image', mimeType: 'image/png', bytes: 5 },
      { path: '/a/1.png', name: '1.png', kind: 'image', mimeType: 'image/png', bytes: 5 },
      { path: '', name: '1.png', kind: 'image', mimeType: 'image/png', bytes: 5 },
    ]);
  });
});

describe('claim', () => {
  it('knows a row by its GUID, wherever it is sighted', () => {
    expect(eventId(message({ guid: 'G-1', id: 1 }))).toBe(
      eventId(message({ guid: 'G-1', id: 2, chat_id: 9 })),
    );
  });

  it('knows a row without GUID by who wrote what, where and when (REC-1)', () => {
    const one = eventId(message({ guid: '', id: 1 }));
    expect(eventId(message({ guid: '', id: 2 }))).toBe(one);
    expect(eventId(message({ guid: '', text: 'other' }))).not.toBe(one);
  });

  it('knows a row that lacks a part of the composite by its rowid', () => {
    expect(eventId(message({ guid: '', sender: '', id: 12 }))).toBe('row:12');
  });

  it('knows a malformed payload again, whatever subscription carried it', () => {
    expect(malformedEventId({ id: 'x' })).toBe(malformedEventId({ id: 'x' }));
    expect(malformedEventId(undefined)).not.toBe(malformedEventId(null));
  });
});

describe('fence', () => {
  const local = { boundary: 100, hasCursor: true, recoveryWindowMs: RECOVERY_WINDOW_MS };

  it('lets a replayed row pass up to the recovery window and no longer (REC-8, RS-2, RS-3)', () => {
    expect(ageOf(sentAgo(RECOVERY_WINDOW_MS), NOW_MS, local)).toMatchObject({
      isStale: false,
      isReplay: true,
    });
    expect(ageOf(sentAgo(RECOVERY_WINDOW_MS + 1), NOW_MS, local)).toMatchObject({
      isStale: true,
      isReplay: true,
    });
  });

  it('holds rows above the boundary to the live window (RS-4)', () => {
    const above = { boundary: 49, hasCursor: true, recoveryWindowMs: RECOVERY_WINDOW_MS };
    expect(ageOf(sentAgo(LIVE_WINDOW_MS), NOW_MS, above)).toMatchObject({ isStale: false, isReplay: false });
    expect(ageOf(sentAgo(LIVE_WINDOW_MS + 1), NOW_MS, above)).toMatchObject({
      isStale: true,
      isReplay: false,
    });
  });

  it('holds every row to the live window behind a remote wrapper (RS-6)', () => {
    const remote = { boundary: null, hasCursor: true, recoveryWindowMs: RECOVERY_WINDOW_MS };
    expect(ageOf(sentAgo(20 * 60_000), NOW_MS, remote)).toMatchObject({ isStale: true, isReplay: false });
  });

  describe('for what was there at the first look (ruling-28)', () => {
    const MINUTE_MS = 60_000;
    const beginning = { toRowid: 60, beforeMs: NOW_MS - 20 * MINUTE_MS, windowMs: RECOVERY_WINDOW_MS };
    const there = { ...local, beginning };
    const isStale = (agoMs: number, rule: Parameters<typeof ageOf>[2] = there) =>
      ageOf(sentAgo(agoMs), NOW_MS, rule).isStale;

    it('answers what is dated after the last look at the database before, within the recovery window', () => {
      expect(isStale(20 * MINUTE_MS)).toBe(false);
      expect(isStale(20 * MINUTE_MS + 1)).toBe(true);
      const longAgo = { ...there, beginning: { ...beginning, beforeMs: 0 } };
      expect(isStale(RECOVERY_WINDOW_MS, longAgo)).toBe(false);
      expect(isStale(RECOVERY_WINDOW_MS + 1, longAgo)).toBe(true);
    });

    it('answers nothing without a date, unless it was the first database of all', () => {
      const undated = message({ created_at: '' });
      expect(ageOf(undated, NOW_MS, there)).toMatchObject({ isStale: true, isReplay: true });
      const first = { ...there, beginning: { ...beginning, beforeMs: null } };
      expect(ageOf(undated, NOW_MS, first)).toMatchObject({ isStale: false, isReplay: true });
    });

    it('has no part in what came later', () => {
      expect(isStale(30 * MINUTE_MS, { ...there, beginning: { ...beginning, toRowid: 49 } })).toBe(false);
    });
  });

  it('holds every row to the live window on a first run', () => {
    expect(
      ageOf(sentAgo(20 * 60_000), NOW_MS, {
        boundary: 100,
        hasCursor: false,
        recoveryWindowMs: RECOVERY_WINDOW_MS,
      }).isStale,
    ).toBe(true);
  });

  it.each(['soon', '2001-01-01T00:00:00.000Z'])(
    'never calls a row without a date stale: %s (RS-11, Q9)',
    (created_at) => {
      expect(ageOf(message({ created_at }), NOW_MS, local).isStale).toBe(false);
    },
  );

  it('takes a date in the future for that of a row of this moment (ruling-4)', () => {
    expect(ageOf(sentAgo(-10 * 365 * 24 * 3_600_000), NOW_MS, local).isStale).toBe(false);
  });
});

describe('echo', () => {
  const own = createOwnSends();
  own.addGuid(id.guid('OWN'));
  own.sending(id.part('part'), id.chat('any;-;+15550001111'), 'ok', NOW_MS);
  const fateOf = (fields: Record<string, unknown>) => echo(message(fields), own.sends, NOW_MS);

  it('knows an own row by its GUID, whatever its flag says (C1, C5, C6)', () => {
    expect(fateOf({ guid: 'OWN', is_from_me: false })).toBe('own_send');
  });

  it("lets a person repeat the agent's words, even while they are being sent (C8, ECH-5, ECH-7, invariant-37)", () => {
    expect(fateOf({ text: 'ok', is_from_me: false })).toBeNull();
  });

  it('knows a row without sender by its text while that send is under way, in that chat only (ECH-4)', () => {
    expect(fateOf({ text: 'ok', sender: '' })).toBe('own_send');
    expect(fateOf({ text: 'ok', sender: '', chat_guid: 'any;-;+15550002222' })).toBeNull();
    expect(fateOf({ text: 'no', sender: '' })).toBeNull();
  });

  it('tells a message from another device of the owner from an own send (ECH-1)', () => {
    expect(fateOf({ text: 'typed on the phone', is_from_me: true })).toBe('from_me');
    expect(fateOf({ text: 'ok', is_from_me: true })).toBe('own_send');
  });
});
