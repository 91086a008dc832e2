// Agents that ask with polls of Messages, and vote in those of people.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

const OPTIONS = ['Tea', 'Coffee', 'Neither'] as const;

interface DrawnFile {
  readonly channels?: { readonly imessage?: { readonly actions?: object } };
}

/** In few worlds, most of them with a bridge. */
export function createPolling(dice: Dice, { cast, build }: World): Addition {
  if (!dice.chance(0.06)) return {};
  const share = dice.pick([0.1, 0.25, 0.5]);
  const hasBridge = dice.chance(0.9);
  const isOff = dice.chance(0.1);
  const name = dice.pick(Object.keys(cast.people));
  const acts: object[] = [];
  // What is asked stands beside the poll, in its thread.
  const says = {
    mac: { reply: { from: name, text: dice.pick(['What do we drink?', '/status', 'Hello?']) } },
  };
  const question: DrawnStep[] = dice.chance(0.6) ? [says, { wait: dice.duration(1_000, 20_000) }] : [];
  const asksFor = (): DrawnStep[] => {
    const text = `Have a poll ${acts.length}`;
    const who = dice.chance(0.7) ? name : dice.pick(Object.keys(cast.people));
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(who));
    const place = groups.length > 0 && dice.chance(0.2) ? { in: dice.pick(groups) } : {};
    acts.push({ text, ...drawDeed(dice, acts.length) });
    return [{ [who]: { sends: text, ...place } }];
  };
  return {
    // Builds before 0.10 tell of no poll.
    first:
      dice.chance(0.7) && build !== '0.9.0'
        ? [
            { mac: { poll: { from: name, question: 'Which of them?', options: OPTIONS } } },
            { wait: '2s' },
            ...question,
          ]
        : [],
    agent: (drawn) => {
      const others = (drawn?.acts ?? []) as readonly object[];
      return acts.length === 0 ? drawn : { ...drawn, acts: [...others, ...acts] };
    },
    device: (drawn) => (hasBridge ? { environment: 'bridge', ...drawn } : drawn),
    with(config) {
      if (!isOff) return config;
      const { actions } = (config as DrawnFile).channels?.imessage ?? {};
      return withChannelKeys(config, { actions: { ...actions, polls: false } });
    },
    next: () => (dice.chance(share) ? asksFor() : []),
  };
}

function drawDeed(dice: Dice, count: number): object {
  if (dice.chance(0.5)) {
    const options = dice.chance(0.9) ? OPTIONS : ['Same', 'same'];
    return { does: 'poll', with: { question: `What of number ${count}?`, options } };
  }
  // Mostly in the poll that came before all else.
  const pollId = String(dice.chance(0.7) ? 1 : dice.whole(1, 12));
  const which = dice.pick([{ option: dice.pick(OPTIONS) }, { optionIndex: dice.whole(1, 4) }]);
  return { does: 'poll-vote', with: { pollId, ...which } };
}
