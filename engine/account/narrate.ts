// What is said about a batch once it is durable: events for those who embed the engine, and the log lines
// that an operator needs.

import type { Emit } from '../events.ts';
import { reasonText } from '../fates.ts';
import type { Consequence, Decided } from '../inbound/decision.ts';
import { clean } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import { eventIn } from '../store/rules.ts';
import { createRecoverySummary } from './recovery-summary.ts';

/** Warnings given once are remembered up to this many (ACC-42). */
const WARNED_KEYS_MAX = 512;

interface NarratorOptions {
  readonly accountId: string;
  readonly logger: Logger;
  readonly emit: Emit;
}

export function createNarrator({
  accountId,
  logger,
  emit,
}: NarratorOptions): (decided: readonly Decided[]) => void {
  let suppressed = 0;

  const owners = createOnce();
  /** The agent's own answers come back all the time; what the owner writes is told of once a conversation. */
  const isEchoToTell = ({ row, fate, code, message }: Decided) => {
    if (fate !== 'echo' || message === null || code === 'own_send') return false;
    return code !== 'from_me' || owners.isFirst(row.chatGuid ?? '');
  };

  const log = (decision: Decided, reason: string) => {
    const { row, message, fate, isReplay, isNew } = decision;
    if (!isNew) return logger.debug(`imessage: dropping duplicate inbound notification account=${accountId}`);
    if (fate === 'stale') {
      suppressed += 1;
      const sent = clean(message?.createdAt ?? 'unknown', 40);
      logger.warn(
        `imessage: suppressed stale inbound backlog account=${accountId} sent=${sent} recovery=${isReplay} (${suppressed} suppressed since start)`,
      );
    } else if (fate === 'malformed') {
      logger.warn(`imessage: dropping malformed RPC message payload ${clean(reason, 200)}`);
    } else if (fate === 'dead') {
      logger.error(
        `imessage: row ${row.rowid} cannot be answered: ${reason}. It stays in Messages; answer it there if it matters.`,
      );
    } else if (isEchoToTell(decision)) {
      logger.warn(echoLine(decision, reason, accountId));
    } else if (fate !== null) {
      logger.debug(`imessage: row ${row.rowid} ${fate}: ${reason}`);
    }
  };

  const warned = createOnce();
  const warnOnce = (consequence: Consequence) => {
    if (consequence.kind === 'warn' && warned.isFirst(consequence.key)) logger.warn(consequence.text);
  };

  const regions = createOnce();
  const tellEvent = ({ row, message, event: outcome }: Decided) => {
    const event = outcome && eventIn(row);
    if (!event || !message) return;
    const { kind, text, sessionKey } = event;
    const reaction = message.reaction;
    const what = reaction
      ? ` target=${clean(reaction.target ?? 'none', 80)} action=${reaction.action} emoji=${clean(reaction.emoji, 40)}`
      : '';
    logger.debug(`imessage: ${kind} system event ${outcome} session=${clean(sessionKey, 200)}${what}`);
    const { eventId, chatGuid } = row;
    emit('systemEvent', { accountId, kind, text, sessionKey, eventId, chatGuid, sender: message.sender });
  };

  const summarise = createRecoverySummary(accountId, logger);
  return (decided) => {
    for (const decision of decided) {
      decision.consequences.forEach(warnOnce);
      if (decision.message?.toldSender !== undefined && regions.isFirst(accountId))
        logger.info(regionLine(accountId));
      const { row, message, isNew, isReplay, fate, code } = decision;
      const reason = reasonText(decision);
      log(decision, reason);
      emit('row', {
        accountId,
        rowid: row.rowid,
        eventId: row.eventId,
        chatGuid: row.chatGuid,
        sender: message?.sender ?? '',
        text: message?.text ?? '',
        isFromMe: row.isFromMe,
        isNew,
        isReplay,
        fate,
        code,
        reason,
      });
      tellEvent(decision);
      summarise(decision);
    }
  };
}

/** Where and why, and nothing of what it says (ECH-10). */
function echoLine({ row, message }: Decided, reason: string, accountId: string): string {
  const { chatId, isGroup, createdAt } = message!;
  const guid = row.guid === null ? 'missing' : 'present';
  const at = clean(createdAt ?? 'unknown', 40);
  return `imessage: dropped inbound message account=${accountId} reason="${reason}" chat_id=${chatId ?? 'unknown'} group=${isGroup} message_id=${row.rowid} guid=${guid} created_at=${at}`;
}

/** What is known of somebody under the shorter number is not taken over: that may be a full one of another country. */
function regionLine(accountId: string): string {
  return (
    `imessage: account=${accountId} is written to from numbers without a country, which its region makes whole: lists, ` +
    'sessions and pairings know these people by the full number'
  );
}

function createOnce() {
  const told = new Set<string>();
  return {
    isFirst(key: string): boolean {
      if (told.has(key)) return false;
      told.add(key);
      if (told.size > WARNED_KEYS_MAX) told.delete(told.values().next().value!);
      return true;
    },
  };
}
