import { createOwnSends } from '../../../engine/echo/own-sends.ts';
import { noClockWitnesses } from '../../../engine/inbound/clock-witnesses.ts';
import type { Snapshot } from '../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../engine/message/authorship.ts';
import { accessOf } from './access.ts';

/** What a row is decided by where next to nothing is known: Alice may write, and rows above 10 came live. */
export function bareSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    accountId: 'default',
    includeAttachments: false,
    waitsForPreviews: false,
    answersFiltered: true,
    reactionNotifications: 'own',
    fence: { boundary: 10, hasCursor: true, recoveryWindowMs: 7_200_000 },
    clocks: noClockWitnesses(),
    own: createOwnSends().sends,
    ownAddresses: ownAddresses(null),
    access: accessOf('+15550001111'),
    ...more,
  };
}
