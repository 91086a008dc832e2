// Rows as they were decided and journalled, to be decided again from there.

import { compilePolicy } from '../../../engine/account/policy.ts';
import { parseConfig } from '../../../engine/config/load.ts';
import { createOwnSends } from '../../../engine/echo/own-sends.ts';
import { noClockWitnesses } from '../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../engine/inbound/decide.ts';
import { recompute } from '../../../engine/inbound/recompute.ts';
import type { KnownChats, KnownPairing, Snapshot } from '../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../engine/message/authorship.ts';
import type { Arrival } from '../../../engine/message/message.ts';
import type { VerdictFacts } from '../../../engine/store/commands/journal.ts';
import type { JournalledRow } from '../../../engine/store/commands/rows.ts';
import { id } from './ids.ts';
import { messageFrame, payload } from './payload.ts';

export const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
/** Who may write, unless the configuration says otherwise. */
export const ALICE = '+15550001111';
/** Of a row of a group. */
export const GROUP = { is_group: true, chat_id: 7, chat_guid: 'any;+;chat7', chat_identifier: 'chat7' };
const HOUR_MS = 3_600_000;

export interface Given extends Partial<Omit<Snapshot, 'access'>> {
  readonly imessage?: object;
  readonly rest?: object;
  readonly fields?: Record<string, unknown>;
  readonly arrival?: Partial<Arrival>;
}

/** Own sends of which one says `hello` to Alice, and has no outcome yet. */
export function onTheWay() {
  const memory = createOwnSends();
  memory.sending(id.part('p'), id.chat('any;-;+15550001111'), 'hello', NOW_MS);
  return memory.sends;
}

/** The same, of which one is something done to Alice that comes back as whatever row there is. */
export function beingDone() {
  const memory = createOwnSends();
  memory.doing(id.part('p'), id.chat('any;-;+15550001111'), () => true, NOW_MS);
  return memory.sends;
}

/** Chats of which nothing is known but what their numbers meant. */
export function numbersWith(meaningOf: KnownChats['meaningOf']): KnownChats {
  return { sourceId: 'here', isProven: false, standing: () => undefined, knows: () => true, meaningOf };
}

/** Every entry stood for this conversation of that database, which had the number 7. */
export function meant(meaning: string, sourceId: string): KnownChats {
  const known = { chatId: id.chatId(7), meaning, sourceId, other: null };
  return numbersWith(({ accountId, entry }) => ({ accountId, entry, ...known }));
}

const configOf = ({ imessage, rest }: Given) =>
  parseConfig(
    {
      agents: { list: [{ id: 'main', type: 'echo' }] },
      channels: { imessage: { allowFrom: [ALICE], ...imessage } },
      ...rest,
    },
    { home: '/' },
  ).config;

export function snapshotOf(given: Given): Snapshot {
  const { imessage: _, rest: __, fields: ___, arrival: ____, ...known } = given;
  const config = configOf(given);
  return {
    ...compilePolicy(config.accounts[0]!, config),
    fence: { boundary: 0, hasCursor: true, recoveryWindowMs: 2 * HOUR_MS },
    clocks: noClockWitnesses(),
    own: createOwnSends().sends,
    ownAddresses: ownAddresses(null),
    ...known,
  };
}

/** A row as it comes now. */
export function arrivalOf(fields: Record<string, unknown>): Arrival {
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS + 60_000 };
}

/** The row as the journal has it, and how it was decided. */
export function decided(given: Given) {
  const { fields = {}, arrival } = given;
  const snapshot = snapshotOf(given);
  const sighting = { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS, ...arrival };
  const { row, code, detail = '', fate } = decide([sighting], snapshot)[0]!;
  const { eventId, rowid, guid, chatGuid, isFromMe, raw, arrivedAtMs, envelope = null } = row;
  const facts = row.verdicts[0]!.facts ?? null;
  const verdict = { accountId: 'default', fate, code, detail, facts, turnId: null };
  const named = { sourceId: 's', seq: 1, eventId, rowid, guid, chatGuid, isFromMe, arrivedAtMs };
  const journalled: JournalledRow = { ...named, raw, envelope, verdicts: [verdict] };
  return { journalled, verdict };
}

/** What it comes to by the journal alone. */
export function again(
  given: Given,
  facts?: VerdictFacts | null,
  change: Partial<JournalledRow> = {},
  pairing?: KnownPairing,
) {
  const { journalled, verdict } = decided(given);
  const { policy, ...beside } = besideOf(given);
  const row = { ...journalled, ...change };
  const found = recompute(row, facts === undefined ? verdict : { ...verdict, facts }, {
    policy,
    ...beside,
    ...(pairing && { pairing }),
  });
  return typeof found === 'string' ? found : found.code;
}

export function besideOf(given: Given) {
  const config = configOf(given);
  const account = config.accounts[0]!;
  const policy = compilePolicy(account, config);
  return {
    policy,
    recoveryWindowMs: 2 * HOUR_MS,
    ownAddresses: ownAddresses(account.ownAddresses ?? []),
  };
}
