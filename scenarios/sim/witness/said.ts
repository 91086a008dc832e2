import type { Ledger } from '../../observe/ledger.ts';
import type { Said } from '../oracle/lines.ts';
import { seenOfGateway } from './gateway-witness.ts';

/** What the ledger alone tells of what was written, said and logged: the rows that a gateway took. */
export function saidIn(ledger: Ledger): Said {
  const { log, calls } = seenOfGateway(ledger, 0);
  const rows = ledger.events.flatMap(({ name, event }) => {
    if (name !== 'row') return [];
    const { sender, chatGuid, text } = event;
    return [{ sender, chatGuid, ownAddress: null, chatIdentifier: null, versions: [{ text }] }];
  });
  return { log, calls, rows };
}
