import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import { BOB, LIKE, PROMPT, tapback } from '../../../support/approvals/prompt.ts';
import { id } from '../../../support/messages/ids.ts';
import { ALICE, arrivalOf, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

describe('a tapback on a message that asks', () => {
  it.each([
    ['👍', 'allow-once'],
    ['👍🏽', 'allow-once'],
    ['👎', 'deny'],
    ['👎\ufe0f', 'deny'],
  ])('%s decides: %s (APR-5)', (reaction_emoji, decision) => {
    expect(tapback({ reaction_emoji })).toBe(`approval_answer ${decision} ABCD2345`);
  });

  it.each(['❤️', '♾️', '😂', '1️⃣', '✅', 'sticker'])(
    '%s decides nothing: it is a tapback as any other (ruling-7)',
    (reaction_emoji) => {
      expect(tapback({ reaction_emoji })).toBe('tapback');
    },
  );

  it.each([
    ['👍', ['allow-once', 'deny'], 'approval_answer allow-once ABCD2345'],
    ['👎', ['allow-always', 'deny'], 'approval_answer deny ABCD2345'],
    ['👍', ['allow-always', 'deny'], 'tapback'],
    ['👍', ['deny'], 'tapback'],
    ['👎', ['allow-once', 'allow-always'], 'tapback'],
    ['♾️', ['allow-always'], 'tapback'],
    ['👍', undefined, 'tapback'],
  ] as const)(
    '%s decides of what is offered alone: of %j %s (APR-5)',
    (reaction_emoji, decisions, verdict) => {
      const { decisions: _, ...asked } = PROMPT;
      expect(tapback({ reaction_emoji }, { prompts: [{ ...asked, ...(decisions && { decisions }) }] })).toBe(
        verdict,
      );
    },
  );

  it.each([
    ['bears the part of the message', { reacted_to_guid: 'p:3/ASKS' }],
    ['bears none', { reacted_to_guid: 'ASKS' }],
    ['is in a chat of the conversation over another service', { chat_guid: `SMS;-;${ALICE}` }],
    ['came while the gateway was down and is old', { created_at: '2026-03-01T09:00:00.000Z' }],
  ])('decides where it %s (APR-8, APR-11)', (_, fields) => {
    expect(tapback(fields)).toBe('approval_answer allow-once ABCD2345');
  });

  it('decides whatever the policies of the account are (APR-8)', () => {
    for (const imessage of [
      { dmPolicy: 'disabled' },
      { reactionNotifications: 'off' },
      { groupAllowFrom: [BOB] },
    ])
      expect(tapback({}, { imessage })).toBe('approval_answer allow-once ABCD2345');
  });

  it.each([
    ['is taken away', { is_reaction_add: false }, 'tapback'],
    ['is put on another message', { reacted_to_guid: 'p:0/OTHER' }, 'tapback'],
    [
      'comes in another chat',
      { chat_id: 9, chat_guid: 'any;-;+15550009999', chat_identifier: '+15550009999' },
      'tapback',
    ],
    ['is on no message', { reacted_to_guid: undefined }, 'tapback'],
    ['is the own one, from another device (APR-9)', { is_from_me: true }, 'from_me'],
    ['names nobody', { sender: null }, 'missing_sender'],
    [
      'names the line that it reached',
      { destination_caller_id: ALICE, chat_identifier: 'other', chat_guid: 'any;+;other' },
      'missing_sender',
    ],
    [
      'is only text (APR-10)',
      {
        is_reaction: undefined,
        reaction_emoji: undefined,
        reacted_to_guid: undefined,
        reaction_type: undefined,
      },
      'admitted',
    ],
    [
      'only quotes the message',
      {
        is_reaction: undefined,
        reaction_emoji: undefined,
        reaction_type: undefined,
        reacted_to_guid: undefined,
        text: '👍',
        reply_to_guid: 'ASKS',
        thread_originator_guid: 'ASKS',
        reply_to_text: 'Exec approval required ID: ABCD2345',
      },
      'admitted',
    ],
  ])('decides nothing where it %s (invariant-35)', (_, fields, code) => {
    expect(tapback(fields)).toBe(code);
  });

  it('decides nothing in the chat with oneself (ruling-21)', () => {
    const fields = {
      sender: '+15550109999',
      destination_caller_id: '+15550109999',
      chat_identifier: '+15550109999',
      chat_guid: 'any;-;+15550109999',
    };
    const imessage = { allowFrom: ['+15550109999'], ownAddresses: ['+15550109999'] };
    const prompts = [{ ...PROMPT, conversation: '+15550109999' }];
    expect(
      tapback(fields, {
        imessage,
        prompts,
        ownAddresses: {
          ...snapshotOf({}).ownAddresses,
          handles: new Set([id.handle('+15550109999')]),
          areListed: true,
        },
      }),
    ).toBe('tapback');
  });

  it.each([
    ['is not named', { allowFrom: [BOB] }, 'approval_no_right ABCD2345'],
    [
      'is named by an access group alone',
      { allowFrom: ['accessGroup:friends'] },
      'approval_no_right ABCD2345',
    ],
    ['is named by a chat alone', { allowFrom: ['chat_id:7'] }, 'approval_no_right ABCD2345'],
    ['may write only since nobody is named', { allowFrom: [], dmPolicy: 'pairing' }, 'approvers_unnamed'],
  ])('of somebody who %s is consumed, and decides nothing (APR-6, APR-7)', (_, imessage, code) => {
    const rest = { accessGroups: { friends: { type: 'message.senders', members: { imessage: [ALICE] } } } };
    expect(tapback({}, { imessage, rest })).toBe(code);
  });

  it('of anybody who is known decides where everybody is an approver, and of nobody (ruling-7)', () => {
    const imessage = { allowFrom: ['*'], dmPolicy: 'open' };
    expect(tapback({ sender: BOB }, { imessage })).toBe('approval_answer allow-once ABCD2345');
    expect(tapback({ sender: null }, { imessage })).toBe('missing_sender');
    expect(tapback({ is_from_me: true }, { imessage })).toBe('from_me');
  });

  it('comes too late where the request was decided, or its time is over', () => {
    expect(tapback({}, { prompts: [{ ...PROMPT, isOver: true }] })).toBe('approval_over ABCD2345');
    expect(tapback({}, { prompts: [{ ...PROMPT, expiresAtMs: NOW_MS }] })).toBe('approval_over ABCD2345');
    expect(tapback({}, { prompts: [{ ...PROMPT, guid: null }] })).toBe('tapback');
  });

  it('counts once: the second of a batch is too late', () => {
    const rows = [
      { ...LIKE, id: 1, guid: 'T1' },
      { ...LIKE, id: 2, guid: 'T2', reaction_emoji: '👎' },
    ].map(arrivalOf);
    const codes = decide(rows, snapshotOf({ prompts: [{ ...PROMPT, expiresAtMs: NOW_MS + 3_600_000 }] })).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['approval_answer', 'approval_over']);
  });

  it('counts where it comes together with the message that asks, of which nothing was known yet (APR-11, APR-12)', () => {
    const text = 'Exec approval required ID: ABCD2345';
    const given = snapshotOf({ prompts: [{ ...PROMPT, guid: null, text, expiresAtMs: NOW_MS + 3_600_000 }] });
    const memory = createOwnSends();
    memory.sending(id.part('p'), id.chat('any;-;+15550001111'), text, NOW_MS);
    const own = memory.sends;
    const rows = [
      { id: 1, guid: 'ASKS', is_from_me: true, text },
      { ...LIKE, id: 2, guid: 'T1' },
    ];
    expect(decide(rows.map(arrivalOf), { ...given, own }).map(({ code }) => code)).toEqual([
      'own_send',
      'approval_answer',
    ]);
    // Nobody else can put words there that would be taken for it.
    const forged = [{ ...rows[0], is_from_me: false }, rows[1]!];
    expect(
      decide(
        forged.map((row) => arrivalOf(row!)),
        { ...given, own },
      ).at(-1)?.code,
    ).toBe('tapback');
  });
});
