// What agents do besides answering, and what the operator has sent of their own accord.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** What agents do in some world. */
export const ACTS = [
  'react',
  'reply',
  'sendWithEffect',
  'edit',
  'unsend',
  'upload-file',
  'sendAttachment',
  'renameGroup',
  'setGroupIcon',
  'addParticipant',
  'removeParticipant',
  'leaveGroup',
  'poll',
  'poll-vote',
] as const;

/** Something that an agent does before it answers. */
interface Act {
  /** Left out = at each turn. */
  readonly text?: string;
  readonly does: (typeof ACTS)[number];
  readonly with?: object;
}

type Deed = Omit<Act, 'text'>;

const TAPBACKS = ['love', '👍', 'dislike', 'haha', '‼️', 'question', '🎉'] as const;
const EFFECTS = ['slam', 'gentle', 'confetti', 'fireworks', 'no such effect'] as const;
const GATES = [
  'reactions',
  'edit',
  'unsend',
  'reply',
  'sendWithEffect',
  'sendAttachment',
  'renameGroup',
  'setGroupIcon',
  'addParticipant',
  'removeParticipant',
  'leaveGroup',
] as const;
/** Somebody who has no part in the rest. */
const NEWCOMER = '+15550007777';

/** In few worlds, most of them with a bridge. */
export function createActing(dice: Dice, world: World): Addition {
  const { cast } = world;
  if (!dice.chance(0.12)) return {};
  const share = dice.pick([0.1, 0.25, 0.5]);
  const ownShare = dice.pick([0, 0.05, 0.2]);
  const hasBridge = dice.chance(0.85);
  const gates = dice.chance(0.3)
    ? Object.fromEntries(dice.some(GATES, 0.4).map((gate) => [gate, false]))
    : {};
  const owners = dice.chance(0.6) ? dice.some(Object.values(cast.people).flat(), 0.6) : [];
  const deeds = createDeeds(dice);
  const post = createPosts(dice, world, deeds);
  const acts: Act[] = dice.chance(0.2) ? [{ does: 'react', with: { emoji: dice.pick(TAPBACKS) } }] : [];
  const asksFor = (): DrawnStep[] => {
    const text = `Do as you please ${acts.length}`;
    acts.push(...deeds.some().map((deed) => ({ text, ...deed })));
    const [name, place] = whereIn(dice, { cast });
    return [{ [name]: { sends: text, ...place } }];
  };
  return {
    agent: (drawn) => (acts.length === 0 ? drawn : { ...drawn, acts }),
    device: (drawn) => (hasBridge ? { environment: 'bridge', ...drawn } : drawn),
    with(config) {
      const { commands } = config as { readonly commands?: object };
      const acting = Object.keys(gates).length > 0 ? withChannelKeys(config, { actions: gates }) : config;
      return owners.length === 0 ? acting : { ...acting, commands: { ...commands, ownerAllowFrom: owners } };
    },
    next: (isRunning) => [
      ...(dice.chance(share) ? asksFor() : []),
      ...(isRunning && dice.chance(ownShare) ? [{ ownAccord: post() }] : []),
    ],
  };
}

/** Somebody, and one of their groups now and then. */
function whereIn(dice: Dice, { cast }: Pick<World, 'cast'>): [name: string, place: object] {
  const name = dice.pick(Object.keys(cast.people));
  const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(name));
  return [name, groups.length > 0 && dice.chance(0.5) ? { in: dice.pick(groups) } : {}];
}

function createDeeds(dice: Dice) {
  let count = 0;
  const words = (what: string) => {
    count += 1;
    return `${what} number ${count}`;
  };
  /** Every other time more than one message may hold, of which no two pieces are the same. */
  const longWords = (what: string) => {
    const short = words(what);
    if (count % 2 === 0) return short;
    return `${what} with much more to say about it than that`.replaceAll(' ', `-${count} `);
  };
  const about = () => (dice.chance(0.15) ? { messageId: String(dice.whole(1, 12)) } : {});
  const react = (): Deed => ({
    does: 'react',
    with: { emoji: dice.pick(TAPBACKS), ...about(), ...(dice.chance(0.2) && { remove: true }) },
  });
  const reply = (): Deed => ({ does: 'reply', with: { text: longWords('In its thread'), ...about() } });
  const effect = (): Deed => ({
    does: 'sendWithEffect',
    with: { text: longWords('With an effect'), effect: dice.pick(EFFECTS) },
  });
  const part = () => (dice.chance(0.2) ? { part: dice.pick([0, 0, 1]) } : {});
  const edit = (): Deed => ({ does: 'edit', with: { newText: words('Corrected'), ...part() } });
  const unsend = (): Deed => ({ does: 'unsend', with: part() });
  const file = (): Deed => {
    const name = words('file').replaceAll(' ', '-');
    const given = dice.chance(0.85)
      ? { buffer: Buffer.from(name).toString('base64'), filename: `${name}.txt` }
      : { path: `/etc/${name}.txt` };
    const caption = dice.chance(0.4) ? { caption: words('A caption') } : {};
    return { does: dice.chance(0.8) ? 'upload-file' : 'sendAttachment', with: { ...given, ...caption } };
  };
  const voice = (): Deed => {
    const name = words('voice').replaceAll(' ', '-');
    const buffer = Buffer.from(name).toString('base64');
    return { does: 'upload-file', with: { buffer, filename: `${name}.caf`, asVoice: true } };
  };
  const ofGroup = (): Deed =>
    dice.pick<() => Deed>([
      () => ({ does: 'renameGroup', with: { displayName: words('Crew') } }),
      () => ({ does: 'setGroupIcon', with: { buffer: 'iVBORw0KGgo=' } }),
      () => ({ does: 'addParticipant', with: { address: NEWCOMER } }),
      () => ({ does: 'removeParticipant', with: { address: dice.pick([NEWCOMER, '+15550002222']) } }),
    ])();
  const one = () =>
    dice.weighted<() => Deed>([
      [5, react],
      [3, reply],
      [2, effect],
      [3, file],
      [1, voice],
      [2, edit],
      [2, unsend],
      [3, ofGroup],
      [0.2, () => ({ does: 'leaveGroup' })],
    ])();
  return {
    /** What comes of one turn. */
    some: () =>
      dice.weighted<() => Deed[]>([
        [6, () => [one()]],
        [2, () => [one(), one()]],
        [1, () => [reply(), edit()]],
        [1, () => [effect(), unsend()]],
        [1, () => [react(), react()]],
      ])(),
    one,
    words,
    longWords,
    about,
    file,
    voice,
  };
}

/** What the operator has sent or done, each time to somebody or in some chat. */
function createPosts(dice: Dice, { cast }: World, deeds: ReturnType<typeof createDeeds>) {
  const part = () =>
    dice.weighted<() => unknown>([
      [4, () => deeds.longWords('Of our own accord')],
      [1, () => ({ text: deeds.words('In a thread'), ...deeds.about() })],
      [4, () => deeds.file().with],
      [1, () => deeds.voice().with],
    ])();
  const what = () =>
    dice.weighted<() => object>([
      [4, () => ({ sends: deeds.words('Of our own accord') })],
      [3, () => ({ sends: Array.from({ length: dice.whole(1, 4) }, part) })],
      [3, deeds.one],
    ])();
  return (): object => {
    const [name, place] = whereIn(dice, { cast });
    const to = dice.weighted<() => object>([
      [6, () => ('in' in place ? place : { to: name })],
      [1, () => ({ target: `chat_id:${dice.whole(1, 5)}` })],
      [1, () => ({ target: `${dice.pick(['imessage', 'sms'])}:${cast.people[name]![0]}` })],
    ])();
    return { ...what(), ...to, waits: false };
  };
}
