// What of a changed configuration a running gateway takes up. The whole files are compared, as they are written.

import { isDeepStrictEqual } from 'node:util';
import { LIVE_OF_ACCOUNTS, LIVE_OF_FILE } from '../live-keys.ts';
import { type ConfigInput, configSchema } from '../schema.ts';
import { comparableWith, namesInBoth } from './account-blocks.ts';
import { isOurs } from './ours.ts';
import { type Path, valueAt } from './path.ts';
import { readsAlike } from './regions.ts';

type Keys = Readonly<Record<string, unknown>>;

const EACH = '[]';
const CHANNEL: Path = ['channels', 'imessage'];

/**
 * What runs, with whatever may change meanwhile as it is written now. What is in order only together with something that waits
 * for the next start waits with it, and so does a number without its country where another country is written beside it: until
 * then it would be somebody else's. Neither keeps anything else waiting: somebody who was let out is out.
 */
export function takenUp(
  running: ConfigInput,
  written: ConfigInput,
  isInOrder: (input: ConfigInput) => boolean,
): ConfigInput {
  const taking = (from: ConfigInput, taken: readonly Path[]) =>
    taken.reduce(
      (input, path) => withPlace(input as Keys, written as Keys, path),
      from as Keys,
    ) as ConfigInput;
  const before = withBlocksAsWritten(running, written);
  const isMeant = readsAlike(running, written);
  const places = livePlaces(before, written).filter(
    (path) => isMeant(valueAt(written, path)) && !isDeepStrictEqual(taking(before, [path]), before),
  );
  const all = taking(before, places);
  if (isInOrder(all)) return all;
  let held = before;
  for (let left = places; ; ) {
    const refused = left.filter((path) => {
      const tried = taking(held, [path]);
      if (!isInOrder(tried)) return true;
      held = tried;
      return false;
    });
    if (refused.length === left.length) return held;
    left = refused;
  }
}

function withBlocksAsWritten(running: ConfigInput, written: ConfigInput): ConfigInput {
  const [before, now] = [running, written].map((input) => input.channels?.imessage);
  if (before === undefined || now === undefined) return running;
  return { ...running, channels: { ...running.channels, imessage: comparableWith(before, now) } };
}

/** Those of accounts that are in both. */
function livePlaces(running: ConfigInput, written: ConfigInput): Path[] {
  const [before, now] = [running, written].map((input) => input.channels?.imessage);
  // Whether there is a channel at all says which accounts there are.
  if (before === undefined || now === undefined) return [...LIVE_OF_FILE];
  const owners = [CHANNEL, ...namesInBoth(before, now).map((name) => [...CHANNEL, 'accounts', name])];
  return [...owners.flatMap((owner) => LIVE_OF_ACCOUNTS.map((live) => [...owner, ...live])), ...LIVE_OF_FILE];
}

/** What stands at one place as it does there; what holds nothing else then is gone, as it is where nobody wrote it. */
function withPlace(before: Keys, now: Keys, [name = '', ...inner]: Path): Keys {
  const { [name]: own, ...others } = before;
  const written = now[name];
  if (inner[0] === EACH)
    return own === undefined ? before : { ...before, [name]: eachWith(own, written, inner.slice(1)) };
  const next = inner.length === 0 ? written : withPlace((own ?? {}) as Keys, (written ?? {}) as Keys, inner);
  const saysNothing = written === undefined && Object.keys(next ?? {}).length === 0;
  return saysNothing ? others : { ...before, [name]: next };
}

/** The same within each of a list that is there already. */
function eachWith(before: unknown, now: unknown, place: Path): unknown {
  if (!Array.isArray(before) || !Array.isArray(now)) return before;
  return before.map((item: Keys) => {
    const written = (now as readonly Keys[]).find(({ id }) => id === item.id);
    return written ? withPlace(item, written, place) : item;
  });
}

/** Whether who goes by `running` goes by what is written at a path. */
export function holds(running: ConfigInput, written: ConfigInput, path: Path): boolean {
  return isDeepStrictEqual(valueAt(running, path), valueAt(written, path));
}

/** The keys of imgate at which two configurations differ; none is so deep that somebody's handle could be one. */
export function changedKeys(before: ConfigInput, now: ConfigInput): Path[] {
  const within = (path: Path): Path[] => {
    const names = [before, now].flatMap((input) => Object.keys(valueAt(input, path) ?? {}));
    return [...new Set(names)].map((name) => [...path, name]);
  };
  const accounts = [...CHANNEL, 'accounts'];
  const places = [
    ...within(CHANNEL).filter((path) => path.at(-1) !== 'accounts'),
    ...within(accounts).flatMap(within),
    ['channels', 'defaults'],
    ...within([]).filter(([section]) => section !== 'channels'),
  ];
  return places.filter((path) => isOurs(configSchema, path) && !holds(before, now, path));
}
