import { describe, expect, test } from 'vitest';
import { recompute } from '../../../../engine/inbound/recompute.ts';
import { id } from '../../../support/messages/ids.ts';
import {
  again,
  beingDone,
  besideOf,
  decided,
  type Given,
  GROUP,
  meant,
  NOW_MS,
  onTheWay,
} from '../../../support/messages/journalled.ts';

const PREVIEW = 'com.apple.messages.URLBalloonProvider';
const FILES = [{ transfer_name: 'a.jpg', original_path: '/a.jpg', mime_type: 'image/jpeg' }];

describe('a row of the journal comes to what was recorded', () => {
  const STRANGER = { imessage: { dmPolicy: 'allowlist' }, fields: { sender: '+15550002222' } };
  test.each<[string, Given, string]>([
    ['of somebody who may write', {}, 'admitted'],
    ['of a stranger, of whom the envelope is kept', STRANGER, 'dm_blocked'],
    ['that is too old', { fields: { id: 2, created_at: '2026-03-02T08:00:00.000Z' } }, 'stale_live'],
    ['by the owner, of which only that is known', { fields: { is_from_me: true } }, 'from_me'],
    ['that comes of something done', { fields: { is_from_me: true }, own: beingDone() }, 'own_send'],
    ['that comes back while it is sent', { fields: { sender: '' }, own: onTheWay() }, 'own_send'],
    [
      'of a chat of another group with the number, in two lists',
      {
        imessage: { groupPolicy: 'allowlist', groupAllowFrom: ['chat_id:7'] },
        fields: { ...GROUP, chat_id: 8 },
        chats: meant('chat7', 'here'),
      },
      'admitted',
    ],
    ['without a sender', { fields: { sender: null } }, 'missing_sender'],
    ['that cannot be understood', { fields: { chat_id: 'three' } }, 'bad_field'],
    [
      'with a command of somebody who may not use it, of which no more is kept',
      {
        imessage: { groupPolicy: 'open', groups: { '*': {} }, allowFrom: ['+15550002222'] },
        fields: { ...GROUP, text: '/STOP:' },
      },
      'command_unauthorized',
    ],
    [
      'that says nothing, of somebody who waits to pair while others do',
      {
        imessage: { allowFrom: [], dmPolicy: 'pairing' },
        fields: { text: '' },
        pairing: {
          paired: new Set(),
          requests: ['1', '2', '3'].map((one) => ({
            handle: id.handle(`+1555000300${one}`),
            createdAtMs: NOW_MS,
            isDenied: false,
          })),
        },
      },
      'pairing_full',
    ],
  ])('%s', (_what, given, code) => {
    expect(decided(given).verdict.code).toBe(code);
    expect(again(given)).toBe(code);
  });

  test('unless nothing is kept of it: what stands there is all that is known', () => {
    const nothing = { raw: null, envelope: null };
    expect(again(STRANGER, undefined, nothing)).toBe('kept no longer');
    const { journalled, verdict } = decided({});
    const lost = { ...verdict, code: 'never_told', fate: 'dead' } as const;
    expect(recompute({ ...journalled, ...nothing }, lost, besideOf({}))).toBe('nothing is kept');
    const owners: Given = {
      imessage: { ownerMessages: 'mention' },
      rest: { messages: { groupChat: { mentionPatterns: ['claw'] } } },
      fields: { is_from_me: true, text: 'claw, when is lunch?' },
    };
    expect(decided(owners).verdict.code).toBe('admitted');
    expect(again(owners)).toBe('admitted');
    expect(again(owners, undefined, nothing)).toBe('kept no longer');
    const told = { ...verdict, code: 'told_again', fate: 'merged' } as const;
    expect(recompute({ ...journalled, ...nothing }, told, besideOf({}))).toBe('follows another row');
  });
});

describe('an envelope', () => {
  const envelopeOf = (fields: Record<string, unknown>) =>
    decided({ fields: { sender: '+15550002222', ...fields } }).journalled.envelope;

  test('has who, where, when and which kind, and nothing of what was said', () => {
    expect(envelopeOf({ text: 'a secret', sender_name: 'Bob', chat_name: 'us' })).toEqual({
      id: 1,
      guid: '00000001-0000-4000-8000-0000000000AA',
      chat_id: 3,
      chat_guid: 'any;-;+15550001111',
      chat_identifier: '+15550001111',
      sender: '+15550002222',
      created_at: '2026-03-02T08:59:58.000Z',
    });
    expect(envelopeOf({ is_reaction: true, text: 'Loved “x”' })).toMatchObject({ is_reaction: true });
    expect(envelopeOf({ balloon_bundle_id: PREVIEW })).toMatchObject({ balloon_bundle_id: PREVIEW });
    expect(envelopeOf({ text: '', attachments: FILES })).toMatchObject({ has_files: true });
    expect(envelopeOf({ text: '' })).toMatchObject({ text: '' });
  });

  test('is kept of nobody who makes it long', () => {
    expect(envelopeOf({ chat_identifier: 'x'.repeat(3_000) })).toBeNull();
  });

  test('lets only stages be asked that go by it', () => {
    const { journalled, verdict } = decided({ fields: { sender: '+15550002222', text: '/stop' } });
    const { text: _, ...wordless } = journalled.envelope!;
    const open = besideOf({ imessage: { dmPolicy: 'open', allowFrom: ['*'] } });
    expect(recompute({ ...journalled, envelope: wordless }, verdict, open)).toMatchObject({
      code: 'admitted',
      isByEnvelope: true,
    });
    expect(recompute(journalled, verdict, open)).toMatchObject({ code: 'chat_command', isByEnvelope: false });
  });
});
