import { describe, expect, it } from 'vitest';
import { compileApprovers } from '../../../../engine/access/approvers.ts';
import { EngineError } from '../../../../engine/errors.ts';
import type { ApprovalPrompt, ApprovalRow } from '../../../../engine/store/commands/approvals.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { historiesOf, historyLookOf, pendingRequest } from '../../../support/approvals/history-bed.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const LOOK_MS = 2_000;
const MINUTE_MS = 60_000;
const WORDS = 'Exec approval required\nID: ABCD2345';
const CHAT = { chatGuid: id.chat(`iMessage;-;${ALICE}`), chatId: id.chatId(1) };
/** With whom there was no chat. */
const NEW = { chatGuid: id.chat(`any;-;${ALICE}`), chatId: id.chatId(0), to: id.handle(ALICE) };
const PROMPT: ApprovalPrompt = {
  accountId: 'default',
  partId: id.part('p1'),
  target: CHAT,
  content: WORDS,
  state: 'unknown',
  maxRowid: 7,
  guid: null,
};
const MESSAGE = {
  id: 8,
  guid: 'ASKS',
  chat_id: 1,
  chat_guid: `iMessage;-;${ALICE}`,
  chat_identifier: ALICE,
  text: WORDS,
  sender: ALICE,
  is_from_me: true,
  is_group: false,
  destination_caller_id: '+15550009999',
  reactions: [{ id: 9, type: 'like', emoji: '👍', sender: ALICE, is_from_me: false }],
};
const TAPBACK = { fate: 'reaction', code: 'tapback', accountId: 'default' };

describe('a message that asks and of which nobody can say which it is', () => {
  it('is found in its chat, and the tapback on it decides once (APR-13)', async () => {
    const { clock, look, decided } = world({});
    look();
    await clock.advance(2 * LOOK_MS);
    expect(decided).toEqual([`ABCD2345 allow-once ${ALICE}`]);
    await clock.advance(MINUTE_MS);
    expect(decided).toHaveLength(1);
  });

  it('is found in the chat that began with it, as soon as that is one of the newest', async () => {
    const { clock, look, decided, chats, asked } = world({ prompt: { target: NEW } });
    chats.length = 0;
    look();
    await clock.advance(10 * LOOK_MS);
    expect(asked).toEqual([]);
    chats.push({ id: 4, guid: 'any;+;crew' }, { id: 5, guid: `SMS;-;${ALICE}`, identifier: ALICE });
    await clock.advance(MINUTE_MS);
    expect(new Set(asked)).toEqual(new Set([5]));
    expect(decided).toEqual([`ABCD2345 allow-once ${ALICE}`]);
  });

  it('is found there where its send has proven it, too', async () => {
    const { clock, look, decided } = world({ prompt: { target: NEW, state: 'sent', guid: id.guid('asks') } });
    look();
    await clock.advance(2 * LOOK_MS);
    expect(decided).toHaveLength(1);
  });

  it.each([
    ['was there before it was begun', { prompt: { maxRowid: 8 } }],
    ['came when nobody knew what was there', { prompt: { maxRowid: null } }],
    ['cannot be it, since it has not left', { prompt: { state: 'queued' } }],
    ['cannot be it, since it has failed', { prompt: { state: 'failed' } }],
    ['is another’s', { message: { is_from_me: false } }],
    ['says something else', { message: { text: `${WORDS}!` } }],
    ['is in another chat', { message: { chat_guid: 'any;+;crew', chat_identifier: 'crew' } }],
    ['is one of two', { more: [{ ...MESSAGE, id: 10, guid: 'TWIN', reactions: [] }] }],
    ['may be that of another one that asks the same', { others: [{ partId: id.part('p2') }] }],
    [
      'asks something else',
      { others: [{ partId: id.part('p2'), guid: id.guid('asks'), content: 'Another' }] },
    ],
  ] satisfies [string, Given][])('is no message that %s', async (_, given) => {
    const { clock, look, decided } = world(given);
    look();
    await clock.advance(3 * MINUTE_MS);
    expect(decided).toEqual([]);
  });

  it('is looked for once a minute, and no more once it is found', async () => {
    const { clock, look, lists, chats } = world({ prompt: { target: NEW } });
    chats.length = 0;
    look();
    await clock.advance(MINUTE_MS - LOOK_MS);
    expect(lists()).toBe(1);
    await clock.advance(2 * MINUTE_MS);
    expect(lists()).toBe(3);
    const known = world({ message: { reactions: [] } });
    known.look();
    await known.clock.advance(5 * MINUTE_MS);
    expect(known.lists()).toBe(1);
  });

  it('is looked for again where imsg had no answer, which keeps nothing else from being looked at', async () => {
    const { clock, look, decided, silence } = world({});
    silence(true);
    look();
    await clock.advance(10 * LOOK_MS);
    silence(false);
    await clock.advance(MINUTE_MS);
    expect(decided).toHaveLength(1);
  });

  it('is looked for by no build where everything would wait for the answer', async () => {
    const { clock, look, asked, lists } = world({ version: '0.13.1' });
    look();
    await clock.advance(3 * MINUTE_MS);
    expect([asked, lists()]).toEqual([[], 0]);
  });
});

describe('a tapback on it that was told before it was found', () => {
  it.each([
    ['as any other, decides', TAPBACK, 0, 1],
    [
      'as of somebody whom no policy admits, decides',
      { ...TAPBACK, fate: 'denied', code: 'dm_blocked' },
      0,
      1,
    ],
    ['as of nobody, decides nothing', { ...TAPBACK, fate: 'denied', code: 'missing_sender' }, 0, 0],
    ['as what decides, decides nothing more', { ...TAPBACK, fate: 'approval', code: 'approval_over' }, 0, 0],
    ['and told once it was found: as that was judged', TAPBACK, MINUTE_MS, 0],
  ])('%s', async (_, verdict, laterMs, times) => {
    const { clock, look, decided, told } = world({});
    const arrivedAtMs = clock.wallMs() + laterMs;
    told.push({ sourceId: 'here', arrivedAtMs, verdicts: [verdict as JournalledRow['verdicts'][number]] });
    look();
    await clock.advance(3 * MINUTE_MS);
    expect(decided).toHaveLength(times);
  });
});

interface Given {
  readonly prompt?: Partial<ApprovalPrompt>;
  readonly message?: object;
  /** What else the chat has. */
  readonly more?: readonly object[];
  /** Other messages that ask, of a request that is over. */
  readonly others?: readonly Partial<ApprovalPrompt>[];
  readonly version?: string;
}

function world({ prompt, message, more = [], others = [], version = '0.14.0' }: Given) {
  const clock = createManualClock();
  const chats: object[] = [{ id: 1, guid: `iMessage;-;${ALICE}`, identifier: ALICE }];
  const told: Partial<JournalledRow>[] = [];
  /** Chats whose messages were asked for. */
  const asked: number[] = [];
  let lists = 0;
  let isSilent = false;
  const call = async (method: string, { chat_id }: { readonly chat_id?: number }) => {
    if (isSilent) throw new EngineError('rpc_timeout');
    if (method === 'chats.list') {
      lists += 1;
      return { chats };
    }
    asked.push(chat_id!);
    return { messages: [{ ...MESSAGE, ...message }, ...more] };
  };
  const account = {
    accountId: 'default',
    approvers: () => compileApprovers({ allowFrom: [ALICE], region: 'US' }),
    history: historiesOf({ call, told, version }),
  };
  const row = pendingRequest(clock.wallMs(), { prompts: [{ ...PROMPT, ...prompt }] });
  const over: ApprovalRow = {
    ...row,
    approvalId: 'OVER2345',
    state: 'deny',
    endedAtMs: clock.wallMs(),
    prompts: others.map((other) => ({ ...PROMPT, ...other })),
  };
  const { look, decided } = historyLookOf({ clock, account, requests: [row, over], stored: [row] });
  const silence = (on: boolean) => {
    isSilent = on;
  };
  return { clock, look, decided, told, chats, asked, lists: () => lists, silence };
}
