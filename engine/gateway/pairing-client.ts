// What an operator asks a running gateway about people who pair.

import { z } from 'zod';
import type { PairingDesk } from '../account/pairing-desk.ts';
import type { AskGateway } from './control-client.ts';

const decided = z.object({ accountId: z.string(), handle: z.string() });
const request = decided.extend({
  code: z.string(),
  sender: z.string(),
  chatId: z.number().nullable(),
  createdAtMs: z.number(),
  lastSeenAtMs: z.number(),
});
const approval = decided.extend({ isOwner: z.boolean(), isNotified: z.boolean() });
const imported = z.object({ requests: z.int(), approvals: z.int(), passedOver: z.int() });

/** A request as it comes from another process: its texts are to be made safe before they are shown. */
export type AskedRequest = z.output<typeof request>;

/** Each rejects as the same call of `Engine.pairing` does. */
export const askPairing = {
  list: (ask: AskGateway) => ask({ method: 'listPairing' }, z.array(request)),
  approve: (ask: AskGateway, params: Parameters<PairingDesk['approve']>[0]) =>
    ask({ method: 'approvePairing', params }, approval),
  deny: (ask: AskGateway, params: Parameters<PairingDesk['deny']>[0]) =>
    ask({ method: 'denyPairing', params }, decided),
  import: (ask: AskGateway, params: Parameters<PairingDesk['import']>[0]) =>
    ask({ method: 'importPairing', params }, imported),
};
