// How the gateway is set up, and which imsg it has.

import { ENVIRONMENTS } from '../../../fake-imsg/environments.ts';
import { MISCONDUCT } from '../../runner/schema.ts';
import type { Cast } from './cast.ts';
import type { Dice } from './dice.ts';

export const BUILDS = ['0.9.0', '0.11.0', '0.11.1', '0.13.4', '0.14.1'];

export function drawDevice(dice: Dice): Record<string, unknown> | null {
  const device = {
    ...(dice.chance(0.35) && { build: dice.pick(BUILDS) }),
    ...(dice.chance(0.3) && {
      environment: dice.weighted([
        [12, 'bridge'],
        ...Object.keys(ENVIRONMENTS).map((name) => [1, name] as const),
      ]),
    }),
    ...(dice.chance(0.3) && { timing: { splitSend: dice.duration(100, 6_000) } }),
  };
  return Object.keys(device).length === 0 ? null : device;
}

/** A clock that is set ahead by months would have what the checkers compare deleted as old. */
const KEEPS_ALL = { retentionDays: 3650 };

/** @param countsGroups Lists name groups by their numbers, rather than otherwise. */
export function drawConfig(
  dice: Dice,
  { people, chats }: Cast,
  countsGroups: boolean,
): Record<string, unknown> {
  const joins = dice.chance(0.5);
  const imessage = {
    ...drawDms(dice, people),
    ...(Object.keys(chats).length > 0 && drawGroups(dice, people, countsGroups)),
    ...(joins && { coalesceSameSenderDms: true }),
    ...(dice.chance(0.3) && { includeAttachments: true }),
    ...(dice.chance(0.25) && { catchup: drawCatchup(dice) }),
  };
  const waits = dice.chance(0.25);
  const wait = dice.whole(1, 8_000);
  const inbound = joins || dice.chance(0.7) ? { byChannel: { imessage: wait } } : { debounceMs: wait };
  return {
    store: KEEPS_ALL,
    ...(Object.keys(imessage).length > 0 && { channels: { imessage } }),
    ...(waits && { messages: { inbound } }),
    ...(dice.chance(0.2) && {
      session: { dmScope: dice.pick(['per-peer', 'per-channel-peer', 'per-account-channel-peer']) },
    }),
  };
}

/** How replies are sent, beside all else that is drawn. */
export function withSending(
  dice: Dice,
  config: Record<string, unknown>,
  device: Record<string, unknown> | null,
): Record<string, unknown> {
  const launches = dice.chance(device?.environment === undefined ? 0.03 : 0.4);
  const retries = dice.chance(0.15);
  if (!launches && !retries) return config;
  const { channels = {} } = config as { readonly channels?: { readonly imessage?: object } };
  const imessage = {
    ...channels.imessage,
    ...(launches && { bridge: { autoLaunch: true } }),
    ...(retries && { outbound: { retryForMs: dice.chance(0.2) ? 0 : dice.whole(1_000, RETRY_MAX_MS) } }),
  };
  return { ...config, channels: { imessage } };
}

/** What turns are told of earlier messages, beside all else that is drawn; in some groups only even numbers mention the agent. */
export function withEarlier(
  dice: Dice,
  config: Record<string, unknown>,
  { chats }: Pick<Cast, 'chats'>,
): Record<string, unknown> {
  const mentions = Object.keys(chats).length > 0 && dice.chance(0.3);
  const begins = dice.chance(0.15);
  if (!mentions && !begins) return config;
  const { channels = {}, messages = {} } = config as {
    readonly channels?: { readonly imessage?: object };
    readonly messages?: object;
  };
  const groupChat = { mentionPatterns: ['\\b[Nn]umber \\d*[02468]\\b', 'trouble'] };
  const limited = mentions && dice.chance(0.5) ? { historyLimit: dice.whole(0, 6) } : {};
  const begun = begins ? { dmHistoryLimit: dice.whole(1, 6) } : {};
  return {
    ...config,
    ...(mentions && { messages: { ...messages, groupChat } }),
    channels: { imessage: { ...channels.imessage, ...limited, ...begun } },
  };
}

/** What the owner's own words do, beside all else that is drawn; the owner speaks to the agent in few of them. */
export function withOwner(dice: Dice, config: Record<string, unknown>): Record<string, unknown> {
  const steps = dice.chance(0.12);
  const speaks = dice.chance(0.08);
  if (!steps && !speaks) return config;
  const { channels = {}, messages = {} } = config as {
    readonly channels?: { readonly imessage?: object };
    readonly messages?: { readonly groupChat?: object };
  };
  const groupChat = messages.groupChat ?? { mentionPatterns: ['number \\d*[13579]\\b', 'trouble'] };
  const imessage = {
    ...channels.imessage,
    ...(steps && { handoff: { quietMs: dice.whole(1, 120) * 60_000 } }),
    ...(speaks && { ownerMessages: 'mention' }),
  };
  return { ...config, ...(speaks && { messages: { ...messages, groupChat } }), channels: { imessage } };
}

/** In very few worlds, since nobody can say much of what comes then, a conversation waits after a handful of exchanges, beside all else that is drawn. */
export function withBrakes(dice: Dice, config: Record<string, unknown>): Record<string, unknown> {
  if (!dice.chance(0.015)) return config;
  const { channels = {} } = config as {
    readonly channels?: { readonly imessage?: { readonly outbound?: object } };
  };
  const outbound = { ...channels.imessage?.outbound, exchangesPerConversation: dice.whole(2, 8) };
  return { ...config, channels: { imessage: { ...channels.imessage, outbound } } };
}

/** In few worlds only a handful of messages may leave within a while, beside all else that is drawn. */
export function withPace(dice: Dice, config: Record<string, unknown>): Record<string, unknown> {
  if (!dice.chance(0.03)) return config;
  const { channels = {} } = config as {
    readonly channels?: { readonly imessage?: { readonly outbound?: object } };
  };
  const drawn = dice.weighted<object>([
    [2, { sendsPerAccount: { minute: dice.whole(1, 6) } }],
    [2, { sendsPerConversation: { minute: dice.whole(1, 4) } }],
    [1, { sendsPerAccount: { hour: dice.whole(4, 40) } }],
    [1, { sendsPerConversation: { minute: dice.whole(1, 4), hour: dice.whole(3, 20) } }],
  ]);
  const outbound = { ...channels.imessage?.outbound, ...drawn };
  return { ...config, channels: { imessage: { ...channels.imessage, outbound } } };
}

/** What waits longer than that may not have its end before the run has. */
const RETRY_MAX_MS = 600_000;

function drawDms(dice: Dice, people: Cast['people']): Record<string, unknown> {
  const handles = Object.values(people).flat();
  const drawn = dice.some(handles, 0.7);
  const listed = (drawn.length > 0 ? drawn : handles.slice(0, 1)).map((handle) => spelled(dice, handle));
  return dice.weighted<Record<string, unknown>>([
    [5, {}],
    [3, { dmPolicy: 'allowlist', allowFrom: listed }],
    [1, { dmPolicy: 'open', allowFrom: ['*', ...listed] }],
    [0.3, { dmPolicy: 'disabled', allowFrom: ['*'] }],
  ]);
}

/** Entries as people write them. */
function spelled(dice: Dice, handle: string): string {
  if (dice.chance(0.7)) return handle;
  if (handle.includes('@')) return handle.toUpperCase();
  const [, area, first, last] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(handle)!;
  return dice.pick([`+1 (${area}) ${first}-${last}`, `tel:${handle}`, `iMessage:${handle}`]);
}

function drawGroups(dice: Dice, people: Cast['people'], countsGroups: boolean): Record<string, unknown> {
  const policy = dice.weighted<Record<string, unknown>>([
    [4, { groupPolicy: 'open' }],
    [3, { groupPolicy: 'allowlist', groupAllowFrom: dice.some(Object.values(people).flat(), 0.7) }],
    [1, { groupPolicy: 'allowlist', groupAllowFrom: ['*'] }],
    [
      countsGroups ? 20 : 6,
      { groupPolicy: 'allowlist', groupAllowFrom: chatNumbers(dice).map((number) => `chat_id:${number}`) },
    ],
    [1, { groupPolicy: 'disabled' }],
    [1, {}],
  ]);
  const groups = dice.weighted<readonly string[]>([
    [8, []],
    [1, ['*']],
    [1, chatNumbers(dice)],
  ]);
  const entries = groups.map((key) => [key, { requireMention: false }] as const);
  return { ...policy, ...(entries.length > 0 && { groups: Object.fromEntries(entries) }) };
}

/** By these Messages counts its chats; at least one. */
function chatNumbers(dice: Dice): string[] {
  const numbers = dice.some(['1', '2', '3', '4', '5'], 0.4);
  return numbers.length > 0 ? numbers : ['2'];
}

function drawCatchup(dice: Dice) {
  return {
    enabled: true,
    ...(dice.chance(0.6) && { maxAgeMinutes: dice.whole(5, 600) }),
    ...(dice.chance(0.3) && { firstRunLookbackMinutes: dice.whole(1, 60) }),
    ...(dice.chance(0.3) && { perRunLimit: dice.whole(1, 60) }),
  };
}

export function drawAgent(dice: Dice): Record<string, unknown> | null {
  const agent = {
    ...(dice.chance(0.35) && {
      replies: dice.weighted<unknown>([
        [2, ['First: {text}', 'Second: {text}', 'Third']],
        [1, 'none'],
        [1, ['Always the same']],
      ]),
    }),
    ...(dice.chance(0.4) && { latency: dice.duration(1, 120_000) }),
    ...(dice.chance(0.15) && {
      failsOn: { text: 'trouble', times: dice.chance(0.5) ? 'always' : dice.whole(1, 3) },
    }),
    ...(dice.chance(0.05) && { keepsSession: true }),
    ...(dice.chance(0.12) && {
      misbehaves: [{ text: 'trouble', how: dice.pick(MISCONDUCT), times: dice.whole(1, 4) }],
    }),
  };
  return Object.keys(agent).length === 0 ? null : agent;
}
