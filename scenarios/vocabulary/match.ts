import { shownFields } from '../observe/shown-fields.ts';
import { differences, type Item, shownWanted, type Wanted } from './item.ts';

/**
 * Whether exactly these things happened: each wanted one is one of them, and within a lane they came in the
 * order in which they are wanted. Across lanes no order is asked for.
 */
export function matchesAll(wanted: readonly Wanted[], items: readonly Item[]): boolean {
  if (wanted.length !== items.length) return false;
  const lanes = [...byLane(items).values()];
  const taken = lanes.map(() => 0);
  const dead = new Set<string>();
  const place = (index: number): boolean => {
    if (index === wanted.length) return true;
    const state = taken.join();
    if (dead.has(state)) return false;
    for (const [lane, queue] of lanes.entries()) {
      const head = queue[taken[lane]!];
      if (head === undefined || differences(wanted[index]!, head).length > 0) continue;
      taken[lane]! += 1;
      if (place(index + 1)) return true;
      taken[lane]! -= 1;
    }
    dead.add(state);
    return false;
  };
  return place(0);
}

/** What is missing with the nearest thing that did happen, and what nobody expected. */
export function explainMismatch(wanted: readonly Wanted[], items: readonly Item[]): string[] {
  const left = [...items];
  const missing = wanted.filter((each) => {
    const index = left.findIndex((item) => differences(each, item).length === 0);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  if (missing.length === 0 && left.length === 0) return ['all of it happened, but in another order'];
  const lines = missing.flatMap((each) => {
    const nearest = takeNearest(each, left);
    if (!nearest) return [`missing: ${shownFields(shownWanted(each))}; nothing like it happened`];
    const differing = differences(each, nearest);
    return [
      `missing: ${shownFields(shownWanted(each))}`,
      `nearest: ${shownFields(nearest.fields)}`,
      ...differing.map(
        (name) => `         ${name} is ${text(nearest.fields[name])}, not ${text(shownWanted(each)[name])}`,
      ),
    ];
  });
  return [...lines, ...left.map((item) => `not expected: ${shownFields(item.fields)}`)];
}

function takeNearest(wanted: Wanted, items: Item[]): Item | undefined {
  let best = -1;
  for (const [index, item] of items.entries()) {
    const isNearer = best < 0 || differences(wanted, item).length < differences(wanted, items[best]!).length;
    if (isNearer) best = index;
  }
  return best < 0 ? undefined : items.splice(best, 1)[0];
}

function text(value: unknown): string {
  return value === undefined || value === null ? 'absent' : JSON.stringify(value);
}

function byLane(items: readonly Item[]): Map<string, Item[]> {
  const lanes = new Map<string, Item[]>();
  for (const item of items) {
    const lane = lanes.get(item.lane);
    if (lane) lane.push(item);
    else lanes.set(item.lane, [item]);
  }
  return lanes;
}
