import type { ChatDb } from '../../chat-db/read/chat-db.ts';
import { isInForce } from '../../device/fault.ts';
import { aroundWatches, type MacFault } from './fault.ts';

/** Each watch that runs at that moment finds nothing new, for as long as it lasts; a later watch is well. */
export const deaf: MacFault = (mac) =>
  aroundWatches(mac, (db, faults) => {
    const nowMs = mac.device.clock.wallMs();
    const isDeaf = faults.some((one) => one.fault === 'deaf' && isInForce(one, nowMs));
    return isDeaf ? findsNothing(db()) : db();
  });

/** A database in which a watch finds no rows. */
export const findsNothing = (db: ChatDb): ChatDb => ({
  ...db,
  rows: { ...db.rows, above: () => [], aboveInEachChat: () => [] },
});
