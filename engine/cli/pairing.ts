// `imgate pairing`: who wants to write, and who may.

import { openRequest } from '../account/pairing-desk.ts';
import { normalizeAccountId } from '../config/account-names.ts';
import { EngineError } from '../errors.ts';
import { type AskedRequest, askPairing } from '../gateway/pairing-client.ts';
import { clean } from '../log-text.ts';
import { isOpen } from '../store/pairing-rules.ts';
import { columns } from './columns.ts';
import { readPairingFiles } from './pairing-files.ts';
import { stateDirOf } from './state-dir.ts';
import type { Terminal } from './terminal.ts';

export interface PairingOptions {
  readonly account?: string;
  readonly config?: string;
}

const TEXT_LENGTH_MAX = 254;
const CHANNEL = 'imessage';

/** Shows the requests that wait, also while no gateway runs. Throws as `askPairing.list` does. */
export async function listPairing(
  { json, account, config }: PairingOptions & { readonly json?: true },
  terminal: Terminal,
): Promise<void> {
  const all = await requestsAt(stateDirOf(config, terminal), terminal);
  const wanted = account === undefined ? null : normalizeAccountId(account);
  const requests = all.filter(({ accountId }) => wanted === null || accountId === wanted);
  if (json) terminal.out(`${JSON.stringify({ channel: CHANNEL, requests }, null, 2)}\n`);
  else terminal.out(requests.length === 0 ? 'No pending imessage pairing requests.\n' : tableOf(requests));
}

/** Throws as `askPairing.approve` does. */
export async function approvePairing(
  code: string,
  { account, notify = false, config }: PairingOptions & { readonly notify?: boolean },
  terminal: Terminal,
): Promise<void> {
  const choice = { code, notify, ...(account !== undefined && { accountId: account }) };
  const approved = await askPairing.approve(terminal.gatewayAt(stateDirOf(config, terminal)), choice);
  const id = shown(approved.handle);
  terminal.out(`Approved ${CHANNEL} sender ${id}.\n`);
  if (approved.isOwner)
    terminal.out(`Command owner configured imessage:${id} (commands.ownerAllowFrom was empty).\n`);
  if (notify && !approved.isNotified)
    terminal.err('Failed to notify requester: nobody knows in which chat the person wrote.\n');
}

/** Throws as `askPairing.deny` does. */
export async function denyPairing(
  code: string,
  { account, config }: PairingOptions,
  terminal: Terminal,
): Promise<void> {
  const choice = { code, ...(account !== undefined && { accountId: account }) };
  const denied = await askPairing.deny(terminal.gatewayAt(stateDirOf(config, terminal)), choice);
  terminal.out(`Denied ${CHANNEL} sender ${shown(denied.handle)}.\n`);
}

/** Throws as `readPairingFiles` and `askPairing.import` do. */
export async function importPairing(
  dir: string,
  { config }: Pick<PairingOptions, 'config'>,
  terminal: Terminal,
): Promise<void> {
  const { pieces, passedOver: unread } = readPairingFiles(dir, terminal.readFile);
  const gateway = terminal.gatewayAt(stateDirOf(config, terminal));
  const sum = { approvals: 0, requests: 0, passedOver: unread };
  for (const piece of pieces) {
    const taken = await askPairing.import(gateway, piece);
    sum.approvals += taken.approvals;
    sum.requests += taken.requests;
    sum.passedOver += taken.passedOver;
  }
  const { approvals, requests, passedOver } = sum;
  terminal.out(
    `Took over ${approvals} approvals and ${requests} requests; passed over ${passedOver} that were known, over or not to be read.\n`,
  );
}

/** Of the gateway that runs, else as the last one left them. */
async function requestsAt(
  stateDir: string,
  { gatewayAt, journalAt, clock }: Terminal,
): Promise<readonly AskedRequest[]> {
  try {
    return await askPairing.list(gatewayAt(stateDir));
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'gateway_not_running') throw error;
  }
  // Where no gateway ever ran nobody waits.
  const reader = await journalAt(stateDir);
  if (reader === null) return [];
  const { requests } = await reader.pairing({});
  await reader.close();
  return requests
    .filter((request) => isOpen(request, clock.wallMs()))
    .toSorted((one, other) => one.createdAtMs - other.createdAtMs)
    .map(openRequest);
}

function tableOf(requests: readonly AskedRequest[]): string {
  const rows = requests.map(({ code, handle, accountId, chatId, createdAtMs }) => [
    shown(code),
    shown(handle),
    [`account=${shown(accountId)}`, ...(chatId === null ? [] : [`chat_id=${chatId}`])].join(' '),
    new Date(createdAtMs).toISOString(),
  ]);
  const table = [['Code', 'imessageSenderId', 'Meta', 'Requested'], ...rows];
  return `Pairing requests (${requests.length})\n${columns(table)}\n`;
}

/** What strangers write their names with may not move the cursor. */
const shown = (text: string) => clean(text, TEXT_LENGTH_MAX);
