import type { ChatWriter } from './writer.ts';

/** Where a message that is to be sent later stands (file-7). */
export interface Schedule {
  /** 2: by Send Later. */
  readonly type: number;
  /** 1, then 2: it waits. */
  readonly state: number;
}

const SET = 'UPDATE message SET schedule_type = ?, schedule_state = ? WHERE guid = +?';

const WAITS = 'SELECT 1 FROM message WHERE ROWID = +? AND schedule_type != 0';

/** Whether a message is still to be sent. */
export const isScheduled = (writer: ChatWriter, rowid: number): boolean =>
  writer.has('message', 'schedule_type') && writer.statement(WAITS).get(rowid) !== undefined;

/**
 * A condition on the rows of `message` under a name: what is still to be sent alone, or all else. The chat does not have it
 * yet: nobody answers it, and no row names it as the one before.
 */
export function waitsToBeSent(writer: ChatWriter, name: string, waits: boolean): string {
  if (!writer.has('message', 'schedule_type')) return waits ? '0' : '1';
  return `COALESCE(${name}.schedule_type, 0) ${waits ? '!=' : '='} 0`;
}

/** Changes it in place; both 0 once the message was sent. A file of an older system knows of none. */
export function setSchedule(writer: ChatWriter, guid: string, { type, state }: Schedule): void {
  if (writer.has('message', 'schedule_type')) writer.save(() => writer.statement(SET).run(type, state, guid));
}
