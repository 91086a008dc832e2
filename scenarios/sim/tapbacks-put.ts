// Each tapback that the agent asked for was put at most once; one that counts as sent is there.

import type { Device } from '../../fake-imsg/device/device.ts';
import type { Journal } from './inspect.ts';
import { readerOf, statementOn } from './statements.ts';

interface Tapback {
  readonly guid: string;
  /** As it is written there. */
  readonly target: string;
  readonly type: number;
}

/** As imsg is told, by `associated_message_type` less what stands for removing. */
const NAMES = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'];

export function checkTapbacks({
  journal,
  journals = [journal],
  device,
}: {
  readonly journal: Journal;
  readonly journals?: readonly Journal[];
  readonly device: Device;
}): string[] {
  const parts = journals.flatMap((each) => each.parts).filter(({ kind }) => kind === 'action');
  const asked = parts.flatMap((part) => {
    const { name, params, target } = JSON.parse(part.content) as Deed;
    return name === 'react'
      ? [
          {
            part,
            target,
            reaction: params.reaction,
            key: keyOf(target ?? '', params.reaction, params.remove === true),
          },
        ]
      : [];
  });
  if (asked.length === 0) return [];
  const put = new Set(device.effects().flatMap(({ effect, guid }) => (effect === 'tapback' ? [guid] : [])));
  const there = tapbacksOn(device).map(({ guid, target, type }) => ({
    guid,
    key: keyOf(target.replace(/^p:\d+\//, ''), NAMES[type % 1000] ?? '', type >= 3000),
  }));
  const found: string[] = [];
  // What the owner puts there from another device nobody asked for.
  const ofThisMac = there.filter(({ guid }) => put.has(guid));
  for (const [key, all] of Map.groupBy(ofThisMac, (one) => one.key)) {
    const most = asked.filter((one) => one.key === key).length;
    if (all.length > most)
      found.push(`the tapback ${key} was put ${all.length} times, asked for ${most} times`);
  }
  for (const { part, key, target, reaction } of asked) {
    // Messages takes a tapback out of its file where another one comes to the same message.
    const isReplaced = asked.some((other) => other.part !== part && other.target === target);
    if (part.state !== 'sent' || isReplaced) continue;
    const row = there.find(({ guid }) => guid === part.guid);
    if (row ? row.key !== key : !wasPut(device, part.guid, reaction))
      found.push(`part ${part.partId} counts as sent by ${part.guid}, which is not its tapback`);
  }
  return found;
}

/** A database that was restored may have it no more. */
function wasPut(device: Device, guid: string | null, reaction: string): boolean {
  return device
    .effects()
    .some((one) => one.effect === 'tapback' && one.guid === guid && one.reaction === reaction);
}

interface Deed {
  readonly name: string;
  readonly target?: string;
  readonly params: { readonly reaction: string; readonly remove?: boolean };
}

const keyOf = (target: string, reaction: string, isRemoved: boolean) =>
  `${isRemoved ? 'removed ' : ''}${reaction} on ${target.toUpperCase()}`;

function tapbacksOn(device: Device): Tapback[] {
  const reader = readerOf(device);
  const rows = statementOn<[], Tapback>(
    reader,
    `SELECT guid, associated_message_guid AS target, associated_message_type AS type FROM message
     WHERE is_from_me = 1 AND associated_message_type BETWEEN 2000 AND 3005 ORDER BY ROWID`,
  ).all();
  reader.close();
  return [...rows];
}
