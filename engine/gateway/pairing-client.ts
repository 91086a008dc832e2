// What an operator asks a running gateway about people who pair.

import { z } from 'zod';
import type { PairingDesk } from '../account/pairing-desk.ts';
import type { Clock } from '../ports/clock.ts';
import { askGateway } from './control-client.ts';

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

/** Each asks the gateway with this state folder, and rejects as `askStatus` and the same call of `Engine.pairing` do. */
export const askPairing = {
  list: (stateDir: string, clock: Clock) =>
    askGateway(stateDir, { method: 'listPairing' }, z.array(request), clock),
  approve: (stateDir: string, params: Parameters<PairingDesk['approve']>[0], clock: Clock) =>
    askGateway(stateDir, { method: 'approvePairing', params }, approval, clock),
  deny: (stateDir: string, params: Parameters<PairingDesk['deny']>[0], clock: Clock) =>
    askGateway(stateDir, { method: 'denyPairing', params }, decided, clock),
  import: (stateDir: string, params: Parameters<PairingDesk['import']>[0], clock: Clock) =>
    askGateway(stateDir, { method: 'importPairing', params }, imported, clock),
};
