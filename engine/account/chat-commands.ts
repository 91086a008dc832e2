// What people tell the gateway to do in a chat: what it comes to, and what follows once that is durable.

import type { Decided, Decision } from '../inbound/decision.ts';
import type { ChatCommand } from '../message/chat-command.ts';
import type { Message } from '../message/message.ts';
import { planNotice } from '../outbound/notice.ts';
import type { Outbox } from '../outbound/outbox.ts';
import type { Ids } from '../ports/ids.ts';
import type { ChatCommandEffects } from '../store/commands/chat-commands.ts';
import { laneOf } from '../turns/member.ts';
import { helpText } from './command-replies.ts';

interface ChatCommandsOptions {
  readonly accountId: string;
  readonly ids: Ids;
  readonly outbox: Pick<Outbox, 'say'>;
}

interface ChatCommands {
  /** Adds to a decision what the gateway is told to do by it. */
  complete(decision: Decision): Decision;
  /** What follows from rows that are durable. */
  carriedOut(decided: readonly Decided[]): void;
}

export function createChatCommands({ accountId, ids, outbox }: ChatCommandsOptions): ChatCommands {
  const effectsOf = (_name: ChatCommand, message: Message): ChatCommandEffects => {
    const target = { chatGuid: message.chatGuid!, chatId: message.chatId! };
    return { reply: planNotice(laneOf(accountId, message), target, helpText(), ids) };
  };

  return {
    complete(decision) {
      const { row, message, consequences } = decision;
      const told = consequences.find((consequence) => consequence.kind === 'command');
      if (!told || message === null) return decision;
      const command = effectsOf(told.name, message);
      const verdicts = row.verdicts.map((verdict) => ({ ...verdict, command }));
      return { ...decision, row: { ...row, verdicts } };
    },
    carriedOut(decided) {
      for (const { row, isNew } of decided) {
        if (!isNew) continue;
        for (const { command } of row.verdicts) if (command) outbox.say(command.reply, row.arrivedAtMs);
      }
    },
  };
}
