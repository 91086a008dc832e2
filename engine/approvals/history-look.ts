// Tapbacks of which imsg tells no row: while something is to be decided, the newest messages of its chats are looked at as
// well (APR-13, E2).

import { EngineError } from '../errors.ts';
import { promptsSoFar } from '../inbound/prompts-so-far.ts';
import { approvalStage } from '../inbound/stages/approval.ts';
import type { Finding } from '../inbound/stages/stage.ts';
import type { Message } from '../message/message.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import type { Unawaited } from '../unawaited.ts';
import type { AskingAccount } from './asking-account.ts';
import type { ApprovalEnds } from './ends.ts';
import type { ApprovalRegister } from './register.ts';
import type { Choice } from './rules/choices.ts';

const LOOK_EVERY_MS = 2_000;

interface HistoryLookOptions {
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
  const look = createLook(options);
  const isAnyAsked = () => register.pending().some(({ prompts }) => prompts.length > 0);
  const schedule = () => {
    if (timer !== null || ending.aborted || !isAnyAsked()) return;
    timer = clock.after(LOOK_EVERY_MS, () => {
      const looked = look().finally(() => {
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
  readonly target: PartTarget;
}

function createLook({ clock, logger, ending, register, account, ends }: HistoryLookOptions) {
  /** Seen, and not told then: a row that comes meanwhile decides by itself, with all that a row leaves behind. */
  let seenBefore: ReadonlySet<string> = new Set();
  /** What did not decide when it was first seen never does, whoever may decide by then: rows of tapbacks by the message. */
  const judged = new Map<string, Set<number>>();
  const openGuids = () =>
    new Set(register.prompts().flatMap(({ guid, isOver }) => (guid === null || isOver ? [] : guid)));

  const judge = (message: Message, { account: { accountId, approvers } }: Place): Finding | null => {
    const subject = { message, prompts: promptsSoFar(register.prompts()), arrivedAtMs: clock.wallMs() };
    return approvalStage(subject, { approvers: new Map([[accountId, approvers()]]) });
  };
  const lookAt = async (place: Place, seen: Set<string>) => {
    const { history } = place.account;
    for (const message of await tapbacksIn(place, ending)) {
      const on = message.reaction!.target!.toUpperCase();
      const before = judged.get(on);
      if (!openGuids().has(on) || before?.has(message.rowid)) continue;
      const end = endIn(judge(message, place));
      if (end === null || (await history.wasTold(message.rowid))) {
        judged.set(on, (before ?? new Set()).add(message.rowid));
        continue;
      }
      const name = `${on} ${message.rowid}`;
      seen.add(name);
      if (!seenBefore.has(name)) continue;
      logger.info(`imessage: a tapback that only the history shows decides ${end.approvalId}`);
      await ends.decide(end.approvalId, end, message.sender);
    }
  };
  return async () => {
    const seen = new Set<string>();
    for (const place of placesOf(register, account)) {
      if (ending.aborted) return;
      await lookAt(place, seen);
    }
    seenBefore = seen;
    const open = openGuids();
    for (const guid of judged.keys()) if (!open.has(guid)) judged.delete(guid);
  };
}

/** The oldest first: of two that decide the first counts. */
async function tapbacksIn({ account: { history }, target }: Place, signal: AbortSignal) {
  try {
    const found = (await history.tapbacks(target.chatId, signal)) ?? [];
    return found.toSorted((one, other) => one.rowid - other.rowid);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return [];
  }
}

function endIn(finding: Finding | null): ({ readonly approvalId: string } & Choice) | null {
  if (finding === null || finding.code !== 'approval_answer') return null;
  const resolve = finding.consequences?.find((one) => one.kind === 'resolve');
  return resolve?.end ?? null;
}

/** Each chat once in which a message that asks is proven. One that was begun with somebody new has no number yet. */
function placesOf(register: ApprovalRegister, accountOf: HistoryLookOptions['account']): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { accountId, target } of register.asked()) {
    const account = accountOf(accountId);
    if (account && target.to === undefined) places.set(`${accountId} ${target.chatId}`, { account, target });
  }
  return [...places.values()];
}
