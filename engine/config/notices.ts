// What a file holds that has no effect: keys of things that are not built yet, and sections of other programs.

import { isForeign, noEffectYet, noteOf } from './keys/key.ts';
import type { Problem } from './keys/subject.ts';
import { nearestKey } from './nearest-key.ts';
import { pathText } from './problems.ts';
import { type ConfigInput, configSchema } from './schema.ts';
import { walkKeys } from './walk.ts';

/** Shorter names are near to one another without being slips. */
const SLIP_LENGTH_MIN = 5;

/** One line for each kind of key that is not heeded yet, and one for all that is meant for others. */
export function noticesOf(input: ConfigInput): string[] {
  const waiting = new Map<string, string>();
  const passedOver = new Set(foreignSections(input).map(pathText));
  walkKeys(configSchema, input, (key, path) => {
    if (isForeign(key)) passedOver.add(kindText(path));
    const notYet = noteOf(key)?.notYet;
    if (notYet !== undefined) waiting.set(kindText(path), notYet);
    return notYet === undefined;
  });
  const notices = [...waiting].map(([path, what]) => noEffectYet(path, what));
  if (passedOver.size === 0) return notices;
  return [...notices, `passed over, as keys of another program: ${[...passedOver].join(', ')}.`];
}

/** `agents.list[].model` */
const kindText = (path: readonly string[]) => path.join('.').replaceAll('.[]', '[]');

/** At the top, beside the channel and among what agents have in common, whatever is not ours is another program's, unless it looks like a slip. */
function foreignSections(input: ConfigInput): string[][] {
  return sections(input).flatMap(({ path, held, known }) =>
    Object.keys(held)
      .filter((name) => !known.includes(name))
      .map((name) => [...path, name]),
  );
}

/** What at those places is so close to a key of ours that it was meant to be one. */
export function slips(input: unknown): Problem[] {
  return sections(input).flatMap(({ path, held, known }) =>
    Object.keys(held).flatMap((name) => {
      const isOwn = known.includes(name) || name.length < SLIP_LENGTH_MIN;
      const meant = isOwn ? null : nearestKey(name, known);
      return meant === null ? [] : [{ path: [...path, name], text: `unknown key. Did you mean ${meant}?` }];
    }),
  );
}

/** What stands under this name is passed over by whoever reads the file, and would be missed without a word. */
const NO_NAME = '__proto__';
/** No key of ours lies so deep. */
const DEPTH_MAX = 16;

/** Names of people, groups, accounts and the like that cannot be read. */
export function unreadNames(input: unknown): Problem[] {
  const others = new Set(foreignSections(objectOf(input)).map(pathText));
  const found: Problem[] = [];
  const look = (held: unknown, path: readonly PropertyKey[]): void => {
    if (typeof held !== 'object' || held === null || path.length > DEPTH_MAX) return;
    for (const [key, inner] of Object.entries(held)) {
      if (key !== NO_NAME && (typeof inner !== 'object' || inner === null)) continue;
      const inside = [...path, Array.isArray(held) ? Number(key) : key];
      if (others.has(pathText(inside))) continue;
      if (key === NO_NAME) found.push({ path: inside, text: 'is no name that can be read; take another' });
      else look(inner, inside);
    }
  };
  look(input, []);
  return found;
}

function sections(input: unknown) {
  const { channels, agents } = configSchema.shape;
  const held = objectOf(input);
  const ofAgents = agents.unwrap().shape.defaults.unwrap();
  return [
    { path: [], held, known: Object.keys(configSchema.shape) },
    { path: ['channels'], held: objectOf(held.channels), known: Object.keys(channels.unwrap().shape) },
    {
      path: ['agents', 'defaults'],
      held: objectOf(objectOf(held.agents).defaults),
      known: Object.keys(ofAgents.shape),
    },
  ];
}

function objectOf(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}
