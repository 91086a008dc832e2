// Finds out what became of a part that the wire has seen: its own row is looked for until there is evidence, or no hope.

import type { SendingConfig } from '../config/keys/sending.ts';
import type { OwnRow } from '../echo/own-rows.ts';
import type { MessageGuid } from '../message/ids.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Scheduler } from '../wire/scheduler.ts';
import { chatsOf, isChatOf } from './chat-of.ts';
import type { Claim } from './evidence.ts';
import { kindOf } from './kinds/kinds.ts';
import { createOpenParts, type OpenPart, type OpenPartsOptions } from './open-parts.ts';
import type { OwnRowSearch } from './own-row-search.ts';

/** What fails then. */
const LOOKING = 'looking for a receipt';
/** Pause between looks: of the last one at which nothing could be read, and for what leaves no words. */
const LOOK_AGAIN_MS = 5_000;

export interface Receipts {
  /** Its call is put on the wire. */
  begun(part: PartRow): void;
  /** It was put there by an earlier run. */
  takenUp(part: PartRow): void;
  /** imsg has answered: the lane waits a moment for the row, which is looked for at once. */
  answered(part: PartRow, claim: Claim | null, detail: string): void;
  /** There is no answer and there will be none: the lane waits for the row, as long as that may yet come (ruling-14). */
  unanswered(part: PartRow, detail: string): void;
  /** It did not leave, and nothing is looked for. False = its row has been found before it was said so. */
  withdrawn(part: PartRow): Promise<boolean>;
  /** A row that proves a part of an earlier run. */
  used(guid: MessageGuid): void;
}

interface ReceiptsOptions extends OpenPartsOptions {
  readonly scheduler: Pick<Scheduler, 'hold' | 'release'>;
  readonly search: OwnRowSearch;
  /** Whether it is to be seen that a part was done, which leaves no row. Never rejects. */
  isDone(part: PartRow): Promise<boolean>;
  /** As it is set right now: how long a lane waits for evidence once imsg has answered. */
  sending(): Pick<SendingConfig, 'evidenceWaitMs'>;
}

export function createReceipts(options: ReceiptsOptions): Receipts {
  const { clock, signal, unawaited, scheduler, ownRows, search } = options;
  const open = createOpenParts({
    ...options,
    onSettled(part, end, detail) {
      options.onSettled(part, end, detail);
      scheduler.release(part.lane, part.partId);
    },
  });
  const look = createLook(options, open);
  const conclude = async (one: OpenPart) => {
    for (let silentLooks = 0; !(await look(one)) && open.isSought(one); ) {
      // Nobody but the watch tells the words: what it has to tell has come by the second time.
      if (search.isSilent()) silentLooks += 1;
      if (silentLooks > 1) break;
      await sleep(clock, LOOK_AGAIN_MS, signal);
    }
    await one.ending;
    if (open.isSought(one)) open.giveUp(one);
  };
  const after = (one: OpenPart, delayMs: number, callback: () => void) => {
    // What is answered as the engine stops is looked for by the next run.
    if (signal.aborted) return;
    one.timers.push(clock.after(delayMs, () => open.get(one.part.partId) === one && callback()));
  };
  /** What leaves no row tells nobody when it is done. */
  const keepLooking = async (one: OpenPart): Promise<void> => {
    await look(one);
    if (open.isSought(one)) after(one, LOOK_AGAIN_MS, () => unawaited(keepLooking(one), LOOKING));
  };
  const seek = (part: PartRow, claim: Claim | null, detail: string, until: 'moment' | 'deadline') => {
    const one = open.get(part.partId);
    // Its row has come before the answer.
    if (!one) return;
    const isUseless = claim === null || isOlder(part, claim) || open.isUsed(claim.guid);
    Object.assign(one, { claim: isUseless ? null : claim, detail, isOnTheWire: false });
    scheduler.hold(part.lane, part.partId, until);
    const leftMs = Math.max(0, one.untilMs - clock.monotonicMs());
    const withinMs = kindOf(part).shownWithinMs(part.content);
    const forMs = until === 'moment' ? Math.min(leftMs, withinMs ?? leftMs) : leftMs;
    after(one, forMs, () => unawaited(conclude(one), LOOKING));
    if (until === 'moment') {
      after(one, options.sending().evidenceWaitMs, () => {
        unawaited(look(one), LOOKING);
        scheduler.release(part.lane, part.partId);
      });
    }
    unawaited(withinMs === null ? look(one) : keepLooking(one), LOOKING);
  };

  ownRows.onSighted((rows) => {
    for (const chatGuid of new Set(rows.map((row) => row.chatGuid)))
      if (chatGuid !== null) open.match(chatGuid);
    for (const one of open.all())
      if (open.isSought(one) && mayBeItsFile(one.part, rows)) unawaited(look(one), LOOKING);
  });
  signal.addEventListener('abort', () => {
    for (const { timers } of open.all()) for (const timer of timers) timer.cancel();
  });
  return {
    begun: (part) => open.add(part, clock.monotonicMs() + leftMs(part, clock), ownRows.count()),
    takenUp: (part) => open.add(part, clock.monotonicMs() + leftMs(part, clock), 0),
    answered: (part, claim, detail) => seek(part, claim, detail, 'moment'),
    unanswered: (part, detail) => seek(part, null, detail, 'deadline'),
    async withdrawn({ partId, target }) {
      const ending = open.get(partId)?.ending;
      if (ending) await ending;
      if (!open.delete(partId)) return false;
      // Rows that it might have been are those of others now.
      open.match(target.chatGuid);
      return true;
    },
    used: open.use,
  };
}

/** Looks for what a part has left. True = it is known now what there is. */
function createLook(options: ReceiptsOptions, open: ReturnType<typeof createOpenParts>) {
  const { ownRows, search } = options;
  const isWordless = ({ guid, text, deed }: OwnRow) => {
    if (text !== null || deed || open.isUsed(guid)) return false;
    const told = ownRows.get(guid);
    return !told?.deed && (told?.text ?? null) === null;
  };
  return async (one: OpenPart): Promise<boolean> => {
    const { chatGuid } = one.part.target;
    for (const chat of chatsOf(one.part.target)) open.match(chat);
    if (!open.isSought(one)) return true;
    if ((await options.isDone(one.part)) && open.isSought(one)) open.seen(one);
    if (!open.isSought(one)) return true;
    const inDatabase = await search.inDatabase(one.part);
    if (inDatabase) open.match(chatGuid, inDatabase);
    if (!open.isSought(one) || (inDatabase && !inDatabase.some(isWordless))) return true;
    const inHistory = await search.inHistory(one.part);
    if (inHistory) open.match(chatGuid, inHistory);
    return inHistory !== null;
  };
}

/** Where nobody wants files the watch does not tell them: a row without words may be one. */
function mayBeItsFile(part: PartRow, rows: readonly OwnRow[]): boolean {
  const isIn = ({ chatGuid }: OwnRow) => chatGuid !== null && isChatOf(part.target, chatGuid);
  return kindOf(part).isFile && rows.some((row) => row.text === '' && isIn(row));
}

/** imsg proves a send by the first own row of that text in the last two seconds, and a bridge by the newest row there is. */
function isOlder({ maxRowid }: PartRow, { rowid }: Claim): boolean {
  return rowid !== null && maxRowid !== null && rowid <= maxRowid;
}

/**
 * How long it may yet take until what a part leaves is there; a clock that was set back must not make a person wait for
 * hours. What leaves no words is looked for by every run, since its proof does not come by itself.
 */
function leftMs(part: PartRow, clock: Clock): number {
  const { takesMs, shownWithinMs } = kindOf(part);
  const shownMs = shownWithinMs(part.content) ?? 0;
  const elapsedMs = Math.max(0, clock.wallMs() - (part.sendingAtMs ?? clock.wallMs()));
  return Math.max(0, takesMs(part.content) - elapsedMs) + shownMs;
}
