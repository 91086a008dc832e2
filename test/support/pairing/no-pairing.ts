import type { PairingDesk } from '../../../engine/account/pairing-desk.ts';

/** Nobody waits, and no code is known. */
export const NO_PAIRING: PairingDesk = {
  list: () => [],
  approve: () => Promise.reject(new Error('nobody waits')),
  deny: () => Promise.reject(new Error('nobody waits')),
  import: async () => ({ requests: 0, approvals: 0, passedOver: 0 }),
};
