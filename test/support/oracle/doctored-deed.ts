// Something that an agent does besides answering, as the oracle reads it: all of it went well until a test says otherwise.

import type { Acting, AskedDeed, DeedCall, DeedPart } from '../../../scenarios/sim/oracle/deed.ts';
import { deedFindings } from '../../../scenarios/sim/oracle/deeds.ts';
import type { History } from '../../../scenarios/sim/oracle/history.ts';
import { configOf, createDoctoredRun, DIRECT, GROUP, lifeUnder, OPEN, START_MS } from './doctored-run.ts';

export const AT_MS = START_MS + 120_000;
export const ASKED_MS = AT_MS + 1_600;

/** What is otherwise. */
export interface DeedCase {
  readonly asked?: Partial<AskedDeed>;
  /** What is asked for before it. */
  readonly askedBefore?: readonly Partial<AskedDeed>[];
  readonly call?: Partial<DeedCall>;
  readonly calls?: readonly Partial<DeedCall>[];
  readonly part?: Partial<DeedPart> | null;
  readonly groups?: Acting['groups'];
  readonly polls?: Acting['polls'];
  /** Of the tapback that shows; null = none does. */
  readonly row?: object | null;
  /** Own rows that stood there before. */
  readonly before?: readonly object[];
  readonly inGroup?: boolean;
  readonly config?: object;
  readonly rest?: object;
  readonly facts?: Partial<History>;
}

/** Alice wrote in her chat (or the group), the agent puts a tapback on that, and its row shows. */
export function brokenIn(given: DeedCase): string[] {
  const run = createDoctoredRun();
  const chat = given.inGroup ? GROUP : DIRECT;
  const word = run.row({ inMs: AT_MS - START_MS, guid: 'WORD', ...chat });
  run.row({ inMs: 60_000, guid: 'ELSEWHERE', ...(given.inGroup ? DIRECT : GROUP), rowid: 90 });
  const { call: turn } = run.turn([word], { MessageSid: '7', endedAtMs: ASKED_MS + 5_000 });
  run.row({ inMs: ASKED_MS - 100 - START_MS, rowid: 91, guid: 'SENT-1-0', isFromMe: true, ...chat });
  for (const [index, facts] of (given.before ?? []).entries())
    run.row({
      inMs: ASKED_MS - 50 + index - START_MS,
      isFromMe: true,
      rowid: 92 + index,
      ...chat,
      sender: null,
      ...facts,
    });
  const tapback = { associatedType: 2_001, target: 'p:0/WORD', sender: null, text: 'Liked “it”' };
  if (given.row !== null)
    run.row({
      inMs: ASKED_MS + 200 - START_MS,
      guid: 'TAPBACK',
      isFromMe: true,
      ...chat,
      ...tapback,
      ...given.row,
    });
  const end = { state: 'sent', code: null, atMs: ASKED_MS + 1_000 };
  const asked: AskedDeed = {
    atMs: ASKED_MS,
    turnId: turn.turnId,
    attempt: 1,
    accountId: 'default',
    to: chat.chatGuid,
    name: 'react',
    input: { emoji: '👍' },
    end,
    ...given.asked,
  };
  const call: DeedCall = {
    atMs: ASKED_MS + 100,
    method: 'tapback',
    chatGuid: chat.chatGuid,
    params: { message_id: 'WORD', reaction: 'like' },
    answeredAtMs: ASKED_MS + 150,
    answer: 'ok',
    ...given.call,
  };
  const part: DeedPart = {
    atMs: ASKED_MS + 900,
    partId: 'turn-1#0',
    turnId: asked.turnId,
    lane: `default/${chat.chatGuid}`,
    name: asked.name,
    state: 'sent',
    guid: 'TAPBACK',
    ...given.part,
  };
  const acting: Acting = {
    asked: [...(given.askedBefore ?? []).map((one) => ({ ...asked, ...one })), asked],
    parts: given.part === null ? [] : [part],
    calls: given.calls?.map((one) => ({ ...call, ...one })) ?? [call],
    groups: given.groups ?? [],
    polls: given.polls ?? [],
  };
  const config = configOf({ ...OPEN, ...given.config }, { ...given.rest });
  const history = run.history({ lives: lifeUnder(config), ...given.facts, acting });
  return deedFindings(history).map(({ clause }) => clause);
}
