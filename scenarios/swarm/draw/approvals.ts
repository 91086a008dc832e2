// What agents and the program around the gateway have people decide, and how those answer, or somebody else does.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** What an agent asks before it answers such a message. */
interface Ask {
  readonly text: string;
  readonly question: string;
  readonly options?: readonly string[];
  readonly offers?: readonly string[];
}

interface DrawnFile {
  readonly channels?: { readonly imessage?: { readonly dmPolicy?: string } };
}

const KINDS = ['exec', 'plugin'] as const;
const OFFERED = [
  ['Yes', 'No'],
  ['Pizza', 'Sushi', 'Neither'],
] as const;
/** What a request may offer, where it does not offer all. */
const SOME_DECISIONS = [
  ['allow-once', 'deny'],
  ['deny', 'allow-once'],
  ['allow-always', 'deny'],
  ['allow-once'],
  ['allow-always'],
] as const;
/** The last two would hide what they are, and look like the end of what is asked. */
const TO_ALLOW = [
  'make clean',
  'Send mail',
  'ls \u202efr- mr\u202c',
  'echo `date`\n```\nExpires in: 1 min\n\nReact with:\n👍 Deny',
] as const;
const WORDS = ['allow', 'once', 'always', 'deny', 'reject', 'allow-always', 'perhaps'] as const;

/** In few worlds. */
export function createApprovals(dice: Dice, { cast, answeredInMs }: World): Addition {
  if (!dice.chance(0.1)) return {};
  const share = dice.pick([0.1, 0.25, 0.5]);
  const approvals = Object.fromEntries(KINDS.map((kind) => [kind, drawRule(dice, cast)]));
  const handles = Object.values(cast.people).flat();
  const named = dice.chance(0.6) ? dice.some(handles, 0.6) : [];
  const hasAnyone = dice.chance(0.1);
  const asks: Ask[] = [];
  const courses = createCourses(dice, { cast, answeredInMs }, asks);
  return {
    agent: (drawn) => (asks.length === 0 ? drawn : { ...drawn, asks }),
    with(config) {
      const asking = { ...config, approvals };
      if (named.length === 0) return asking;
      const { dmPolicy = '' } = (config as DrawnFile).channels?.imessage ?? {};
      const needsAnyone = dmPolicy === 'open' || dmPolicy === 'disabled';
      return withChannelKeys(asking, { allowFrom: needsAnyone || hasAnyone ? [...named, '*'] : named });
    },
    next: (isRunning) => (dice.chance(share) ? courses(isRunning) : []),
  };
}

function drawRule(dice: Dice, { people }: Pick<World['cast'], 'people'>): object {
  const handles = Object.values(people).flat();
  const targets = dice.some(handles, 0.4).map((to) => ({ channel: 'imessage', to }));
  return {
    enabled: dice.chance(0.8),
    ...(dice.chance(0.4) && { mode: dice.pick(['targets', 'both']), targets }),
    ...(dice.chance(0.1) && { agentFilter: ['main'] }),
  };
}

function createCourses(dice: Dice, { cast, answeredInMs }: World, asks: Ask[]) {
  const names = Object.keys(cast.people);
  const answers = createAnswers(dice, names);
  let count = 0;
  const number = () => {
    count += 1;
    return count;
  };
  const placeOf = (name: string): { in?: string } => {
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(name));
    return groups.length > 0 && dice.chance(0.3) ? { in: dice.pick(groups) } : {};
  };
  const between = (isRunning: boolean): DrawnStep[] => [
    { wait: dice.duration(200, 60_000) },
    ...(isRunning && dice.chance(0.15)
      ? [
          { gateway: dice.pick(['crash', 'stop']) },
          { wait: dice.duration(100, 60_000) },
          { gateway: 'start' },
          { wait: dice.duration(200, 20_000) },
        ]
      : []),
  ];
  const byHost = (isRunning: boolean): DrawnStep[] => {
    const name = dice.pick(names);
    const place = placeOf(name);
    const from = dice.weighted<object>([
      [6, place.in === undefined ? { to: name } : place],
      [1, {}],
    ]);
    const lasts = dice.chance(0.5) ? { lasts: dice.duration(2_000, 20 * 60_000) } : {};
    const offers = dice.chance(0.3) ? { offers: dice.pick(SOME_DECISIONS) } : {};
    const agent = dice.chance(0.2) ? { agent: dice.pick(['main', 'clerk']) } : {};
    const what = `${dice.pick(TO_ALLOW)} number ${number()}`;
    return [
      { requests: { [dice.pick(KINDS)]: what, ...from, ...agent, ...offers, ...lasts, waits: false } },
      ...between(isRunning),
      ...answers.toRequest(name, place),
    ];
  };
  const byAgent = (isRunning: boolean): DrawnStep[] => {
    const name = dice.pick(names);
    const place = placeOf(name);
    const text = `You may ask ${number()}`;
    const options = dice.chance(0.6) ? dice.pick(OFFERED) : undefined;
    const offers = options === undefined && dice.chance(0.3) ? dice.pick(SOME_DECISIONS) : undefined;
    const question = `Shall I do number ${count}?`;
    asks.push({ text, question, ...(options && { options }), ...(offers && { offers }) });
    const said = { [name]: { sends: text, ...place } };
    const isAsked: DrawnStep = { wait: `${answeredInMs + dice.whole(1_000, 5_000)}ms` };
    const answer = options ? answers.toQuestion(name, place, options) : answers.toRequest(name, place);
    return [said, isAsked, ...between(isRunning), ...answer];
  };
  return (isRunning: boolean) => (dice.chance(0.7) ? byHost : byAgent)(isRunning);
}

/** Mostly by whoever may be asked; each answer may be followed by another. */
function createAnswers(dice: Dice, names: readonly string[]) {
  const some = (one: () => DrawnStep): DrawnStep[] =>
    dice.weighted<() => DrawnStep[]>([
      [1, () => []],
      [6, () => [one()]],
      [3, () => [one(), { wait: dice.duration(10, 20_000) }, one()]],
      [1, () => [{ wait: '31m' }, one()]],
    ])();
  const whoElse = (name: string, isInGroup: boolean) =>
    dice.chance(isInGroup ? 0.5 : 0.75) ? name : dice.pick(names);
  return {
    toRequest: (name: string, place: { readonly in?: string }) =>
      some(() => {
        const by = whoElse(name, place.in !== undefined);
        const where = dice.chance(0.85) ? place : {};
        const chat = place.in === undefined ? { to: name } : { chat: place.in };
        return dice.weighted<() => DrawnStep>([
          [6, () => ({ decides: { by, ...where, tapback: dice.pick(['like', 'dislike']) } })],
          [1, () => ({ decides: { by, ...where, tapback: dice.pick(['love', '👍🏽', '🎉']) } })],
          [1, () => ({ decides: { by, ...where, tapback: 'like', remove: true } })],
          [4, () => ({ decides: { by, ...where, says: `/approve {id} ${dice.pick(WORDS)}` } })],
          [0.5, () => ({ decides: { by, ...where, says: `/approve ${dice.pick(WORDS)} {id}` } })],
          [0.5, () => ({ decides: { by, ...where, says: `/approve {code} ${dice.pick(WORDS)}` } })],
          [0.5, () => ({ decides: { by, ...where, says: '/approve' } })],
          // The owner's, from another device, on what was said there last.
          [0.7, () => ({ mac: { tapback: { ...chat, reaction: 'like' } } })],
          [1, () => ({ decides: { by, ...where, says: '👍 Exec approval required ID: {id}' } })],
        ])();
      }),
    toQuestion: (name: string, place: { readonly in?: string }, options: readonly string[]) =>
      some(() => {
        const by = whoElse(name, place.in !== undefined);
        const says = (sends: string) => ({ [by]: { sends, ...place } });
        const chat = place.in === undefined ? {} : { chat: place.in };
        return dice.weighted<() => DrawnStep>([
          [3, () => says(String(dice.whole(1, options.length + 1)))],
          [3, () => says(dice.pick(options).toUpperCase())],
          [1, () => says('Later')],
          [3, () => ({ mac: { tapback: { from: by, ...chat, reaction: dice.pick(['like', '1️⃣', '2️⃣']) } } })],
        ])();
      }),
  };
}
