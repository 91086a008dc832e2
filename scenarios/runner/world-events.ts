// From what a step says to events of the fake Mac: names become handles, durations become times.

import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import { DURATION, durationMs } from './duration.ts';
import { type Action, OWNER, type Scenario } from './scenario.ts';
import type { SaysInput } from './schema.ts';

export interface PlannedEvent {
  readonly event: WorldEvent;
  /** From the step on. */
  readonly inMs: number;
}

/** The last word of a text, where it is a link: what a split send puts into a row of its own. */
export const LAST_LINK = /^(?:(.*\S)\s+)?((?:https?:\/\/|www\.)\S+)$/is;

const LINK = /^(?:https?:\/\/|www\.)\S+$/i;

/** A text with links in it, taken apart: what is said, and the links in order. */
export function wordsAndLinks(text: string): { readonly words: string; readonly links: readonly string[] } {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  return {
    words: parts.filter((part) => !LINK.test(part)).join(' '),
    links: parts.filter((part) => LINK.test(part)),
  };
}

/** What happens on the Mac in a step; nothing for steps that are no events. `nowMs` is the Mac's wall time. */
export function plannedEvents(action: Action, scenario: Scenario, nowMs: number): PlannedEvent[] {
  if (action.verb === 'mac') {
    return [{ event: { ...named(action.fields, scenario, nowMs), kind: kindOf(action.kind) }, inMs: 0 }];
  }
  if (action.verb !== 'says') return [];
  const { who, says } = action;
  return Array.from({ length: says.times ?? 1 }, (_, index) => {
    const inMs = index * (says.every ?? 0);
    const sends = says.sends.replaceAll('{n}', String(index + 1));
    const place = {
      ...(says.in !== undefined && { chat: chatField(scenario, says.in) }),
      ...(says.sentAgo !== undefined && { sentMs: nowMs + inMs - says.sentAgo }),
    };
    const event =
      who === OWNER
        ? { kind: 'own-text', text: sends, ...(says.to && { to: scenario.people[says.to] }), ...place }
        : messageEvent(scenario.people[who]!, { ...says, sends }, place, scenario);
    return { event, inMs };
  });
}

function messageEvent(from: string, says: SaysInput, place: object, scenario: Scenario): WorldEvent {
  const [, text = '', link = says.sends] = LAST_LINK.exec(says.sends) ?? [];
  const gapMs = says.previewAfter ?? scenario.splitSendMs;
  switch (says.as) {
    case 'split':
      return { kind: 'split', from, text, link, ...(gapMs !== undefined && { gapMs }), ...place };
    case 'link':
      return { kind: 'link', from, link, ...place };
    case 'photo':
      return { kind: 'photo', from, ...(says.sends !== '' && { caption: says.sends }), ...place };
    case 'links': {
      const { words, links } = wordsAndLinks(says.sends);
      return { kind: 'links', from, links, ...(words !== '' && { text: words }), ...place };
    }
    case 'voice':
      return { kind: 'voice-memo', from, ...(says.sends !== '' && { transcription: says.sends }), ...place };
    case 'file':
      return { kind: 'file', from, name: says.sends, ...place };
    default:
      return { kind: 'text', from, text: says.sends, ...place };
  }
}

function chatField({ chats }: Scenario, name: string): object {
  const chat = chats[name]!;
  return { ...(chat.name !== '' && { name: chat.name }), with: chat.with };
}

/** `replaceDatabase` and `replace-database` mean the same event. */
function kindOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Fields that name somebody. */
const PERSON_FIELDS = new Set(['from', 'to', 'with', 'by', 'who', 'sender', 'handles']);

/**
 * The fields of an event at any depth, with people and chats by their names, and `…Ms` as durations (`3h`) or as
 * times (`3h ago`).
 */
function named(fields: object, scenario: Scenario, nowMs: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, namedValue(key, value, scenario, nowMs)]),
  );
}

function namedValue(key: string, value: unknown, scenario: Scenario, nowMs: number): unknown {
  if (Array.isArray(value)) return value.map((each) => namedValue(key, each, scenario, nowMs));
  if (typeof value === 'object' && value !== null) return named(value, scenario, nowMs);
  if (typeof value !== 'string') return value;
  if (PERSON_FIELDS.has(key) && Object.hasOwn(scenario.people, value)) return scenario.people[value];
  if (key === 'chat' && Object.hasOwn(scenario.chats, value)) return chatField(scenario, value);
  return key.endsWith('Ms') ? timeOf(value, nowMs) : value;
}

function timeOf(text: string, nowMs: number): number | string {
  const [, duration = text, ago] = /^(\S+)( ago)?$/.exec(text) ?? [];
  if (!DURATION.test(duration)) return text;
  return ago === undefined ? durationMs(duration) : nowMs - durationMs(duration);
}
