// What is not there when a turn is prepared, and may still come (ruling-24).

import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { Attachment } from '../message/attachment.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import { foreignWords } from '../thrown.ts';
import { askForPaths } from './late-paths.ts';

/** How soon a file that is not there is looked for again, and how long at most. */
const LOOK_FIRST_MS = 250;
const LOOK_MAX_MS = 2_000;

export interface LateOptions {
  readonly attachmentWaitMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The child that reads, while it is there. */
  readClient(): RpcCaller | null;
}

/** What may still come of a turn. */
export interface Late {
  /** As it is known by now. */
  fileOf(index: number): Attachment;
  /** Resolves when it is time to look once more; false = no longer waited for. */
  again(): Promise<boolean>;
}

/** The time counts from when the turn was formed, so that no restart makes it longer. */
export function createLate(
  { clock, attachmentWaitMs, readClient, logger }: LateOptions,
  turn: TurnRow,
  signal: AbortSignal,
): Late {
  const waitedMs = Math.max(0, clock.wallMs() - turn.formedAtMs);
  const untilMs = clock.monotonicMs() + attachmentWaitMs - Math.min(waitedMs, attachmentWaitMs);
  let { attachments } = turn.context;
  let pauseMs = LOOK_FIRST_MS;
  let next: Promise<boolean> | null = null;

  const ask = async () => {
    const client = readClient();
    if (client === null || attachments.every(({ path }) => path !== '')) return;
    try {
      attachments = await askForPaths({ ...turn.context, attachments }, client, signal);
    } catch (error) {
      logger.debug(`imessage: imsg was asked for a file in vain: ${foreignWords(error)}`);
    }
  };
  const look = async () => {
    const leftMs = untilMs - clock.monotonicMs();
    if (leftMs <= 0 || signal.aborted) return false;
    await sleep(clock, Math.min(pauseMs, leftMs), signal);
    pauseMs = Math.min(pauseMs * 2, LOOK_MAX_MS);
    await ask();
    next = null;
    return !signal.aborted;
  };
  return {
    fileOf: (index) => attachments[index]!,
    again() {
      next ??= look();
      return next;
    },
  };
}
