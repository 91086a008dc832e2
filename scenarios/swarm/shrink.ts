// Makes a failing scenario smaller while it still fails in the same way: fewer steps, people and chats, no faults that
// do not matter, plainer settings, shorter waits.

import { durationText } from './draw/dice.ts';
import type { Drawn, DrawnStep } from './drawn.ts';

/** Whether a scenario still fails as the first one did. Scenarios that make no sense do not. */
export type StillFails = (drawn: Drawn) => Promise<boolean>;

/** Runs that are tried at most. */
const TRIES_MAX = 400;

export async function shrink(drawn: Drawn, stillFails: StillFails): Promise<Drawn> {
  let smallest = drawn;
  let tries = 0;
  const attempt = async (candidate: Drawn): Promise<boolean> => {
    if (tries >= TRIES_MAX) return false;
    tries += 1;
    if (!(await stillFails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (let before = ''; before !== JSON.stringify(smallest) && tries < TRIES_MAX; ) {
    before = JSON.stringify(smallest);
    await withoutSteps(() => smallest, attempt);
    for (const plainer of withoutSettings(smallest)) await attempt({ ...plainer(smallest) });
    await withShorterLists(() => smallest, attempt);
    await withShorterWaits(() => smallest, attempt);
  }
  // However many were tried: one of those whom nobody names may matter all the same.
  const tidied = withoutUnused(smallest);
  return (await stillFails(tidied)) ? tidied : smallest;
}

type Attempt = (candidate: Drawn) => Promise<boolean>;

/** Halves first, then ever smaller stretches, then single steps. */
async function withoutSteps(current: () => Drawn, attempt: Attempt): Promise<void> {
  for (
    let size = Math.ceil(current().steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    // The last step lets everything come to its end.
    for (let from = 0; from < current().steps.length - 1; ) {
      const drawn = current();
      const steps = [
        ...drawn.steps.slice(0, from),
        ...drawn.steps.slice(from + size, -1),
        drawn.steps.at(-1)!,
      ];
      if (steps.length === drawn.steps.length || !(await attempt({ ...drawn, steps }))) from += size;
    }
  }
}

function withoutSettings(drawn: Drawn): ((from: Drawn) => Drawn)[] {
  const keys = ['device', 'config', 'agent', 'chats', 'gateway'] as const;
  const whole = keys
    .filter((key) => drawn[key] !== undefined)
    .map((key) => (from: Drawn) => without(from, key));
  const parts = (['device', 'config', 'agent'] as const).flatMap((key) =>
    paths(drawn[key] ?? {}).map(
      (path) =>
        (from: Drawn): Drawn => ({ ...from, [key]: withoutPath(from[key] ?? {}, path) }),
    ),
  );
  const times = drawn.steps.flatMap((step, index) =>
    Object.entries(step).flatMap(([who, value]) =>
      typeof value === 'object' && value !== null
        ? Object.keys(value).map(
            (field) =>
              (from: Drawn): Drawn => ({
                ...from,
                steps: from.steps.map((one, at) =>
                  at === index && typeof one[who] === 'object'
                    ? { [who]: without(one[who] as object, field) }
                    : one,
                ),
              }),
          )
        : [],
    ),
  );
  return [...whole, ...parts, ...times];
}

/** Lists within a step, such as a backlog, lose what does not matter. */
async function withShorterLists(current: () => Drawn, attempt: Attempt): Promise<void> {
  for (let index = 0; index < current().steps.length; index += 1) {
    for (const path of paths(current().steps[index] ?? {})) {
      const list = at(current().steps[index], path);
      if (!Array.isArray(list)) continue;
      for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let from = 0; ; ) {
          const drawn = current();
          const now = at(drawn.steps[index], path);
          if (!Array.isArray(now) || from >= now.length) break;
          const shorter = [...now.slice(0, from), ...now.slice(from + size)];
          const steps = drawn.steps.map((step, place) =>
            place === index ? withPath(step, path, shorter) : step,
          );
          if (shorter.length === 0 || !(await attempt({ ...drawn, steps }))) from += size;
        }
      }
    }
  }
}

async function withShorterWaits(current: () => Drawn, attempt: Attempt): Promise<void> {
  for (let index = 0; index < current().steps.length - 1; index += 1) {
    for (const shorter of [1_000, 10_000, 60_000, 600_000]) {
      const drawn = current();
      const step = drawn.steps[index];
      if (typeof step?.wait !== 'string' || step.wait === durationText(shorter)) break;
      const steps = drawn.steps.map(
        (one, at): DrawnStep => (at === index ? { wait: durationText(shorter) } : one),
      );
      if (await attempt({ ...drawn, steps })) break;
    }
  }
}

/** People and chats that nobody speaks of any more. */
function withoutUnused(drawn: Drawn): Drawn {
  const text = JSON.stringify([drawn.steps, drawn.agent ?? {}]);
  const isNamed = (name: string) => text.includes(JSON.stringify(name)) || text.includes(`"${name}":`);
  const chats = Object.fromEntries(Object.entries(drawn.chats ?? {}).filter(([name]) => isNamed(name)));
  const members = new Set(Object.values(chats).flatMap(({ with: who }) => who));
  const people = Object.fromEntries(
    Object.entries(drawn.people).filter(([name]) => isNamed(name) || members.has(name)),
  );
  const { chats: _, ...rest } = drawn;
  return { ...rest, people, ...(Object.keys(chats).length > 0 && { chats }) };
}

function without<T extends object>(from: T, key: string): T {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T;
}

/** Ways to each key of nested objects. */
function paths(value: object, above: readonly string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...above, key];
    const isNested = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return isNested ? [path, ...paths(inner as object, path)] : [path];
  });
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

function withPath(value: object, [key, ...rest]: readonly string[], leaf: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name !== key) return [name, inner];
      return [name, rest.length === 0 ? leaf : withPath(inner as object, rest, leaf)];
    }),
  );
}

function withoutPath(value: object, [key, ...rest]: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, name === key ? withoutPath(inner as object, rest) : inner]),
  );
}
