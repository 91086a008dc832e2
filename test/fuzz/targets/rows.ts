// Rows through the engine's decision, under lists. Whoever is in none of them is never admitted.

import { compileAccess } from '../../../engine/access/policy.ts';
import { createNarrator } from '../../../engine/account/narrate.ts';
import { parseConfig } from '../../../engine/config/load.ts';
import { createOwnSends } from '../../../engine/echo/own-sends.ts';
import { reasonText } from '../../../engine/fates.ts';
import { noClockWitnesses } from '../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../engine/inbound/decide.ts';
import type { Decision } from '../../../engine/inbound/decision.ts';
import { ownAddresses } from '../../../engine/message/authorship.ts';
import { createPinoLogger } from '../../../engine/ports/pino-logger.ts';
import { isSameAddress } from '../../../scenarios/sim/oracle/handles.ts';
import type { Random } from '../../../scenarios/sim/random.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { ROWS } from '../recorded.ts';
import { expectSafeLine, Finding, type Target } from '../target.ts';

const NOW_MS = Date.parse('2026-05-17T09:15:40.000Z');
const OWN = '+15550009999';
/** The owner's own address is listed as well: imsg puts it where nobody is known to have written. */
const LISTED = ['+15550001111', 'ada@example.com', '+14155550101', OWN];
const { accounts, accessGroups } = parseConfig(
  {
    agents: { list: [{ id: 'main', type: 'echo' }] },
    channels: { imessage: { dmPolicy: 'allowlist', allowFrom: LISTED, groups: { '*': {} } } },
  },
  { home: '/sim' },
).config;
const access = compileAccess(accounts[0]!, accessGroups);

export const rows: Target = {
  name: 'rows',
  draw(random) {
    const batch = Array.from({ length: 1 + below(random, 3) }, () => rowLine(random));
    return Buffer.from(batch.join('\n'));
  },
  run(input) {
    // Each line is what a frame would hold; what is no JSON never comes so far.
    const payloads = input
      .toString()
      .split('\n')
      .flatMap((line) => parsed(line));
    const logged: string[] = [];
    const destination = { write: (line: string) => void logged.push(line) };
    const logger = createPinoLogger({ level: 'debug', destination, clock: { wallMs: () => NOW_MS } });
    const arrivals = payloads.map((payload) => ({ raw: Buffer.from('{}'), payload, arrivedAtMs: NOW_MS }));
    const decided = decide(arrivals, {
      accountId: 'default',
      includeAttachments: true,
      waitsForPreviews: true,
      answersFiltered: true,
      reactionNotifications: 'own',
      fence: { boundary: 0, hasCursor: true, recoveryWindowMs: 7_200_000 },
      clocks: noClockWitnesses(),
      own: createOwnSends().sends,
      ownAddresses: ownAddresses([OWN]),
      access,
    });
    for (const decision of decided) expectRight(decision, payloads);
    createNarrator({ accountId: 'default', logger, emit() {} })(
      decided.map((decision) => ({ ...decision, isNew: true })) as never,
    );
    for (const line of logged) expectSafeLine(line.replace(/\n$/, ''), 'the log');
  },
};

function rowLine(random: Random): string {
  const text = mutateJson(pick(random, ROWS), random);
  return below(random, 5) === 0 ? mutateBytes(Buffer.from(text), random).toString() : text;
}

function parsed(line: string): [] | [unknown] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

function expectRight({ row, message, fate, ...why }: Decision, payloads: readonly unknown[]): void {
  const reason = reasonText(why);
  expectSafeLine(reason, 'the reason of a row');
  if (reason.length > 4_000) throw new Finding(`a reason of ${reason.length} characters`);
  if (row.rowid !== null && !Number.isSafeInteger(row.rowid)) throw new Finding(`row id ${row.rowid}`);
  if (fate !== null || message === null) return;
  // As the wire has it: any row with this id may be the one that was admitted.
  const senders = payloads.flatMap((payload) => {
    const fields = (payload ?? {}) as Record<string, unknown>;
    return fields.id === row.rowid && typeof fields.sender === 'string' && !isMadeUp(fields)
      ? [fields.sender]
      : [];
  });
  const isListed = senders.some((sender) => LISTED.some((listed) => isSameAddress(listed, sender)));
  if (!isListed) throw new Finding(`a row of ${JSON.stringify(senders)} is admitted`);
}

/** imsg names the line that a row reached where the row has no sender; only in the chat with oneself it is one. */
function isMadeUp(fields: Record<string, unknown>): boolean {
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  if (!isSameAddress(text('sender'), text('destination_caller_id'))) return false;
  const partner = text('chat_identifier') || text('chat_guid').split(';').at(-1)!;
  const isGroup = fields.is_group === true || text('chat_guid').includes(';+;');
  return isGroup || !isSameAddress(partner, OWN);
}
