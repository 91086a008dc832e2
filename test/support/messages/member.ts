import { normalize } from '../../../engine/message/normalize.ts';
import type { Member } from '../../../engine/turns/member.ts';
import { payload } from './payload.ts';

/** A journalled row that is to be answered, named after its rowid; `fields` are those of the wire. */
export function member(
  fields: Record<string, unknown> = {},
  change: Partial<Omit<Member, 'message'>> = {},
): Member {
  const normalized = normalize(payload(fields));
  if (!normalized.ok) throw new TypeError(`bad field ${normalized.field}`);
  const { message } = normalized;
  const { rowid } = message;
  return { sourceId: 'source-1', seq: rowid, eventId: `guid:G${rowid}`, message, arrivedAtMs: 0, ...change };
}
