// What happened so far, in the words of a scenario.

import type { AgentTurn } from '../../../engine/agents/agent.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import type { Ledger } from '../../observe/ledger.ts';
import { nameOfChat, nameOfPerson, personOfChat } from '../../observe/naming.ts';
import type { Journal } from '../../sim/inspect.ts';
import { OWNER, type Scenario } from '../scenario.ts';
import type { Item } from './item.ts';

/** What a driver observes of a run. */
export interface Observation {
  readonly ledger: Ledger;
  readonly device: Device;
  /** One an account; what their stores hold right now. */
  journals(): readonly Journal[];
}

export interface Evidence {
  /** What the agent was given; the same turn again counts as an attempt more. */
  turns(): Item[];
  /** What physically left the Mac. */
  replies(): Item[];
  /** Rows with a fate, without those that the gateway's own sends have left. */
  rows(): Item[];
  log(): Item[];
  subscriptions(): Item[];
  cursors(): readonly Journal['cursors'][];
}

export function evidenceOf(scenario: Scenario, { ledger, device, journals }: Observation): Evidence {
  const chatOf = (chatGuid: string) => nameOfChat(scenario, chatGuid);
  return {
    turns() {
      const turns = new Map<string, { first: AgentTurn; attempts: number }>();
      for (const { turn } of ledger.agentCalls) {
        const known = turns.get(turn.id);
        if (known) known.attempts += 1;
        else turns.set(turn.id, { first: turn, attempts: 1 });
      }
      return [...turns.values()].map(({ first, attempts }) => ({
        key: first.id,
        lane: `${first.accountId}/${first.chatGuid}`,
        fields: {
          from: nameOfPerson(scenario, first.sender),
          in: chatOf(first.chatGuid),
          text: first.text,
          sources: first.messageGuids.length,
          media: first.attachments.length,
          attempts,
        },
      }));
    },
    replies: () =>
      device.sent().map(({ guid, chatGuid, text }) => ({
        key: guid,
        lane: chatGuid,
        fields: { to: personOfChat(scenario, chatGuid), in: chatOf(chatGuid), text },
      })),
    rows() {
      const own = new Set(device.sent().map(({ guid }) => `guid:${guid}`));
      const seen = new Map(
        ledger.events.flatMap(({ name, event }) =>
          name === 'row' && event.isNew ? [[`${event.accountId}/${event.eventId}`, event]] : [],
        ),
      );
      return journals().flatMap(({ accountId, verdicts }) =>
        verdicts.flatMap(({ eventId, fate, reason }): Item[] => {
          if (fate === null || own.has(eventId)) return [];
          const row = seen.get(`${accountId}/${eventId}`);
          const from = row && (row.isFromMe ? OWNER : nameOfPerson(scenario, row.sender));
          return [
            {
              key: `${accountId}/${eventId}`,
              lane: `${accountId}/${row?.chatGuid}`,
              fields: {
                from: from ?? null,
                in: row?.chatGuid ? chatOf(row.chatGuid) : null,
                text: row?.text ?? null,
                fate,
                reason,
              },
            },
          ];
        }),
      );
    },
    log: () =>
      ledger.log.map(({ message }, index) => ({ key: String(index), lane: '', fields: { text: message } })),
    subscriptions: () =>
      ledger.events.flatMap(({ name, event }, index) =>
        name === 'subscribed'
          ? [
              {
                key: String(index),
                lane: '',
                fields: { since: event.sinceRowid ?? 'omitted', boundary: event.boundary },
              },
            ]
          : [],
      ),
    cursors: () => journals().map(({ cursors }) => cursors),
  };
}
