import { backfill } from './backfill.ts';
import { fault } from './fault.ts';
import { WorldEventError } from './fields.ts';
import { flush } from './flush.ts';
import { link } from './link.ts';
import { ownText } from './own-text.ts';
import { permission } from './permission.ts';
import { photo } from './photo.ts';
import { replaceDatabase } from './replace-database.ts';
import { rotateWal } from './rotate-wal.ts';
import { scriptSend } from './script-send.ts';
import { split } from './split.ts';
import { text } from './text.ts';
import type { ExpandEvent } from './timed-write.ts';

/** Every kind of event, by the name it has in `WorldEvent.kind`. */
export const worldEvents: Readonly<Record<string, ExpandEvent>> = {
  text,
  split,
  link,
  photo,
  flush,
  backfill,
  'own-text': ownText,
  'script-send': scriptSend,
  'rotate-wal': rotateWal,
  'replace-database': replaceDatabase,
  fault,
  permission,
};

/** Spreads an event over timed writes. Throws `WorldEventError` for an unknown kind or a bad field. */
export const expandEvent: ExpandEvent = (event, context) => {
  const expand = Object.hasOwn(worldEvents, event.kind) ? worldEvents[event.kind] : undefined;
  if (!expand) {
    const known = Object.keys(worldEvents).join(', ');
    throw new WorldEventError(`"${event.kind}" is not a kind of event; use one of ${known}.`);
  }
  return expand(event, context);
};
