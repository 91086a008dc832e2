// Tapbacks of which imsg tells no row: while something is to be decided, the newest messages of its chats are looked at as
// well (APR-13, E2).

import { EngineError } from '../errors.ts';
import { promptsSoFar } from '../inbound/prompts-so-far.ts';
import { approvalStage } from '../inbound/stages/approval.ts';
import type { Finding } from '../inbound/stages/stage.ts';
import type { ChatId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { JournalledRow } from '../store/commands/rows.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { AskingAccount } from './asking-account.ts';
import type { ApprovalEnds } from './ends.ts';
import { createPromptSearch, type PromptSearch } from './prompt-search.ts';
import type { ApprovalRegister } from './register.ts';
import { createRotation } from './rotation.ts';
import type { Choice } from './rules/choices.ts';

const LOOK_EVERY_MS = 2_000;
/** A round without any answer doubles the pause behind it, up to this. */
const PAUSE_MAX_MS = 60_000;
/** Chats that are asked for in one round. Where there are more, they take turns. */
export const CHATS_MAX = 20;

interface HistoryLookOptions {
  readonly store: Pick<Store, 'approvals'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
  readonly register: ApprovalRegister;
  account(accountId: string): AskingAccount | undefined;
  readonly ends: Pick<ApprovalEnds, 'decide'>;
}

/** Looks from here on, for as long as something is to be decided. */
export function createHistoryLook(options: HistoryLookOptions): () => void {
  const { clock, unawaited, ending, register } = options;
  let timer: Timer | null = null;
  let pauseMs = LOOK_EVERY_MS;
  const look = createLook(options);
  const lookOnce = async () => {
    const isAnswered = await look();
    pauseMs = isAnswered ? LOOK_EVERY_MS : Math.min(pauseMs * 2, PAUSE_MAX_MS);
  };
  const isAnyAsked = () => register.pending().some(({ prompts }) => prompts.length > 0);
  const schedule = () => {
    if (timer !== null || ending.aborted || !isAnyAsked()) return;
    timer = clock.after(pauseMs, () => {
      const looked = lookOnce().finally(() => {
        timer = null;
        schedule();
      });
      unawaited(looked, 'looking for tapbacks in the history');
    });
  };
  ending.addEventListener('abort', () => timer?.cancel(), { once: true });
  return schedule;
}

/** A chat in which somebody is asked. */
interface Place {
  readonly account: AskingAccount;
  readonly chatId: ChatId;
}

function createLook(options: HistoryLookOptions) {
  const { clock, logger, ending, register, account, ends } = options;
  const search = createPromptSearch(options);
  /** And not told then: a row that comes meanwhile decides by itself, with all that a row leaves behind. */
  const seen = createRowsOn();
  /** What did not decide when this run first saw it does not decide in this run any more, whoever may decide by then. */
  const judged = createRowsOn();
  const rotation = createRotation();
  const openGuids = () =>
    new Set(
      register.prompts().flatMap(({ guid, isOver }) => (guid === null || isOver ? [] : guid.toUpperCase())),
    );

  const judge = (message: Message, { account: { accountId, approvers } }: Place): Finding | null => {
    const subject = { message, prompts: promptsSoFar(register.prompts()), arrivedAtMs: clock.wallMs() };
    return approvalStage(subject, { approvers: new Map([[accountId, approvers()]]) });
  };
  const lookAt = async (place: Place, tapbacks: readonly Message[]) => {
    const { history } = place.account;
    for (const message of tapbacks) {
      const on = message.reaction!.target!.toUpperCase();
      if (!openGuids().has(on) || judged.has(on, message.rowid)) continue;
      const end = endIn(judge(message, place));
      if (end === null || isJudged(await history.told(message.rowid), search.foundAtMs(on)))
        judged.add(on, message.rowid);
      else if (!seen.has(on, message.rowid)) seen.add(on, message.rowid);
      else {
        logger.info(`imessage: a tapback that only the history shows decides ${end.approvalId}`);
        await ends.decide(end.approvalId, end, message.sender);
      }
    }
  };
  /** False = imsg answered nothing. */
  return async () => {
    await search.whenDue();
    const open = openGuids();
    seen.keepOnly(open);
    judged.keepOnly(open);
    let answers = 0;
    for (const [name, place] of rotation.next(placesOf(register, account, search), CHATS_MAX)) {
      if (ending.aborted) break;
      rotation.had(name);
      const tapbacks = await tapbacksIn(place, ending);
      // Those behind it begin the next round.
      if (tapbacks === 'no_answer') return answers > 0;
      answers += 1;
      await lookAt(place, tapbacks);
    }
    return true;
  };
}

/** Rows of tapbacks by the message that they are put on. */
function createRowsOn() {
  const rows = new Map<string, Set<number>>();
  return {
    has: (guid: string, rowid: number) => rows.get(guid)?.has(rowid) ?? false,
    add: (guid: string, rowid: number) => void rows.set(guid, (rows.get(guid) ?? new Set()).add(rowid)),
    keepOnly(guids: ReadonlySet<string>) {
      for (const guid of rows.keys()) if (!guids.has(guid)) rows.delete(guid);
    },
  };
}

/**
 * Whether a row was judged as it came. One that came when nobody knew yet that its message asks was taken for any other
 * tapback, if anybody was known to have put it there.
 */
function isJudged(
  told: Pick<JournalledRow, 'arrivedAtMs' | 'verdicts'> | null,
  foundAtMs: number | null,
): boolean {
  if (told === null) return false;
  if (foundAtMs === null || told.arrivedAtMs > foundAtMs) return true;
  return !told.verdicts.every(
    ({ fate, code }) => fate === 'reaction' || (fate === 'denied' && code !== 'missing_sender'),
  );
}

/** The oldest first: of two that decide the first counts. */
async function tapbacksIn(
  { account: { history }, chatId }: Place,
  signal: AbortSignal,
): Promise<readonly Message[] | 'no_answer'> {
  try {
    const found = (await history.tapbacks(chatId, signal)) ?? [];
    return found.toSorted((one, other) => one.rowid - other.rowid);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return error.code === 'rpc_timeout' ? 'no_answer' : [];
  }
}

function endIn(finding: Finding | null): ({ readonly approvalId: string } & Choice) | null {
  if (finding === null || finding.code !== 'approval_answer') return null;
  const resolve = finding.consequences?.find((one) => one.kind === 'resolve');
  return resolve?.end ?? null;
}

/** Each chat once in which a message that asks is proven. One that was begun with somebody new has no number until it is found. */
function placesOf(
  register: ApprovalRegister,
  accountOf: HistoryLookOptions['account'],
  search: Pick<PromptSearch, 'chatOf'>,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { accountId, partId, target } of register.asked()) {
    const account = accountOf(accountId);
    const chatId = search.chatOf(partId) ?? (target.to === undefined ? target.chatId : null);
    if (account && chatId !== null) places.set(`${accountId} ${chatId}`, { account, chatId });
  }
  return places;
}
