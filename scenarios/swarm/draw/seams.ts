// What goes wrong between the gateway and its surroundings: its clock, its store, its own reading of chat.db, and the
// bytes that it is told.

import { ENGINE_EVENTS } from '../../sim/host.ts';
import type { DrawnStep } from '../drawn.ts';
import type { Dice } from './dice.ts';
import type { Talk } from './traffic.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A row settles without a turn so rarely that a listener would wait in vain to throw. */
const THROWN_AT = ENGINE_EVENTS.filter((name) => name !== 'settled');

export function seam(dice: Dice, talk: Talk): readonly DrawnStep[] {
  return dice.weighted<() => readonly DrawnStep[]>([
    [2, () => gatewayClock(dice)],
    [2, () => store(dice, talk)],
    [2, () => [chatDb(dice)]],
    [3, () => [oddBytes(dice)]],
    [0.3, () => [{ host: { throwsOn: dice.pick(THROWN_AT) } }]],
  ])();
}
/** One whose disk fails ends the gateway, and rightly. */
export const STORE_TROUBLES = ['full', 'busy', 'slow'] as const;
export const CHAT_DB_TROUBLES = ['rejects', 'hangs', 'slow'] as const;

/** Over before the gateway is stopped: none begins on a store that cannot be opened. */
function store(dice: Dice, talk: Talk): DrawnStep[] {
  const forMs = dice.duration(500, 5 * MINUTE_MS);
  return [{ store: { [dice.pick(STORE_TROUBLES)]: forMs } }, talk.next(), { wait: forMs }];
}

function chatDb(dice: Dice): DrawnStep {
  return { chatDb: { [dice.pick(CHAT_DB_TROUBLES)]: dice.duration(50, 10 * MINUTE_MS) } };
}

/** Bytes of one's own on the output of the imsg that watches. */
export function oddBytes(dice: Dice): DrawnStep {
  return { wire: Array.from({ length: dice.whole(1, 3) }, () => wireBytes(dice)) };
}

/** A battery that is empty: the clock begins anew. */
const OFF_MAX_MS = 300 * 24 * HOUR_MS;

/** The clock of one phone is behind, and somebody else's old messages come besides. */
export function wrongPhone(dice: Dice, names: readonly string[]): readonly DrawnStep[] {
  const from = dice.pick(names);
  const other = dice.pick(names.filter((name) => name !== from || names.length === 1));
  const ago = dice.duration(15 * MINUTE_MS, 5 * HOUR_MS);
  const rows = Array.from({ length: dice.whole(3, 5) }, (_, index) => [
    { mac: { row: { from, text: `from a phone that is behind ${ago} ${index}`, sentMs: `${ago} ago` } } },
    { wait: dice.duration(20_000, 3 * MINUTE_MS) },
  ]);
  const late = { from: other, text: `held up ${ago}`, agoMs: ago };
  return [...rows.flat(), { mac: { flush: { messages: [late] } } }];
}

export function gatewayClock(dice: Dice): readonly DrawnStep[] {
  if (dice.chance(0.2)) return sleep(dice);
  const gatewayClock = dice.weighted<() => object>([
    [2, () => ({ ahead: dice.duration(1_000, OFF_MAX_MS) })],
    [2, () => ({ behind: dice.duration(1_000, OFF_MAX_MS) })],
    [2, () => ({ ahead: '0ms' })],
    [1, () => ({ rate: dice.pick([0.99, 0.999, 1.001, 1.01]) })],
    [1, () => ({ rate: 1 })],
  ])();
  return [{ gatewayClock }];
}

/** Nobody can stop a gateway whose computer sleeps. */
function sleep(dice: Dice): DrawnStep[] {
  const sleeps = dice.duration(1_000, 3 * HOUR_MS);
  return [{ gatewayClock: { sleeps } }, { wait: sleeps }];
}

/** The highest number that is one in every language. */
const LARGEST = 9_007_199_254_740_991;

/** What no build says, whole: nothing follows from it. */
function wireBytes(dice: Dice): unknown {
  return dice.weighted<() => unknown>([
    [2, () => ({ again: true })],
    [3, () => ({ again: oddFields(dice) })],
    [1, () => 'no frame'],
    [1, () => '['.repeat(dice.whole(1, 2_000))],
    [2, () => nested(dice)],
    [1, () => ({ again: { id: dice.pick([LARGEST, 1_000_000]) } })],
    [1, () => ({ hex: `${dice.pick(['c328', 'ff00', 'e2', '7b22'])}0a` })],
    [1, () => JSON.stringify({ jsonrpc: '2.0', method: dice.pick(METHODS), params: dice.pick(ODD) })],
  ])();
}

const METHODS = ['message', 'watch.overflow', 'error', 'unheard-of'];
const ODD: readonly unknown[] = [null, [], {}, 7, 'x', true];

/** Whole, and deeper than any stack bears that recurses into it. */
function nested(dice: Dice): string {
  const levels = dice.whole(6_000, 12_000);
  const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
  return dice.weighted([
    [
      3,
      `{"jsonrpc":"2.0","method":"message","params":{"subscription":1,"message":{"id":${deep},"text":${deep}}}}`,
    ],
    [1, `{"jsonrpc":"2.0","method":"message","params":{"subscription":1,"message":${deep}}}`],
    [1, `{"jsonrpc":"2.0","method":"error","params":${deep}}`],
    [1, `{"jsonrpc":"2.0","id":${deep},"error":{"code":${deep},"message":${deep},"data":${deep}}}`],
  ]);
}

/** A message that is told once more with fields that make no row, whatever its number is. */
function oddFields(dice: Dice): Record<string, unknown> {
  return {
    ...(dice.chance(0.5) && { id: dice.pick([LARGEST, LARGEST, 0, -1, 1_000_000]) }),
    ...dice.pick([{ chat_id: 'x' }, { guid: 7 }, { text: [] }, { sender: {} }, { is_from_me: 'no' }]),
  };
}
