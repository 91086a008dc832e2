// What is said about a batch once it is durable: events for those who embed the engine, and the log lines
// that an operator needs.

import type { Emit } from '../events.ts';
import { reasonText } from '../fates.ts';
import type { Consequence, Decided } from '../inbound/decision.ts';
import { clean } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import { eventIn } from '../store/rules.ts';

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

  const log = ({ row, message, fate, isReplay, isNew }: Decided, reason: string) => {
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
    } else if (fate !== null) {
      logger.debug(`imessage: row ${row.rowid} ${fate}: ${reason}`);
    }
  };

  const warned = new Set<string>();
  const warnOnce = (consequence: Consequence) => {
    if (consequence.kind !== 'warn') return;
    const { key, text } = consequence;
    if (warned.has(key)) return;
    warned.add(key);
    if (warned.size > WARNED_KEYS_MAX) warned.delete(warned.values().next().value!);
    logger.warn(text);
  };

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

  return (decided) => {
    for (const decision of decided) {
      decision.consequences.forEach(warnOnce);
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
    }
  };
}
