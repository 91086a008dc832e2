import { aroundWatches, type MacFault } from './fault.ts';
import { LockedDatabase } from './locked.ts';

/** Ends each watch that runs at that moment with an error at its next poll; a later watch is well. */
export const watchError: MacFault = (mac) =>
  aroundWatches(mac, (db, faults) => {
    if (faults.some(({ fault }) => fault === 'watch-error')) throw new LockedDatabase();
    return db();
  });
