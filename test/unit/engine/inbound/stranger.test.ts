import { expect, test } from 'vitest';
import { compileCommandRule } from '../../../../engine/access/commands.ts';
import { compileAccess } from '../../../../engine/access/policy.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { noClockWitnesses } from '../../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { KnownPairing, Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import type { PairingRequest } from '../../../../engine/store/commands/pairing.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const ALICE = '+15550001111';
const OWN = '+15550109999';
const { config } = parseConfig(
  { agents: { list: [{ id: 'main', type: 'echo' }] }, channels: { imessage: { dmPolicy: 'pairing' } } },
  { home: '/' },
);
const NOTHING: KnownPairing = { paired: new Set(), requests: [] };
const SNAPSHOT: Snapshot = {
  accountId: 'default',
  includeAttachments: false,
  waitsForPreviews: false,
  answersFiltered: true,
  reactionNotifications: 'own',
  fence: { boundary: 0, hasCursor: true, recoveryWindowMs: 7_200_000 },
  own: createOwnSends().sends,
  ownAddresses: ownAddresses(null),
  access: compileAccess(config.accounts[0]!, config.accessGroups),
  clocks: noClockWitnesses(),
};

function decided(
  fields: Record<string, unknown>,
  pairing: KnownPairing | undefined = NOTHING,
  own = ownAddresses(null),
) {
  const arrival = { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS };
  const snapshot = { ...SNAPSHOT, ownAddresses: own, ...(pairing && { pairing }) };
  const [decision] = decide([arrival], snapshot);
  const { fate, code, consequences, row } = decision!;
  const challenge = consequences.find(({ kind }) => kind === 'challenge');
  return { fate, code, challenge, facts: row.verdicts[0]!.facts, raw: row.raw };
}

const request = (number: number, createdAtMs: number, isDenied = false): PairingRequest => ({
  accountId: 'default',
  handle: id.handle(number === 0 ? ALICE : `+1555000300${number}`),
  code: `CODE${number}`,
  sender: '',
  target: null,
  createdAtMs,
  lastSeenAtMs: createdAtMs,
  isDenied,
});

test('a stranger is challenged, of whose words nothing is kept', () => {
  expect(decided({ sender: ALICE })).toMatchObject({
    fate: 'challenged',
    code: 'unpaired',
    challenge: { handle: ALICE, isNew: true },
    facts: { pairing: 'new' },
    raw: null,
  });
});

test.each<[string, KnownPairing, string | null, string, string]>([
  ['who has paired', { ...NOTHING, paired: new Set([id.handle(ALICE)]) }, null, 'admitted', 'paired'],
  [
    'whose request waits',
    { ...NOTHING, requests: [request(0, NOW_MS - 3_600_000)] },
    'denied',
    'pairing_waiting',
    'waiting',
  ],
  [
    'whose request has ended',
    { ...NOTHING, requests: [request(0, NOW_MS - 3_600_001)] },
    'challenged',
    'unpaired',
    'new',
  ],
  [
    'who was denied within the hour',
    { ...NOTHING, requests: [request(0, NOW_MS, true)] },
    'denied',
    'pairing_waiting',
    'waiting',
  ],
  [
    'behind three others',
    { ...NOTHING, requests: [1, 2, 3].map((n) => request(n, NOW_MS)) },
    'denied',
    'pairing_full',
    'full',
  ],
  [
    'behind two others and one who was denied',
    { ...NOTHING, requests: [1, 2, 3].map((n) => request(n, NOW_MS, n === 3)) },
    'challenged',
    'unpaired',
    'new',
  ],
])(
  'somebody %s is decided by what is known, which is kept with the verdict',
  (_, pairing, fate, code, fact) => {
    expect(decided({ sender: ALICE }, pairing)).toMatchObject({ fate, code, facts: { pairing: fact } });
  },
);

test('where it is not known who has paired nobody is challenged for it (G7, invariant-27)', () => {
  const { pairing: _, ...unknown } = { pairing: NOTHING };
  const [decision] = decide(
    [{ raw: messageFrame({}), payload: payload({ sender: ALICE }), arrivedAtMs: NOW_MS }],
    { ...SNAPSHOT, ...unknown },
  );
  expect(decision).toMatchObject({ fate: 'denied', code: 'dm_blocked', consequences: [] });
});

test('an address of this Mac is never challenged, listed or learnt from its rows (invariant-26)', () => {
  expect(decided({ sender: OWN }, NOTHING, ownAddresses([OWN]))).toMatchObject({ code: 'dm_blocked' });
  const learnt = ownAddresses(null);
  learnt.learn(OWN);
  expect(decided({ sender: OWN }, NOTHING, learnt)).toMatchObject({ code: 'dm_blocked' });
});

test('nobody is who is only an address that the row came in at (ruling-21)', () => {
  expect(decided({ sender: OWN, destination_caller_id: OWN })).toMatchObject({ code: 'missing_sender' });
});

test('who was approved first is the owner, and may use commands where others may not (PAIR-14)', () => {
  const groups = { groupPolicy: 'open', groupAllowFrom: ['*'] };
  const { config: open } = parseConfig(
    {
      agents: { list: [{ id: 'main', type: 'echo' }] },
      commands: { allowFrom: { imessage: ['bob@example.com'] } },
      channels: { imessage: { ...groups, groups: { '*': { requireMention: false } } } },
    },
    { home: '/' },
  );
  const { agents: _, ...rest } = open;
  const asked = (owner: string) => {
    const fields = { sender: ALICE, text: '/help', is_group: true, chat_guid: 'any;+;chat7', chat_id: 7 };
    const snapshot: Snapshot = {
      ...SNAPSHOT,
      access: compileAccess(open.accounts[0]!, {}),
      commands: compileCommandRule(rest, {}, 'US')!,
      pairing: { ...NOTHING, owner: id.handle(owner) },
    };
    const arrival = { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS };
    const [decision] = decide([arrival], snapshot);
    return [decision!.code, decision!.row.verdicts[0]!.facts?.isFirstOwner];
  };
  expect(asked(ALICE)).toEqual(['chat_command', true]);
  expect(asked('eve@example.com')).toEqual(['command_unauthorized', undefined]);
});

test('a tapback asks for nothing (ruling-47)', () => {
  const tapback = { sender: ALICE, is_reaction: true, reaction_type: 'love', reacted_to_guid: 'G' };
  expect(decided(tapback)).toMatchObject({ fate: 'denied', code: 'dm_blocked', challenge: undefined });
});
