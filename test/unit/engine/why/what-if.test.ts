import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';
import { type Difference, whatIf } from '../../../../engine/why/what-if.ts';
import { ALICE, type Given, GROUP, NOW_MS } from '../../../support/messages/journalled.ts';
import { journalOf } from '../../../support/stores/journal-of.ts';

const BOB = '+15550002222';
const CARL = '+15550003333';
const LISTED = { imessage: { dmPolicy: 'allowlist' } };
const from = (sender: string, fields: Given['fields'] = {}): Given => ({
  ...LISTED,
  fields: { sender, ...fields },
});

/** What a configuration would make of rows that another has decided. */
async function tried(rows: readonly Given[], imessage: object, rest: object = {}, sinceMs = 0) {
  const file = { agents: { list: [{ id: 'main', type: 'echo' }] }, channels: { imessage }, ...rest };
  const { config } = parseConfig(file, { home: '/' });
  const differences: Difference[] = [];
  const reader = await journalOf(rows);
  const summary = await whatIf({ reader, config, sinceMs, differs: (one) => void differences.push(one) });
  const lines = differences.map(({ rowid, was, wouldBe, kind }) => {
    const [before, after] = [was, wouldBe].map(({ fate, reason }) => `${fate} ${reason}`.trim());
    return `${rowid} ${kind}: ${before} → ${after}${wouldBe.isByEnvelope ? ' (by envelope)' : ''}`;
  });
  return { summary, lines, differences };
}

describe('another configuration', () => {
  test('that is the same makes nothing else of any row (invariant-30)', async () => {
    const rows = [from(ALICE), from(BOB), from(ALICE, { is_from_me: true }), from(BOB, { text: '' })];
    const { summary, lines } = await tried(rows, { dmPolicy: 'allowlist', allowFrom: [ALICE] });
    expect(lines).toEqual([]);
    expect(summary).toEqual({ rows: 4, differing: 0, changes: [], undecidable: {} });
  });

  test('lets in and keeps out, of bodies that are not kept by who, where, when and which kind', async () => {
    const rows = [from(ALICE), from(BOB), from(BOB, { text: '' }), from(BOB, { is_reaction: true })];
    const { summary, lines, differences } = await tried(rows, { dmPolicy: 'allowlist', allowFrom: [BOB] });
    expect(lines).toEqual([
      '1 text: turn admitted → denied dmPolicy blocked',
      '2 text: denied dmPolicy blocked → turn admitted (by envelope)',
      '3 nothing: denied dmPolicy blocked → empty empty body',
      '4 reaction: denied dmPolicy blocked → reaction tapback',
    ]);
    expect(differences[1]).toMatchObject({
      sender: BOB,
      chatId: 3,
      chatGuid: `any;-;${ALICE}`,
      accountId: 'default',
      arrivedAtMs: NOW_MS,
    });
    expect(summary.changes).toContainEqual({ from: 'turn', to: 'denied', rows: 1 });
    expect(summary).toMatchObject({ rows: 4, differing: 4 });
  });

  test('with another window answers what was too old', async () => {
    const created_at = '2026-03-02T04:00:00.000Z';
    const old: Given = {
      ...from(ALICE, { created_at }),
      fence: { boundary: 1, hasCursor: true, recoveryWindowMs: 7_200_000 },
    };
    const longer = { allowFrom: [ALICE], catchup: { enabled: true, maxAgeMinutes: 360 } };
    expect((await tried([old], longer)).lines).toEqual([
      '1 text: stale older than the recovery window → turn admitted (by envelope)',
    ]);
  });

  test('that asks for mentions, or no more, says who would have been heard', async () => {
    const open = { allowFrom: [ALICE], groupPolicy: 'open' };
    const rest = { messages: { groupChat: { mentionPatterns: ['claw'] } } };
    const asks: Given = { imessage: open, rest, fields: GROUP };
    const answers: Given = { imessage: open, fields: GROUP };
    expect((await tried([asks], open)).lines).toEqual(['1 text: context no mention → turn admitted']);
    expect((await tried([answers], open, rest)).lines).toEqual([
      '1 text: turn admitted → context no mention',
    ]);
  });

  test('under which strangers pair sends each a code once, up to three at a time', async () => {
    const rows = [BOB, BOB, CARL, '+15550004444', '+15550005555'].map((sender) => from(sender));
    expect((await tried(rows, { allowFrom: [ALICE] })).lines).toEqual([
      '1 text: denied dmPolicy blocked → challenged pairing code sent',
      '3 text: denied dmPolicy blocked → challenged pairing code sent',
      '4 text: denied dmPolicy blocked → challenged pairing code sent',
    ]);
  });

  test('without an account that reads the database says so', async () => {
    const { summary, lines } = await tried([from(ALICE)], { enabled: false });
    expect({ lines, ...summary }).toEqual({
      lines: [],
      rows: 1,
      differing: 0,
      changes: [],
      undecidable: { 'no account reads its database': 1 },
    });
  });

  test('sends rows to the account that lists the address at which they came in', async () => {
    const accounts = {
      work: { ownAddresses: ['+15550109999'], allowFrom: [BOB] },
      home: { ownAddresses: ['+15550108888'], allowFrom: [ALICE] },
    };
    const rows = [from(BOB, { destination_caller_id: '+15550109999' })];
    const { differences } = await tried(rows, { dmPolicy: 'allowlist', accounts, allowFrom: [ALICE] });
    expect(differences).toMatchObject([{ accountId: 'work', wouldBe: { fate: 'turn' } }]);
  });

  test('is tried on what arrived since', async () => {
    const { summary } = await tried([from(BOB)], { allowFrom: ['*'], dmPolicy: 'open' }, {}, NOW_MS + 1);
    expect(summary.rows).toBe(0);
  });
});
