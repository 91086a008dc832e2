import { describe, expect, it } from 'vitest';
import { compileApprovers } from '../../../../engine/access/approvers.ts';
import { CHATS_MAX } from '../../../../engine/approvals/history-look.ts';
import { EngineError } from '../../../../engine/errors.ts';
import type { ApprovalRow } from '../../../../engine/store/commands/approvals.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { historiesOf, historyLookOf, pendingRequest } from '../../../support/approvals/history-bed.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const OWN = '+15550009999';
const LOOK_MS = 2_000;
const LIKE = { id: 9, type: 'like', emoji: '👍', sender: ALICE, is_from_me: false };

describe('while something is to be decided, the newest messages of its chat are looked at', () => {
  it('and a tapback there decides at the second look: its row may be on its way (E2, APR-13)', async () => {
    const { clock, decided, look } = world();
    look();
    await clock.advance(LOOK_MS);
    expect(decided).toEqual([]);
    await clock.advance(LOOK_MS);
    expect(decided).toEqual([`ABCD2345 allow-once ${ALICE}`]);
  });

  it.each([
    ['is the owner’s own', { is_from_me: true }],
    ['is of nobody who may decide', { sender: '+15550002222' }],
    ['is of nobody', { sender: '' }],
    ['is of the line that the message left by', { sender: OWN }],
    ['is another one', { type: 'love', emoji: '❤️' }],
    ['has no number', { id: null }],
  ])('but no tapback decides that %s (APR-6, APR-9, ruling-21)', async (_, fields) => {
    const { clock, decided, look, reactions } = world();
    reactions.splice(0, 1, { ...LIKE, ...fields });
    look();
    await clock.advance(10 * LOOK_MS);
    expect(decided).toEqual([]);
  });

  it('nor one whose row was told: that was judged as it came', async () => {
    const { clock, decided, look, told } = world();
    told.push({ sourceId: 'other' });
    look();
    await clock.advance(LOOK_MS);
    told.push({ sourceId: 'here' });
    await clock.advance(10 * LOOK_MS);
    expect(decided).toEqual([]);
  });

  it('nor one of somebody who may decide only since', async () => {
    const { clock, decided, look, approvers } = world([]);
    look();
    await clock.advance(LOOK_MS);
    approvers.push(ALICE);
    await clock.advance(10 * LOOK_MS);
    expect(decided).toEqual([]);
  });

  it('never on builds where everything would wait for the answer, nor once nothing is to be decided', async () => {
    const old = world([ALICE], '0.13.1');
    old.look();
    await old.clock.advance(10 * LOOK_MS);
    expect(old.calls).toEqual([]);
    const over = world();
    over.look();
    over.register.ended('ABCD2345');
    await over.clock.advance(10 * LOOK_MS);
    expect(over.clock.waiting).toBe(0);
  });

  it('a bounded number of chats in a round, each of the others before one again', async () => {
    const { clock, look, register, chats } = world();
    for (let number = 2; number <= CHATS_MAX + 5; number += 1) register.add(asked(clock.wallMs(), number));
    look();
    await clock.advance(LOOK_MS);
    expect(new Set(chats).size).toBe(CHATS_MAX);
    expect(chats).toHaveLength(CHATS_MAX);
    await clock.advance(LOOK_MS);
    expect(new Set(chats).size).toBe(CHATS_MAX + 5);
    expect(chats).toHaveLength(2 * CHATS_MAX);
  });

  it('and less and less often while imsg answers nothing, until it does', async () => {
    const { clock, look, chats, silent } = world();
    silent.add(1);
    look();
    await clock.advance(2_000);
    await clock.advance(4_000);
    await clock.advance(8_000);
    expect(chats).toHaveLength(3);
    await clock.advance(15_000);
    expect(chats).toHaveLength(3);
    silent.clear();
    await clock.advance(1_000);
    await clock.advance(LOOK_MS);
    expect(chats).toHaveLength(5);
  });

  it('where one chat has no answer, the others are asked for as often as ever', async () => {
    const { clock, look, register, chats, silent, reactions } = world();
    reactions.length = 0;
    register.add(asked(clock.wallMs(), 2));
    register.add(asked(clock.wallMs(), 3));
    silent.add(1);
    look();
    await clock.advance(LOOK_MS);
    expect(chats).toEqual([1]);
    await clock.advance(2 * LOOK_MS);
    expect(chats).toEqual([1, 2, 3, 1]);
    await clock.advance(LOOK_MS);
    expect(chats).toEqual([1, 2, 3, 1, 2, 3, 1]);
  });
});

function world(approvers: string[] = [ALICE], version = '0.14.0') {
  const clock = createManualClock();
  const reactions: object[] = [LIKE];
  const told: Partial<JournalledRow>[] = [];
  const calls: string[] = [];
  const message = {
    id: 8,
    guid: 'ASKS',
    chat_id: 1,
    chat_guid: `iMessage;-;${ALICE}`,
    chat_identifier: ALICE,
    text: 'Exec approval required',
    sender: ALICE,
    is_from_me: true,
    is_group: false,
    destination_caller_id: OWN,
    reactions,
  };
  /** Chats that were asked for, and those whose history has no answer in time. */
  const chats: number[] = [];
  const silent = new Set<number>();
  const call = async (method: string, { chat_id }: { readonly chat_id?: number }) => {
    calls.push(method);
    chats.push(chat_id!);
    if (silent.has(chat_id!)) throw new EngineError('rpc_timeout');
    return { messages: [message] };
  };
  const account = {
    accountId: 'default',
    approvers: () => compileApprovers({ allowFrom: ['chat_id:7', ...approvers], region: 'US' }),
    history: historiesOf({ call, told, version }),
  };
  const { look, register, decided } = historyLookOf({ clock, account, requests: [asked(clock.wallMs())] });
  return { clock, look, register, decided, reactions, told, approvers, calls, chats, silent };
}

function asked(nowMs: number, number = 1): ApprovalRow {
  const target = { chatGuid: id.chat(`iMessage;-;${ALICE}`), chatId: id.chatId(number) };
  return pendingRequest(nowMs, {
    approvalId: number === 1 ? 'ABCD2345' : `ABCD${number}`,
    prompts: [
      {
        accountId: 'default',
        partId: id.part(`p${number}`),
        target,
        content: 'Exec approval required',
        state: 'sent',
        maxRowid: 3,
        guid: id.guid('ASKS'),
      },
    ],
  });
}
