import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { reasonText } from '../../../../engine/fates.ts';
import { noClockWitnesses } from '../../../../engine/inbound/clock-witnesses.ts';
import { decide, decideEach } from '../../../../engine/inbound/decide.ts';
import type { Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import { parseJournalled } from '../../../../engine/message/normalize.ts';
import { accessOf } from '../../../support/messages/access.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const OLD = '2026-02-20T09:00:00.000Z';
const PLUGIN = 'com.apple.messages.MSMessageExtensionBalloonPlugin';
const ARCHIVE = 'streamtyped\uFFFD\uFFFD@\uFFFDNSMutableAttributedString';

function ownSends() {
  const own = createOwnSends();
  own.addGuid(id.guid('OWN'));
  return own;
}

const snapshot: Snapshot = {
  accountId: 'default',
  includeAttachments: false,
  waitsForPreviews: false,
  reactionNotifications: 'own',
  fence: { boundary: 10, hasCursor: true, recoveryWindowMs: 7_200_000 },
  clocks: noClockWitnesses(),
  own: ownSends().sends,
  ownAddresses: ownAddresses(null),
  access: accessOf('+15550001111'),
};

function arrival(fields: Record<string, unknown> = {}): Arrival {
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS };
}

function fateOf(fields: Record<string, unknown>) {
  const [decision] = decide([arrival(fields)], snapshot);
  return { fate: decision!.fate, reason: reasonText(decision!), keepsBody: decision!.row.raw !== null };
}

describe('decide', () => {
  it('leaves an admitted message pending and keeps its bytes', () => {
    expect(fateOf({})).toEqual({ fate: null, reason: 'admitted', keepsBody: true });
  });

  it.each([
    ['echo before all else', { guid: 'OWN', created_at: OLD, sender: 'stranger' }, 'echo', 'own send'],
    ['echo for what was typed on another device', { is_from_me: true }, 'echo', 'from me'],
    [
      'stale before denied',
      { created_at: OLD, sender: 'stranger' },
      'stale',
      'older than the recovery window',
    ],
    [
      'stale by the live window above the boundary',
      { id: 11, created_at: '2026-03-02T08:40:00.000Z' },
      'stale',
      'older than the live window',
    ],
    ['dead without a chat to answer in', { chat_id: 0, chat_guid: '' }, 'dead', 'no chat to answer in'],
    ['denied with the reason of the gate', { sender: 'stranger' }, 'denied', 'dmPolicy blocked'],
    [
      'denied for the tapback of a stranger',
      { sender: 'stranger', is_reaction: true },
      'denied',
      'dmPolicy blocked',
    ],
    ['reaction for a tapback of an admitted sender', { is_reaction: true }, 'reaction', 'tapback'],
    ['empty for nothing but a placeholder', { text: '\uFFFC' }, 'empty', 'empty body'],
    [
      'empty with its name for the card of an app',
      { text: '\uFFFD', balloon_bundle_id: `${PLUGIN}:0000000000:com.example.\u202Egame` },
      'empty',
      'card of com.example. game',
    ],
    [
      'empty with its name for a card of Messages itself',
      { text: '', balloon_bundle_id: 'com.apple.Handwriting.HandwritingProvider' },
      'empty',
      'card of Handwriting',
    ],
    [
      'pending for a card that says something',
      { balloon_bundle_id: `${PLUGIN}:0:com.example.game` },
      null,
      'admitted',
    ],
    ['malformed for the bytes of an archive', { text: ARCHIVE }, 'malformed', 'bytes of an archive'],
    [
      'denied for such bytes of a stranger',
      { text: ARCHIVE, sender: 'stranger' },
      'denied',
      'dmPolicy blocked',
    ],
    [
      'context for a sentence about an edit',
      { text: 'Edited to “six”' },
      'context',
      'sentence about an edit',
    ],
    [
      'pending for such a sentence with a balloon of its own',
      { text: 'Edited to “six”', balloon_bundle_id: `${PLUGIN}:0:com.example.game` },
      null,
      'admitted',
    ],
    [
      'malformed with its keys only',
      { text: 5 },
      'malformed',
      expect.stringContaining('keys=attachments,chat_guid'),
    ],
  ])(
    'answers %s (COA-6, R1, R6, TAP-5, TAP-9, ruling-24, ruling-47, invariant-34)',
    (_, fields, fate, reason) => {
      expect(fateOf(fields)).toMatchObject({ fate, reason });
    },
  );

  it.each(['stale', 'denied', 'echo'])('keeps no body of a %s row', (fate) => {
    const fields = { stale: { created_at: OLD }, denied: { sender: 'stranger' }, echo: { is_from_me: true } };
    expect(fateOf(fields[fate as keyof typeof fields])).toMatchObject({ fate, keepsBody: false });
  });

  it('passes the rowid of a malformed row on, so that the cursor can pass it', () => {
    const [decision] = decide([arrival({ id: 44, text: null })], snapshot);
    expect(decision).toMatchObject({ fate: 'malformed', message: null, row: { rowid: 44 } });
  });

  it('decides the same for the same rows, together or one by one (invariant-30)', () => {
    const rows = [{}, { id: 2, guid: 'B', sender: 'stranger' }, { id: 3, guid: 'C', text: 5 }].map(arrival);
    expect(decide(rows, snapshot)).toEqual(rows.flatMap((row) => decide([row], snapshot)));
  });

  it('decides each row for the account that it goes to, after what earlier rows of others have shown', () => {
    const line = '+15550009999';
    const work = { ...snapshot, accountId: 'work', access: accessOf(line) };
    const self = { destination_caller_id: line, sender: line, chat_identifier: line };
    const rows = [
      arrival({ destination_caller_id: line }),
      arrival({ ...self, id: 12, guid: 'B', destination_caller_id: '+15550008888' }),
    ];
    const known = ownAddresses(null);
    const decisions = decideEach(rows, { ownAddresses: known, clocks: noClockWitnesses() }, (row) =>
      row === rows[0] ? snapshot : work,
    );
    expect(decisions.map(({ row }) => row.verdicts.map(({ accountId }) => accountId))).toEqual([
      ['default'],
      ['work'],
    ]);
    expect(decisions[1]!.message!.isWithOneself).toBe(true);
    expect([...known.handles]).toEqual([]);
  });

  it('reads a pending row from its journalled bytes as it was', () => {
    const [decision] = decide([arrival({ text: 'line\u2028two' })], snapshot);
    expect(parseJournalled(decision!.row.raw!)).toEqual(decision!.message);
  });
});
