// The owner's own words: what is theirs, what that makes of the rows behind it, and what may be an answer of ours.

import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import {
  type ClockWitnesses,
  noClockWitnesses,
  witnessRow,
} from '../../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { compileMentionPatterns } from '../../../../engine/message/mention.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import { accessOf } from '../../../support/messages/access.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';
import { bareSnapshot } from '../../../support/messages/snapshot.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE_MS = 60_000;
/** By so much her phone is behind. */
const PHONE_OFF_MS = 106 * MINUTE_MS;
const CHAT = id.chat('any;-;+15550001111');
const PLACE = {
  chat_guid: CHAT,
  chat_identifier: '+15550001111',
  destination_caller_id: '+15550009999',
};

const snapshot = (more: Partial<Snapshot> = {}) =>
  bareSnapshot({ quietMs: 10 * MINUTE_MS, ownersWords: new Map(), ...more });
const at = (inMs: number, fields: Record<string, unknown>) => {
  const all = { ...PLACE, created_at: new Date(NOW_MS + inMs).toISOString(), ...fields };
  return { raw: messageFrame(all), payload: payload(all), arrivedAtMs: NOW_MS + inMs };
};
const own = (inMs: number, text: string, more = {}) =>
  at(inMs, { guid: `OWN-${inMs}`, id: 50, is_from_me: true, text, ...more });
const hers = (inMs: number, text = 'hello', more = {}) =>
  at(inMs, { guid: `HERS-${inMs}`, id: 60, text, ...more });
const codes = (batch: Parameters<typeof decide>[0], more: Partial<Snapshot> = {}) =>
  decide(batch, snapshot(more)).map(({ code }) => code);

const witness = (clocks: ClockWitnesses, inMs: number) =>
  witnessRow(clocks, {
    sender: id.handle('+15550001111'),
    arrivedAtMs: NOW_MS + inMs,
    sentAtMs: NOW_MS + inMs - PHONE_OFF_MS,
  });
const saidAt = (atMs: number, gatewayAtMs = atMs) => ({ atMs, gatewayAtMs });

describe('after the owner has said something', () => {
  it('the agent is quiet there for the time, and not a moment longer (ruling-33)', () => {
    const spoken = [own(0, 'It is me'), hers(10 * MINUTE_MS - 1), hers(10 * MINUTE_MS)];
    expect(codes(spoken)).toEqual(['from_me', 'owner_speaks', 'admitted']);
  });

  it('what was said long before that and comes only then is left to them as well', () => {
    const late = (cameInMs: number) => ({ ...hers(-12 * MINUTE_MS), arrivedAtMs: NOW_MS + cameInMs });
    expect(codes([own(0, 'It is me'), late(2 * MINUTE_MS)])).toEqual(['from_me', 'owner_speaks']);
    const ownersWords = (saidInMs: number) => new Map([['+15550001111', saidAt(NOW_MS + saidInMs)]]);
    expect(codes([late(0)], { ownersWords: ownersWords(-1) })).toEqual(['owner_speaks']);
    // By a clock that was set meanwhile it came long before.
    expect(codes([late(0)], { ownersWords: ownersWords(10 * MINUTE_MS) })).toEqual(['admitted']);
  });

  it('that holds where a correction of the clock came between, and where a phone is wrong (ruling-4)', () => {
    const clocks = noClockWitnesses();
    for (const inMs of [-4, -2, 0]) witness(clocks, inMs * MINUTE_MS);
    const wrong = { created_at: new Date(NOW_MS + 5 * MINUTE_MS - PHONE_OFF_MS).toISOString() };
    const row = hers(5 * MINUTE_MS, 'from a phone that is behind', wrong);
    const quiet = (inMs: number) =>
      decide(
        [row],
        snapshot({ clocks, ownersWords: new Map([['+15550001111', saidAt(NOW_MS + inMs)]]) }),
      )[0]!;
    expect(quiet(0).code).toBe('owner_speaks');
    expect(quiet(0).row.verdicts[0]!.facts).toMatchObject({ ownerSaidAtMs: NOW_MS });
    expect(quiet(-5 * MINUTE_MS).code).toBe('admitted');
    // By the clock of those who write it was said longer ago than the agent is quiet.
    const words = new Map([['+15550001111', saidAt(NOW_MS - 60 * MINUTE_MS, NOW_MS)]]);
    expect(decide([hers(5 * MINUTE_MS)], snapshot({ ownersWords: words }))[0]!.code).toBe('owner_speaks');
  });

  it('the row tells when that was, so that the decision can be made again', () => {
    const [word, quiet] = decide([own(0, 'It is me'), hers(MINUTE_MS)], snapshot());
    expect(word!.consequences).toEqual([
      {
        kind: 'ownersWord',
        conversation: '+15550001111',
        ...saidAt(NOW_MS),
        cameAtMs: NOW_MS,
        arrivedAtMs: NOW_MS,
      },
    ]);
    expect(word!.row.verdicts[0]!.facts).toEqual({ isOwners: true });
    expect(quiet!.row.verdicts[0]!.facts).toMatchObject({ ownerSaidAtMs: NOW_MS });
  });

  it('that holds in the conversation over whatever service it goes on, and nowhere else', () => {
    const sms = { chat_guid: 'SMS;-;+15550001111' };
    const elsewhere = { chat_guid: 'any;-;+15550002222', chat_identifier: '+15550002222' };
    expect(codes([own(0, 'It is me', sms), hers(1, 'a'), hers(2, 'b', elsewhere)])).toEqual([
      'from_me',
      'owner_speaks',
      'admitted',
    ]);
  });

  it('that holds from before the batch, by the later of two words', () => {
    const ownersWords = new Map([['+15550001111', saidAt(NOW_MS - 9 * MINUTE_MS)]]);
    expect(codes([hers(0)], { ownersWords })).toEqual(['owner_speaks']);
    const late = { ...own(-20 * MINUTE_MS, 'Late'), arrivedAtMs: NOW_MS };
    expect(codes([late, hers(0)], { ownersWords })).toEqual(['from_me', 'owner_speaks']);
  });

  it('of words from before the clock was set back none is later than those that come after it (ruling-4)', () => {
    const ownersWords = new Map([['+15550001111', saidAt(NOW_MS + 24 * 60 * MINUTE_MS)]]);
    const spoken = [own(0, 'Again'), hers(MINUTE_MS), hers(10 * MINUTE_MS)];
    expect(codes(spoken, { ownersWords })).toEqual(['from_me', 'owner_speaks', 'admitted']);
  });

  it('a word that is dated ahead counts from when it came', () => {
    const ahead = own(0, 'It is me', { created_at: new Date(NOW_MS + 3_600_000).toISOString() });
    expect(codes([ahead, hers(11 * MINUTE_MS)])).toEqual(['from_me', 'admitted']);
  });

  it('what is no word changes nothing', () => {
    const preview = { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' };
    const tapback = { is_reaction: true, reaction_type: 'love', reacted_to_guid: 'G' };
    for (const more of [preview, tapback]) expect(codes([own(0, 'x', more), hers(1)])[1]).toBe('admitted');
    expect(codes([own(0, '\uFFFC'), hers(1)])[1]).toBe('admitted');
  });

  it('nothing is remembered where nobody asks', () => {
    const off = snapshot({ quietMs: 0 });
    const { ownersWords: _, ...nobody } = off;
    const [word, next] = decide([own(0, 'It is me'), hers(1)], nobody);
    expect(word).toMatchObject({ code: 'from_me', consequences: [] });
    expect(word!.row.verdicts[0]!.facts).toBeUndefined();
    expect(next!.code).toBe('admitted');
  });
});

describe('what may be an answer is not the owner’s', () => {
  const part = id.part('part');
  const behind = (use: (sends: ReturnType<typeof createOwnSends>) => void, word = own(0, 'Noted.')) => {
    const sends = createOwnSends();
    use(sends);
    return codes([word, hers(1)], { own: sends.sends })[1];
  };

  it('while a part for that chat is open, also one that waits, over whatever service', () => {
    expect(behind((sends) => sends.opened(part, CHAT), own(0, 'Other words'))).toBe('admitted');
    expect(behind((sends) => sends.opened(part, id.chat('SMS;-;+15550001111')), own(0, 'Other'))).toBe(
      'admitted',
    );
    expect(behind((sends) => sends.opened(part, id.chat('any;-;+15550002222')), own(0, 'Other'))).toBe(
      'owner_speaks',
    );
    const ended = (sends: ReturnType<typeof createOwnSends>) => {
      sends.opened(part, CHAT);
      sends.notSending(part, NOW_MS);
    };
    expect(behind(ended, own(0, 'Other words'))).toBe('owner_speaks');
  });

  it('until the last part for that chat has ended, and each only once', () => {
    const parts = [part, id.part('another'), id.part('a third')];
    const left = (ended: number) => (sends: ReturnType<typeof createOwnSends>) => {
      for (const one of parts) sends.opened(one, CHAT);
      for (const one of parts) sends.sending(one, CHAT, 'Noted.', NOW_MS - 60 * MINUTE_MS);
      for (const one of [...parts.slice(0, ended), part]) sends.notSending(one, NOW_MS - 50 * MINUTE_MS);
    };
    expect(behind(left(2), own(0, 'Other words'))).toBe('admitted');
    expect(behind(left(3), own(0, 'Other words'))).toBe('owner_speaks');
  });

  it('in any chat while more parts are open than are known, until all of those have ended', () => {
    const other = id.chat('any;-;+15550002222');
    const withOpen = (count: number, ended: number) => {
      const sends = createOwnSends(2);
      const parts = ['one', 'another', 'a third', 'a fourth'].slice(0, count).map(id.part);
      for (const one of parts) sends.opened(one, other);
      for (const one of parts) sends.sending(one, other, 'Noted.', NOW_MS);
      for (const one of parts.slice(count - ended)) sends.notSending(one, NOW_MS);
      return codes([own(0, 'Other words'), hers(1)], { own: sends.sends })[1];
    };
    expect(withOpen(2, 0)).toBe('owner_speaks');
    expect(withOpen(3, 0)).toBe('admitted');
    expect(withOpen(4, 1)).toBe('admitted');
    expect(withOpen(4, 2)).toBe('owner_speaks');
  });

  it('only once its chat is known: a row of the owner’s that stands in none waits for it (ruling-27)', () => {
    const nowhere = { chat_id: 0, chat_guid: '', chat_identifier: '' };
    const waits = (word: Arrival, more: Partial<Snapshot> = {}) =>
      decide([word], snapshot(more))[0]!.waitsForChat ?? false;
    const word = own(0, 'Noted.', nowhere);
    expect(waits(word)).toBe(true);
    expect(waits({ ...word, again: { isLast: false, isPreview: null } })).toBe(true);
    expect(waits({ ...word, again: { isLast: true, isPreview: null } })).toBe(false);
    expect(waits(own(0, 'Noted.'))).toBe(false);
    expect(waits(own(0, '\uFFFC', nowhere))).toBe(false);
    const { ownersWords: _, ...nobody } = snapshot({ quietMs: 0 });
    expect(decide([word], nobody)[0]!.waitsForChat ?? false).toBe(false);
    expect(decide([word], { ...nobody, hearsOwner: true })[0]!.waitsForChat).toBe(true);
    const sends = createOwnSends();
    sends.sending(part, CHAT, 'Noted.', NOW_MS);
    expect(waits(word, { own: sends.sends })).toBe(false);
  });

  it('for ten minutes after a part with its text has left, wherever that went', () => {
    const left = (agoMs: number) => (sends: ReturnType<typeof createOwnSends>) => {
      sends.sending(part, id.chat('any;-;+15550002222'), 'Noted.', NOW_MS - agoMs - 1_000);
      sends.notSending(part, NOW_MS - agoMs);
    };
    expect(behind(left(10 * MINUTE_MS))).toBe('admitted');
    expect(behind(left(10 * MINUTE_MS + 1))).toBe('owner_speaks');
    expect(behind(left(MINUTE_MS), own(0, 'Noted, too.'))).toBe('owner_speaks');
    expect(behind((sends) => sends.sentBefore(CHAT, 'Noted.', NOW_MS - MINUTE_MS))).toBe('admitted');
  });

  it('for a day after a part of which nobody knows whether it left', () => {
    const unknown = (agoMs: number) => (sends: ReturnType<typeof createOwnSends>) => {
      sends.sending(part, CHAT, 'Noted.', NOW_MS - agoMs - 1_000);
      sends.notSending(part, NOW_MS - agoMs, true);
    };
    const before = (agoMs: number) => (sends: ReturnType<typeof createOwnSends>) =>
      sends.sentBefore(CHAT, 'Noted.', NOW_MS - agoMs, true);
    for (const left of [unknown, before]) {
      expect(behind(left(24 * 60 * MINUTE_MS))).toBe('admitted');
      expect(behind(left(24 * 60 * MINUTE_MS + 1))).toBe('owner_speaks');
      expect(behind(left(MINUTE_MS), own(0, 'Noted, too.'))).toBe('owner_speaks');
    }
    // It may be forgotten where much else has left since.
    const flood = (sends: ReturnType<typeof createOwnSends>) => {
      unknown(60 * MINUTE_MS)(sends);
      for (let n = 0; n < 600; n += 1) sends.sentBefore(CHAT, `Answer ${n}`, NOW_MS - 59 * MINUTE_MS);
    };
    expect(behind(flood)).toBe('admitted');
  });

  it('where so much has left lately that what it said is forgotten', () => {
    const flood = (agoMs: number) => (sends: ReturnType<typeof createOwnSends>) => {
      for (let n = 0; n < 600; n += 1) sends.sentBefore(CHAT, `Answer ${n}`, NOW_MS - agoMs);
    };
    expect(behind(flood(MINUTE_MS))).toBe('admitted');
    expect(behind(flood(20 * MINUTE_MS))).toBe('owner_speaks');
    // However far behind what is remembered it is dated.
    const since = (sends: ReturnType<typeof createOwnSends>) => {
      for (let n = 0; n < 600; n += 1) sends.sentBefore(CHAT, `Answer ${n}`, NOW_MS + 60 * MINUTE_MS);
    };
    expect(behind(since)).toBe('admitted');
    expect(behind((sends) => sends.forgotTo(NOW_MS - 10 * MINUTE_MS))).toBe('admitted');
    expect(behind((sends) => sends.forgotTo(NOW_MS - 10 * MINUTE_MS - 1))).toBe('owner_speaks');
  });

  it('for ten minutes after a part has left of whose words nothing is kept', () => {
    const left = (agoMs: number) => (sends: ReturnType<typeof createOwnSends>) =>
      sends.sentBefore(id.chat('any;-;+15550002222'), null, NOW_MS - agoMs);
    expect(behind(left(10 * MINUTE_MS))).toBe('admitted');
    expect(behind(left(10 * MINUTE_MS + 1))).toBe('owner_speaks');
  });
});

describe('what the owner says to the agent', () => {
  const patterns = compileMentionPatterns(['\\bclaw\\b'])!;
  const mentions = { patterns, groups: { named: [], ofAll: null }, historyLimit: 5 } as never;
  const asked = (text: string, more: Partial<Snapshot> = {}, fields = {}) =>
    decide([own(0, text, fields)], snapshot({ hearsOwner: true, mentions, ...more }))[0]!;

  it('is a turn of theirs in any chat, whoever is listed there (ruling-33)', () => {
    const decision = asked(
      'Claw, what is this?',
      { access: accessOf('+15550002222') },
      { sender: '+15550001111' },
    );
    expect(decision).toMatchObject({ code: 'admitted', fate: null, message: { sender: '+15550009999' } });
    expect(decision.row.verdicts[0]!.facts).toMatchObject({ isOwners: true, mentionedBy: '\\bclaw\\b' });
    expect(decision.consequences).toEqual([]);
  });

  it('is none without a mention, where it is too old, or while an answer is on its way', () => {
    expect(asked('What is this?').code).toBe('from_me');
    expect(asked('claw?', {}, { id: 5, created_at: '2026-03-02T05:00:00.000Z' }).code).toBe('from_me');
    const sends = createOwnSends();
    sends.opened(id.part('part'), CHAT);
    expect(asked('claw?', { own: sends.sends }).code).toBe('from_me');
  });

  it('is none where the agent is switched off', () => {
    const access = accessOf('+15550001111');
    expect(asked('claw?', { access: { ...access, dm: { ...access.dm, isDisabled: true } } }).code).toBe(
      'from_me',
    );
  });
});
