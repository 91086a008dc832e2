// Agents that look up what was said before in the chat that they answer, and groups with tools of their own.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** What agents look up in some world. */
export const LOOKS = ['history', 'search', 'read_attachment'] as const;

interface DrawnFile {
  readonly channels?: { readonly imessage?: { readonly groups?: Readonly<Record<string, object>> } };
}

/** In few worlds. */
export function createLooking(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.05)) return {};
  const share = dice.pick([0.1, 0.25, 0.5]);
  const tools = {
    history: dice.chance(0.9),
    search: dice.chance(0.9),
    readAttachment: dice.chance(0.7),
    ...(dice.chance(0.5) && { rowsMax: dice.whole(1, 10) }),
  };
  const ofGroups = dice.chance(0.5) ? drawGroupTools(dice, Object.values(cast.people).flat()) : null;
  const acts: object[] = [];
  const asksFor = (): DrawnStep[] => {
    const text = `Look it up ${acts.length}`;
    acts.push({ text, ...drawLook(dice) });
    const name = dice.pick(Object.keys(cast.people));
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(name));
    return [
      { [name]: { sends: text, ...(groups.length > 0 && dice.chance(0.5) && { in: dice.pick(groups) }) } },
    ];
  };
  return {
    agent: (drawn) => {
      const others = (drawn?.acts ?? []) as readonly object[];
      return acts.length === 0 ? drawn : { ...drawn, acts: [...others, ...acts] };
    },
    with(config) {
      const { groups } = (config as DrawnFile).channels?.imessage ?? {};
      if (groups === undefined || ofGroups === null) return withChannelKeys(config, { tools });
      const entries = Object.entries(groups).map(([key, group]) => [key, { ...group, ...ofGroups }] as const);
      return withChannelKeys(config, { tools, groups: Object.fromEntries(entries) });
    },
    next: () => (dice.chance(share) ? asksFor() : []),
  };
}

/** Some may not look, or one person alone may. */
function drawGroupTools(dice: Dice, handles: readonly string[]): object {
  const denied = { deny: dice.some(LOOKS, 0.5) };
  const numbers = handles.filter((handle) => handle.startsWith('+'));
  if (numbers.length === 0 || dice.chance(0.5)) return { tools: denied };
  return { tools: denied, toolsBySender: { [`e164:${dice.pick(numbers)}`]: { allow: ['*'] } } };
}

function drawLook(dice: Dice): object {
  return dice.weighted<() => object>([
    [4, () => ({ does: 'history', with: dice.chance(0.5) ? { limit: dice.whole(1, 20) } : {} })],
    [3, () => ({ does: 'search', with: { query: dice.pick(['it', 'number', 'Look', 'You said', ' ']) } })],
    [2, () => ({ does: 'read_attachment', with: { messageId: String(dice.whole(1, 12)) } })],
  ])();
}
