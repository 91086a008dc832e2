import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../../engine/account/account.ts';
import { createTurnDesk, type TurnDesk } from '../../../../engine/account/turn-desk.ts';
import { TURNS_LOOKED_AT } from '../../../../engine/store/commands/redo.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger, type ListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, createSource, row, SOURCE, turn } from '../../../support/stores/inputs.ts';

/** Nothing ends before its answer. */
const ask = <Answer>(run: () => Promise<Answer>) => run();

let store: Store;
let desk: TurnDesk;
let logger: ListLogger;
/** Turns in the order in which they were begun once more. */
let begun: string[];

beforeEach(async () => {
  store = openCore(createMemoryCore());
  await createSource(store);
  logger = createListLogger();
  begun = [];
  const account: Pick<Account, 'accountId' | 'redo'> = {
    accountId: ACCOUNT,
    async redo({ turnId }) {
      const answer = await store.redoTurn({ turnId, owner: null });
      if (typeof answer === 'string') return answer;
      begun.push(turnId);
      return null;
    },
  };
  desk = createTurnDesk({ store: () => store, accounts: [account as Account], logger, ask });
});

const formed = async (name: string, text = 'hello') => {
  const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(null, { eventId: name })] });
  const input = turn(name, [rows[0]!.seq], { text });
  await store.formTurn({ sourceId: SOURCE, turn: input });
};
const failed = async (name: string, text?: string) => {
  await formed(name, text);
  await store.endTurn({ turnId: id.turn(name), state: 'failed', code: 'agent_missing', atMs: 9 });
};
/** Those of a reason as `imgate turns redo` asks for them. */
const redoneByStretches = async () => {
  const counts: number[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { redone, next }: Awaited<ReturnType<TurnDesk['redoNext']>> = await desk.redoNext({
      reason: 'agent_missing',
      after,
    });
    counts.push(redone);
    // The agent is still missing.
    for (const turnId of begun.splice(0))
      await store.endTurn({ turnId: id.turn(turnId), state: 'failed', code: 'agent_missing', atMs: 9 });
    after = next;
  }
  return counts;
};

describe('turns that are begun once more for one reason', () => {
  it('are asked for a stretch at a time, and those that end so again are not met twice', async () => {
    const names = Array.from({ length: TURNS_LOOKED_AT + 3 }, (_, index) => `t${index}`);
    await Promise.all(names.map((name) => failed(name)));
    expect(await redoneByStretches()).toEqual([TURNS_LOOKED_AT, 3]);
    expect(logger.lines).toEqual([
      `info imessage: turns begun once more by the operator: ${TURNS_LOOKED_AT}`,
      'info imessage: turns begun once more by the operator: 3',
    ]);
  });

  it('are found behind those that cannot be, however many these are', async () => {
    const kept = Array.from({ length: 2 * TURNS_LOOKED_AT }, (_, index) => `t${index}`);
    await Promise.all(kept.map((name) => failed(name, '')));
    await failed('last');
    expect(await redoneByStretches()).toEqual([0, 0, 1]);
    expect(logger.lines).toHaveLength(1);
    expect(await desk.redo({ reason: 'agent_missing' })).toEqual({ redone: ['last'] });
  });

  it('are begun the oldest first', async () => {
    for (const name of ['old', 'new']) await failed(name);
    expect(await desk.redo({ reason: 'agent_missing' })).toEqual({ redone: ['old', 'new'] });
    expect(begun).toEqual(['old', 'new']);
  });
});

it('one call passes over none that it could begin: it ends with a whole stretch', async () => {
  const turns = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}${at}`);
  const full = ['a', 'b', 'c', 'd'].map((name) => turns(name, TURNS_LOOKED_AT));
  // Room for one more is left, and the first that is looked at then cannot be begun.
  const stretches = [...full, turns('e', TURNS_LOOKED_AT - 1), ['gone', 'left'], ['newer']];
  const unansweredTurns = async ({ after }: { readonly after: number }) => ({
    turns: stretches[after]!.map((turnId) => ({ turnId, accountId: ACCOUNT, code: 'agent_missing' })),
    next: after + 1 < stretches.length ? after + 1 : null,
  });
  const account = {
    accountId: ACCOUNT,
    redo: async ({ turnId }: { readonly turnId: string }) => (turnId === 'gone' ? 'text_gone' : null),
  };
  const many = createTurnDesk({
    store: () => ({ unansweredTurns }) as unknown as Store,
    accounts: [account as unknown as Account],
    logger,
    ask,
  });
  const { redone } = await many.redo({ reason: 'agent_missing' });
  expect(redone.length).toBeLessThanOrEqual(5 * TURNS_LOOKED_AT);
  expect(redone).not.toContain('newer');
  expect(redone).toEqual(stretches.slice(0, 5).flat());
});

it('a turn of an account that does not run is unknown', async () => {
  await failed('t');
  const none = createTurnDesk({ store: () => store, accounts: [], logger, ask });
  await expect(none.redo({ turnId: id.turn('t') })).rejects.toMatchObject({ code: 'turn_unknown' });
  expect(await none.redo({ reason: 'agent_missing' })).toEqual({ redone: [] });
});
