import { NO_SCHEDULE_COLUMNS } from '../chat-db/read/scheduled.ts';
import { appleNs } from '../chat-db/read/time.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `messages.scheduled`: what the owner has Messages send later, soonest first (wire-2.6, wire-4.8). */
export const messagesScheduled: Handler = (params, { chatDb, clock }) => {
  const find = chatDb().scheduled;
  if (!find) throw invalidParams(NO_SCHEDULE_COLUMNS);
  return { messages: find(appleNs(clock.wallMs()), params.integer('limit') ?? 0) };
};
