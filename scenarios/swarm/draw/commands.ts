// What people tell the gateway to do, and when: while the agent is at something, and within a window of what they said.

import type { DrawnStep } from '../drawn.ts';
import type { Addition, World } from './addition.ts';
import type { Dice } from './dice.ts';

const COMMANDS = ['help', 'status', 'new', 'reset', 'stop'] as const;
/** They are for the agent. */
const NO_COMMANDS = ['/stopp', '/status please', 'please /stop', '/', '//stop', '/tidy'];

/** In few worlds. */
export function createCommands(dice: Dice, { cast, answeredInMs }: World): Addition {
  if (!dice.chance(0.06)) return {};
  const share = dice.pick([0.05, 0.15, 0.3]);
  const settings = drawSettings(dice, cast.people);
  const deeds = createDeeds(dice, { cast, answeredInMs });
  return {
    with: (config) => (settings === null ? config : { ...config, commands: settings }),
    next: () => (dice.chance(share) ? deeds() : []),
  };
}

function drawSettings(dice: Dice, people: World['cast']['people']): object | null {
  const some = () => dice.some(Object.values(people).flat(), 0.4);
  return dice.weighted<() => object | null>([
    [6, () => null],
    [1, () => ({ text: false })],
    [1, () => ({ useAccessGroups: false })],
    [1, () => ({ ownerAllowFrom: some() })],
    [1, () => ({ allowFrom: { imessage: some() } })],
  ])();
}

function createDeeds(dice: Dice, { cast, answeredInMs }: World): () => DrawnStep[] {
  let said = 0;
  const text = () => {
    said += 1;
    return `Before or after a command ${said}`;
  };
  const command = () => {
    const name = dice.pick(COMMANDS);
    return dice.weighted([
      [8, `/${name}`],
      [1, `/${name.toUpperCase()}`],
      [1, `/${name}:`],
      [0.5, ` /${name} `],
    ]);
  };
  const pause = (longestMs: number): DrawnStep => ({ wait: dice.duration(20, longestMs) });
  return () => {
    const name = dice.pick(Object.keys(cast.people));
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(name));
    const place = groups.length > 0 && dice.chance(0.3) ? { in: dice.pick(groups) } : {};
    const says = (sends: string, form: object = {}): DrawnStep => ({ [name]: { sends, ...place, ...form } });
    const link = (words: string) => says(`${words} https://example.com/command/${said}`, { as: 'split' });
    return dice.weighted<() => DrawnStep[]>([
      [5, () => [says(command())]],
      // While the agent is at it, or just after.
      [4, () => [says(text()), pause(500 + 2 * answeredInMs), says(command())]],
      // In one window with what was said before, and what is said after it.
      [4, () => [says(text()), pause(2_000), says(command()), pause(2_000), says(text())]],
      [2, () => [link(text()), pause(2_000), says(command())]],
      [1, () => [link(command())]],
      [1, () => [says('{n}'.padStart(4, '#'), { times: dice.whole(2, 5), every: '30ms' }), says(command())]],
      [1, () => [{ owner: { sends: command(), ...('in' in place ? place : { to: name }) } }]],
      [1, () => [says(dice.pick(NO_COMMANDS))]],
    ])();
  };
}
