// What comes back of an own send: its row, and in the chat with oneself a second one that looks like a message.

import { describe, expect, it } from 'vitest';
import { echo } from '../../../../engine/echo/echo.ts';
import { createOwnSends, mayHaveSaid } from '../../../../engine/echo/own-sends.ts';
import type { Message } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';

const ME = '+15550009999';
const CHAT = id.chat(`any;-;${ME}`);
const SENT_AT_MS = Date.parse('2026-03-02T09:00:00.000Z');

function reflection(text: string, sentAtMs: number, more: object = {}): Message {
  const fields = {
    sender: ME,
    destination_caller_id: ME,
    chat_identifier: ME,
    chat_guid: CHAT,
    text,
    ...more,
  };
  const normalized = normalize(payload({ ...fields, created_at: new Date(sentAtMs).toISOString() }));
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  return normalized.message;
}
function sentOnce(endedAfterMs = 2_000) {
  const own = createOwnSends();
  own.sending(id.part('part'), CHAT, 'Noted.', SENT_AT_MS);
  own.notSending(id.part('part'), SENT_AT_MS + endedAfterMs);
  return own;
}
const fate = (own: ReturnType<typeof sentOnce>, text: string, arrivedAfterMs: number, dated = 0) =>
  echo(reflection(text, SENT_AT_MS + dated), own.sends, SENT_AT_MS + arrivedAfterMs);

describe('the reflection of an own send in the chat with oneself', () => {
  it('is an echo while the send is under way', () => {
    const own = createOwnSends();
    own.sending(id.part('part'), CHAT, 'Noted.', SENT_AT_MS);
    expect(fate(own, 'Noted.', 60_000, 60_000)).toBe('self_chat_echo');
  });

  it('is an echo also where nobody had written there before, so that the chat got its GUID only then', () => {
    const own = createOwnSends();
    own.sending(id.part('part'), id.chat(`iMessage;-;${ME}`), 'Noted.', SENT_AT_MS);
    expect(fate(own, 'Noted.', 1_000)).toBe('self_chat_echo');
    own.notSending(id.part('part'), SENT_AT_MS + 2_000);
    expect(fate(own, 'Noted.', 5_000)).toBe('self_chat_echo');
  });

  it('is an echo soon after the send has ended', () => {
    expect(fate(sentOnce(20_000), 'Noted.', 29_000, 21_000)).toBe('self_chat_echo');
  });

  it('is an echo when it is seen late, dated as the send is', () => {
    expect(fate(sentOnce(), 'Noted.', 3_600_000, 1_500)).toBe('self_chat_echo');
  });

  it('is an echo when it is seen late, dated as a slow send ended or soon after, and none when dated later', () => {
    expect(fate(sentOnce(60_000), 'Noted.', 90_000, 61_000)).toBe('self_chat_echo');
    expect(fate(sentOnce(60_000), 'Noted.', 90_000, 70_001)).toBeNull();
  });

  it('is an echo of a send of an earlier run', () => {
    const own = createOwnSends();
    own.sentBefore(CHAT, 'Noted.', SENT_AT_MS);
    expect(fate(own, 'Noted.', 3_600_000, 1_500)).toBe('self_chat_echo');
  });

  it('is an echo of the last send of an earlier run, however many there were and whoever tells of them first', () => {
    const own = createOwnSends();
    own.sentBefore(CHAT, 'Noted.', SENT_AT_MS);
    for (let index = 1; index <= 600; index += 1)
      own.sentBefore(CHAT, `before ${index}`, SENT_AT_MS - index * 1_000);
    expect(own.sends.ended).toHaveLength(512);
    expect(fate(own, 'Noted.', 3_600_000, 1_500)).toBe('self_chat_echo');
  });

  it('is none where another text stands', () => {
    expect(fate(sentOnce(), 'Noted!', 3_000, 1_000)).toBeNull();
  });

  it('is none a minute later: the owner may repeat the words', () => {
    expect(fate(sentOnce(), 'Noted.', 62_000, 60_000)).toBeNull();
  });
});

describe('the preview of a link in an own send, in the chat with oneself', () => {
  const own = createOwnSends();
  own.sending(id.part('part'), CHAT, 'Read http://example.com/A, please.', SENT_AT_MS);
  own.notSending(id.part('part'), SENT_AT_MS + 1_000);
  const preview = (text: string, afterMs: number, balloon = 'com.apple.messages.URLBalloonProvider') =>
    echo(
      reflection(text, SENT_AT_MS + afterMs, { balloon_bundle_id: balloon }),
      own.sends,
      SENT_AT_MS + afterMs + 500,
    );

  it('is an echo, however its address is told, or where it is not', () => {
    expect(preview('https://www.example.com/a/', 14_000)).toBe('self_chat_echo');
    expect(preview('', 14_000)).toBe('self_chat_echo');
  });

  it('is none of another link, or later, or where the owner says no more than that link', () => {
    expect(preview('https://example.com/b', 2_000)).toBeNull();
    expect(preview('http://example.com/a', 17_000)).toBeNull();
    expect(preview('http://example.com/a', 2_000, '')).toBeNull();
  });
});

it('in a chat with somebody else the words may be repeated at once', () => {
  const own = createOwnSends();
  const chat = id.chat('any;-;+15550001111');
  own.sending(id.part('part'), chat, 'Noted.', SENT_AT_MS);
  own.notSending(id.part('part'), SENT_AT_MS + 1_000);
  const normalized = normalize(payload({ text: 'Noted.', destination_caller_id: ME }));
  expect(normalized.ok && echo(normalized.message, own.sends, SENT_AT_MS + 2_000)).toBeNull();
});

it('remembers a bounded number of texts, the newest', () => {
  const own = createOwnSends();
  for (let part = 0; part < 600; part += 1) own.sentBefore(CHAT, `part ${part}`, SENT_AT_MS);
  expect(fate(own, 'part 0', 1_000)).toBeNull();
  expect(fate(own, 'part 599', 1_000)).toBe('self_chat_echo');
});

it('remembers the last to end, also where the clock was set back behind all that it remembers', () => {
  const own = createOwnSends();
  for (let part = 0; part < 600; part += 1) own.sentBefore(CHAT, `part ${part}`, SENT_AT_MS + 86_400_000);
  own.sending(id.part('part'), CHAT, 'Noted.', SENT_AT_MS);
  own.notSending(id.part('part'), SENT_AT_MS + 1_000);
  expect(fate(own, 'Noted.', 2_000, 1_500)).toBe('self_chat_echo');
});

describe('what may be forgotten of own sends', () => {
  const HOUR_MS = 60 * 60_000;
  const agoAfterSetBack = (agoMs: number | null) => {
    const own = createOwnSends();
    if (agoMs !== null) own.forgotTo(SENT_AT_MS + HOUR_MS - agoMs);
    own.clockSetBack(HOUR_MS);
    return mayHaveSaid(own.sends, { text: 'It is me', sentAtMs: SENT_AT_MS }, SENT_AT_MS + 500);
  };

  it('lies as long ago as before once the clock was set back', () => {
    expect(agoAfterSetBack(600_000)).toBe(true);
    expect(agoAfterSetBack(600_001)).toBe(false);
    expect(agoAfterSetBack(null)).toBe(false);
  });
});
