// Who wrote a row. imsg puts the line that a row reached into `sender` where the row has no handle, so that a
// stranger's message can look as if the owner had written it.

import { describe, expect, it } from 'vitest';
import { compileAccess } from '../../../../engine/access/policy.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { reasonText } from '../../../../engine/fates.ts';
import { noClockWitnesses } from '../../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { type OwnAddresses, ownAddresses } from '../../../../engine/message/authorship.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const OLD = '2026-02-20T09:00:00.000Z';
const ME = '+15550009999';
const MY_MAIL = 'me@example.com';
const STRANGER = '+15550002222';

/** The owner's own addresses are listed: the trap is that the wire then names somebody who may speak. */
const { config } = parseConfig(
  {
    agents: { list: [{ id: 'main', type: 'echo' }] },
    channels: {
      imessage: { dmPolicy: 'allowlist', allowFrom: [ME, MY_MAIL], groupPolicy: 'allowlist' },
    },
  },
  { home: '/home/ada' },
);
const access = compileAccess(config.accounts[0]!, config.accessGroups);

function snapshot(known: OwnAddresses = ownAddresses(null)): Snapshot {
  return {
    accountId: 'default',
    includeAttachments: false,
    waitsForPreviews: false,
    answersFiltered: true,
    reactionNotifications: 'own',
    fence: { boundary: 0, hasCursor: true, recoveryWindowMs: 7_200_000 },
    clocks: noClockWitnesses(),
    own: createOwnSends().sends,
    ownAddresses: known,
    access,
  };
}

type Fields = Record<string, unknown>;
const arrival = (fields: Fields) => ({
  raw: messageFrame(fields),
  payload: payload(fields),
  arrivedAtMs: NOW_MS,
});
function decided(fields: Fields, known?: OwnAddresses) {
  const [decision] = decide([arrival(fields)], snapshot(known));
  return decision!;
}
const verdict = ({ fate, message, ...reason }: ReturnType<typeof decided>) => ({
  fate,
  reason: reasonText(reason),
  sender: message!.sender,
});
const NOBODY = { fate: 'denied', reason: 'missing sender', sender: '' };

const DIRECT = { chat_identifier: STRANGER, chat_guid: `any;-;${STRANGER}`, participants: [STRANGER] };
const GROUP = { chat_identifier: 'chat88', chat_guid: 'any;+;chat88', is_group: true };
const ONESELF = { chat_identifier: ME, chat_guid: `any;-;${ME}`, participants: [ME] };

describe('a row without a handle (P1, ruling-21)', () => {
  it.each([
    ['in a direct chat', { ...DIRECT, sender: ME, destination_caller_id: ME }],
    ['in a group', { ...GROUP, sender: ME, destination_caller_id: ME }],
    ['as a tapback', { ...DIRECT, sender: ME, destination_caller_id: ME, is_reaction: true, text: 'Liked' }],
    [
      'as a tapback in a group',
      { ...GROUP, sender: ME, destination_caller_id: ME, is_reaction: true, text: 'Liked' },
    ],
    ['told in another spelling', { ...DIRECT, sender: '+1 (555) 000-9999', destination_caller_id: ME }],
    ['told with a service', { ...DIRECT, sender: `iMessage:${ME}`, destination_caller_id: ME }],
    ['told in other letters', { ...DIRECT, sender: 'Me@Example.COM', destination_caller_id: MY_MAIL }],
    ['that says nothing at all', { ...DIRECT, sender: '', destination_caller_id: ME }],
    ['that says nothing, on a build that tells no line', { ...DIRECT, sender: '' }],
    ['with null for it', { ...DIRECT, sender: null, destination_caller_id: ME }],
    ['without the key', { ...DIRECT, sender: undefined, destination_caller_id: ME }],
    ['of white space', { ...DIRECT, sender: ' \n', destination_caller_id: ME }],
    ['that is old', { ...DIRECT, sender: ME, destination_caller_id: ME, created_at: OLD }],
    ['in no chat', { chat_id: 0, chat_guid: '', chat_identifier: '', sender: ME, destination_caller_id: ME }],
    [
      "in a group that calls itself by the owner's address",
      { ...ONESELF, chat_guid: `any;+;${ME}`, sender: ME, destination_caller_id: ME },
    ],
  ])('is nobody %s', (_, fields) => {
    expect(verdict(decided(fields))).toEqual(NOBODY);
  });

  it('keeps neither body nor a name', () => {
    const { row, message } = decided({
      ...DIRECT,
      sender: ME,
      sender_name: 'Me',
      destination_caller_id: ME,
    });
    expect(row.raw).toBeNull();
    expect(message).not.toHaveProperty('senderName');
  });
});

describe('a row with a handle', () => {
  it('is of that person, also where that is another address of this Mac', () => {
    const fields = { ...DIRECT, sender: MY_MAIL, destination_caller_id: ME };
    expect(verdict(decided(fields))).toEqual({ fate: null, reason: 'admitted', sender: MY_MAIL });
  });

  it('is of the person in a direct chat with them', () => {
    const fields = { ...DIRECT, sender: STRANGER, destination_caller_id: ME };
    expect(verdict(decided(fields))).toMatchObject({ fate: 'denied', reason: 'dmPolicy blocked' });
  });

  it('is an own one where it says so, whatever its sender', () => {
    const fields = { ...DIRECT, sender: ME, destination_caller_id: ME, is_from_me: true };
    expect(decided(fields)).toMatchObject({ fate: 'echo', code: 'from_me' });
  });
});

describe('the chat with oneself (ECH-2, ECH-3, ruling-21)', () => {
  const mine = { sender: ME, destination_caller_id: ME };

  it('is known by the line that the row reached, where no addresses are given', () => {
    expect(verdict(decided({ ...ONESELF, ...mine }))).toEqual({
      fate: null,
      reason: 'admitted',
      sender: ME,
    });
  });

  it('is known by any address given', () => {
    const chat = { chat_identifier: MY_MAIL, chat_guid: `any;-;${MY_MAIL}` };
    const both = ownAddresses(['Me@example.com', ME]);
    expect(decided({ ...chat, ...mine }, both).fate).toBeNull();
    expect(verdict(decided({ ...chat, ...mine }, ownAddresses([ME])))).toEqual(NOBODY);
  });

  it('is none where the addresses given lack it (C3)', () => {
    expect(verdict(decided({ ...ONESELF, ...mine }, ownAddresses([MY_MAIL])))).toEqual(NOBODY);
  });

  it('is known by the lines that earlier rows reached, of this batch and of those before', () => {
    const chat = { chat_identifier: MY_MAIL, chat_guid: `any;-;${MY_MAIL}` };
    const teaches = { ...DIRECT, id: 1, guid: 'A', sender: STRANGER, destination_caller_id: MY_MAIL };
    const row = { ...chat, ...mine, id: 2, guid: 'B' };
    const [, second] = decide([arrival(teaches), arrival(row)], snapshot());
    expect(second!.fate).toBeNull();
    expect(verdict(decided(row))).toEqual(NOBODY);
    const known = ownAddresses(null);
    known.learn(MY_MAIL);
    expect(decided(row, known).fate).toBeNull();
  });

  it('is known by its GUID where its identifier is missing', () => {
    expect(decided({ ...ONESELF, ...mine, chat_identifier: '' }).fate).toBeNull();
  });

  it('learns a line without its country as one of the region that is set', () => {
    const known = ownAddresses(null, 'US');
    known.learn('2025550123');
    expect([...known.handles]).toEqual(['+12025550123']);
  });

  it('learns no more lines than a Mac can have', () => {
    const known = ownAddresses(null);
    for (let line = 0; line < 100; line += 1) known.learn(`line${line}@example.com`);
    expect(known.handles.size).toBe(64);
  });
});
