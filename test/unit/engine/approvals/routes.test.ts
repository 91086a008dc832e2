import { describe, expect, it } from 'vitest';
import { compileApprovers } from '../../../../engine/access/approvers.ts';
import { compilePeople } from '../../../../engine/access/people.ts';
import { routeOf } from '../../../../engine/approvals/routes.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { DECISIONS, type Decision } from '../../../../engine/message/approve-command.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

interface Given {
  readonly knows?: string;
  readonly decisions?: readonly Decision[];
  readonly hears?: boolean;
}

const ALICE = '+15550001111';
const BOB = '+15550002222';
const targetOf = (handle: string) => ({ chatGuid: id.chat(`any;-;${handle}`), chatId: id.chatId(1) });

/** Whom a request reaches that came from Bob, who may not decide; `knows` = the account that sends. */
async function routed(exec: object, { knows = 'default', decisions = DECISIONS, hears = true }: Given = {}) {
  const { config } = parseConfig({ approvals: { exec } }, { home: '/home/ada' });
  const people = compilePeople({ alice: [ALICE, 'alice@example.com'] }, 'US');
  const account = {
    approvers: () => compileApprovers({ allowFrom: [ALICE], region: 'US' }, people),
    hearsCommands: () => hears,
    addressOf: async (written: string | null) => ({ target: targetOf(written!), isGroup: false }),
  };
  const logger = createListLogger();
  const route = await routeOf({
    rule: config.approvals.exec,
    decisions,
    accountId: 'default',
    origin: { accountId: 'default', target: targetOf(BOB), isGroup: false, party: BOB },
    agentId: null,
    sessionKey: null,
    defaultAccountId: 'default',
    accountOf: (accountId) => (accountId === knows ? account : undefined),
    logger,
  });
  const told = typeof route === 'string' ? route : route.toldElsewhere?.target.chatGuid;
  const places = typeof route === 'string' ? [] : route.places.map(({ target }) => target.chatGuid);
  return { places, told, lines: logger.lines };
}

describe('a request from where nobody may decide', () => {
  it('is asked where the list names its approvers, not at all their addresses', async () => {
    expect((await routed({ enabled: true, mode: 'session' })).places).toEqual([`any;-;${ALICE}`]);
  });

  it('tells its conversation that others are asked', async () => {
    expect((await routed({ enabled: true, mode: 'session' })).told).toBe(`any;-;${BOB}`);
  });

  it('says nothing of others where it is asked there after all', async () => {
    const { places, told } = await routed({ enabled: true, mode: 'both', targets: [{ to: BOB }] });
    expect(places).toEqual([`any;-;${ALICE}`, `any;-;${BOB}`]);
    expect(told).toBeUndefined();
  });

  it.each([
    [['allow-always'], false, 'no_route'],
    [['allow-always'], true, 'asked'],
    [['allow-always', 'deny'], false, 'asked'],
    [['allow-once'], false, 'asked'],
  ] as const)('that offers %s, where /approve is heard: %s, comes to %s', async (decisions, hears, to) => {
    for (const exec of [
      { enabled: true, mode: 'session' },
      { enabled: true, mode: 'targets', targets: [{ to: ALICE }] },
    ]) {
      const { places, told } = await routed(exec, { decisions, hears });
      expect(places.length > 0 ? 'asked' : told).toBe(to);
    }
  });

  it('reaches no target of an account that sends nothing', async () => {
    const { told, lines } = await routed({
      enabled: true,
      mode: 'targets',
      targets: [{ to: BOB, accountId: 'other' }],
    });
    expect(told).toBe('no_route');
    expect(JSON.stringify(lines)).toContain('a target of an approval request cannot be reached');
  });
});
