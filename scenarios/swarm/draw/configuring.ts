// What the owner sets through a chat, and what others try to.

import type { DrawnStep } from '../drawn.ts';
import type { Addition, World } from './addition.ts';
import type { Dice } from './dice.ts';

/**
 * In few worlds somebody who owns the gateway changes a key of its file now and then: one that waits for the next start, or one
 * that holds at once.
 */
export function createConfiguring(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.03)) return {};
  const names = Object.keys(cast.people);
  const owner = dice.pick(names);
  const share = dice.pick([0.05, 0.15]);
  const says = (): DrawnStep => {
    const from = dice.chance(0.85) ? owner : dice.pick(names);
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(from));
    const place = groups.length > 0 && dice.chance(0.2) ? { in: dice.pick(groups) } : {};
    return { [from]: { sends: `/config ${drawWords(dice)}`, ...place } };
  };
  return {
    with({ commands = {}, ...config }) {
      const { ownerAllowFrom = [] } = commands as { readonly ownerAllowFrom?: readonly string[] };
      const owners = [...ownerAllowFrom, ...cast.people[owner]!];
      return { ...config, commands: { ...(commands as object), config: true, ownerAllowFrom: owners } };
    },
    next: () => (dice.chance(share) ? [says()] : []),
  };
}

const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['mediaMaxMb', ['1', '8', '100']],
  ['probeTimeoutMs', ['10000', '20000']],
  ['reactionNotifications', ['own', 'all', 'off']],
  ['answerFiltered', ['true', 'false']],
  ['groupPolicy', ['open', 'allowlist', 'disabled']],
  ['ownerMessages', ['ignore', 'mention']],
  ['handoff.quietMs', ['0', '60000', '1800000']],
  ['inbound.turnsPerSender.hour', ['1', '5']],
  ['dmHistoryLimit', ['0', '3']],
  ['sendReadReceipts', ['true', 'false']],
];

function drawWords(dice: Dice): string {
  const [name, values] = dice.pick(KEYS);
  const key = `channels.imessage.${name}`;
  return dice.weighted<() => string>([
    [6, () => `set ${key}=${dice.pick(values)}`],
    [2, () => `unset ${key}`],
    [2, () => `show ${key}`],
    // Refused, or not understood.
    [1, () => dice.pick(['set channels.imessage={}', `set ${key}=many`, 'channels', ''])],
  ])();
}
