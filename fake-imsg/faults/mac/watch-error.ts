import { faultsFromNowOn, type MacFault } from './fault.ts';
import { LockedDatabase } from './locked.ts';

/** Ends each watch that runs at that moment with an error at its next poll; a later watch is well. */
export const watchError: MacFault = (mac) => ({
  ...mac,
  chatDb: {
    ...mac.chatDb,
    hold() {
      const db = mac.chatDb.hold();
      const met = faultsFromNowOn(mac.device);
      return () => {
        if (met().some(({ fault }) => fault === 'watch-error')) throw new LockedDatabase();
        return db();
      };
    },
  },
});
