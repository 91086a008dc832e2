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

/** Changes it in place; both 0 once the message was sent. A file of an older system knows of none. */
export function setSchedule(writer: ChatWriter, guid: string, { type, state }: Schedule): void {
  if (writer.has('message', 'schedule_type')) writer.save(() => writer.statement(SET).run(type, state, guid));
}
