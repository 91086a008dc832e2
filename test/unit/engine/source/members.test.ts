import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';
import type { Decided, Decision } from '../../../../engine/inbound/decision.ts';
import type { Policy } from '../../../../engine/inbound/snapshot.ts';
import { createMembers } from '../../../../engine/source/members.ts';

const [HOME_LINE, WORK_LINE] = ['+15550000001', '+15550000002'];

function membersOf(accounts: object, channel: object = {}) {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  const { config } = parseConfig({ agents, channels: { imessage: { ...channel, accounts } } }, { home: '/' });
  const [owner, ...others] = config.accounts;
  const members = createMembers(owner!);
  for (const other of others) members.join(other);
  return members;
}
const complete = (_: string, decision: Decision) => decision;
const account = (accountId: string) => ({ accountId, policy: () => ({ accountId }) as Policy });
const decided = (accountId: string) => ({ row: { verdicts: [{ accountId }] } }) as unknown as Decided;
/** With what each account was called. */
function receiving(accounts: object, ...accountIds: string[]) {
  const members = membersOf(accounts);
  const calls: unknown[] = [];
  for (const accountId of accountIds) {
    members.receive({
      ...account(accountId),
      complete,
      effects: async (_, rows) => void calls.push([accountId, rows]),
    });
  }
  return { members, calls };
}

describe('the addresses of a Mac', () => {
  const own = (accounts: object, channel?: object) => {
    const members = membersOf(accounts, channel);
    members.receive({ ...account('home'), complete, async effects() {} });
    return members.receivers().ownAddresses;
  };

  it('are those of all its accounts, for each of them', () => {
    const listed = own({ home: { ownAddresses: [HOME_LINE] }, work: { ownAddresses: [WORK_LINE] } });
    expect([...listed.handles]).toEqual([HOME_LINE, WORK_LINE]);
    expect(listed.areListed).toBe(true);
  });

  it('are learnt as well where an account lists none', () => {
    const partly = own({ home: {}, work: { ownAddresses: [WORK_LINE] } });
    expect([[...partly.handles], partly.areListed]).toEqual([[WORK_LINE], false]);
    partly.learn(HOME_LINE);
    expect([...partly.handles]).toEqual([WORK_LINE, HOME_LINE]);
  });

  it('are not forgotten when one more account joins', () => {
    const members = membersOf({ home: {} });
    members.receive({ ...account('home'), complete, async effects() {} });
    members.receivers().ownAddresses.learn(HOME_LINE);
    members.join(membersOf({ work: {} }).accounts[0]!);
    expect([...members.receivers().ownAddresses.handles]).toEqual([HOME_LINE]);
  });
});

describe('what follows from rows', () => {
  it('follows where each of them went', async () => {
    const { members, calls } = receiving(
      { home: {}, work: { ownAddresses: [WORK_LINE] }, third: {} },
      'home',
      'work',
    );
    const rows = [decided('work'), decided('home'), decided('work')];
    await members.effects('s', rows);
    expect(calls).toEqual([
      ['home', [rows[1]]],
      ['work', [rows[0], rows[2]]],
    ]);
  });

  it('is nothing for whom there was none', async () => {
    const { members, calls } = receiving({ home: {}, work: { ownAddresses: [WORK_LINE] } }, 'home', 'work');
    const rows = [decided('home')];
    await members.effects('s', rows);
    expect(calls).toEqual([['home', rows]]);
  });
});
