// Makes wrong inputs of right ones: of their bytes, and of the structure of their JSON.

import type { Random } from '../../scenarios/sim/random.ts';
import { below, ODD_TEXTS, oddJson, pick } from './odd-values.ts';

/** No input is longer: what matters about length is tried by the odd values and by repetition. */
const BYTES_MAX = 400_000;

/** A piece of JSON text that stands where a value was. */
class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** One to four changes of the bytes. */
export function mutateBytes(bytes: Uint8Array, random: Random, others: readonly Uint8Array[] = []): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + below(random, 4); left > 0; left -= 1) mutated = changeBytes(mutated, random, others);
  return mutated.subarray(0, BYTES_MAX);
}

function changeBytes(bytes: Buffer, random: Random, others: readonly Uint8Array[]): Buffer {
  const at = below(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + below(random, pick(random, [2, 16, 200])));
  const put = (piece: Uint8Array, until = at) =>
    Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(until)]);
  const kinds: (() => Buffer)[] = [
    () => put(Buffer.alloc(0), end),
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => put(Uint8Array.of(below(random, 256)), Math.min(bytes.length, at + 1)),
    () =>
      put(Uint8Array.of(pick(random, [0, 9, 10, 13, 0x1b, 0x22, 0x5c, 0x7b, 0x7d, 0x80, 0xc0, 0xef, 0xff]))),
    () => put(Buffer.from(pick(random, ODD_TEXTS)), pick(random, [at, end])),
    () => put(Buffer.from(oddJson(random)), end),
    () => put(bytes.subarray(at, end)),
    () => put(Buffer.concat(Array<Uint8Array>(1 + below(random, 50)).fill(bytes.subarray(at, end)))),
    () => (others.length === 0 ? bytes : put(pick(random, others), pick(random, [at, end, bytes.length]))),
  ];
  return pick(random, kinds)();
}

/** JSON text of `value` with one to four changes of its structure, or with odd texts in many of its texts. */
export function mutateJson(value: unknown, random: Random): string {
  const holder = { root: structuredClone(value) };
  // What is well formed gets furthest: as far as to what people read.
  if (below(random, 4) === 0) sprinkle(holder, random);
  else for (let left = 1 + below(random, 4); left > 0; left -= 1) changeNode(holder, random);
  const text = jsonOf(holder.root);
  return random() < 0.15 ? withDoubledKey(text, random) : text;
}

function sprinkle(holder: { root: unknown }, random: Random): void {
  for (const { holder: node, key } of placesIn(holder)) {
    const value = node[key];
    if (typeof value === 'string' && below(random, 3) === 0) node[key] = withOdd(value, random);
  }
}

function withOdd(text: string, random: Random): string {
  const at = below(random, text.length + 1);
  return text.slice(0, at) + pick(random, ODD_TEXTS) + text.slice(at);
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function changeNode(holder: { root: unknown }, random: Random): void {
  const places = placesIn(holder);
  const place = pick(random, places);
  const { holder: node, key } = place;
  const value = node[key];
  const kinds: (() => void)[] = [
    () => {
      node[key] = new JsonText(oddJson(random));
    },
    () => {
      node[key] = ofAnotherType(value, random);
    },
    () => {
      if (key !== 'root') delete node[key];
    },
    () => {
      node[key] = structuredClone(readable(pick(random, places)));
    },
    () => {
      node[key] = Array.from({ length: 1 + below(random, 5) }, () => value);
    },
    () => {
      if (typeof value === 'string') node[key] = changeText(value, random);
      else if (typeof value === 'number')
        node[key] = value + pick(random, [-1, 1, 0.5, 2 ** 31, 2 ** 53, -value]);
      else if (isNode(value) && !Array.isArray(value))
        value[pick(random, ODD_TEXTS)] = new JsonText(oddJson(random));
    },
  ];
  pick(random, kinds)();
}

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof JsonText);

function placesIn(root: Record<string, unknown> | { root: unknown }): Place[] {
  const places: Place[] = [];
  const walk = (holder: Record<string, unknown>) => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      if (isNode(holder[key])) walk(holder[key]);
    }
  };
  walk(root as Record<string, unknown>);
  return places;
}

function readable({ holder, key }: Place): unknown {
  const value = holder[key];
  // What has become text is no value any more, nor anything that holds it.
  return JSON.parse(JSON.stringify(value ?? null, (_, each) => (each instanceof JsonText ? null : each)));
}

function ofAnotherType(value: unknown, random: Random): unknown {
  return pick<unknown>(random, [
    isNode(value) ? '[object Object]' : String(value),
    [value],
    { value },
    typeof value === 'string' ? Number(value) || 0 : 0,
    value === true,
    null,
    !value,
  ]);
}

/** A text with one change. */
export function changeText(text: string, random: Random): string {
  const at = below(random, text.length + 1);
  const odd = pick(random, ODD_TEXTS);
  return pick(random, [
    () => withOdd(text, random),
    () => text.slice(0, at) + text.slice(at + 1),
    () => odd,
    () => text.toUpperCase(),
    () => text.repeat(1 + below(random, 4)),
    () => text.slice(at) + text.slice(0, at),
  ])();
}

function jsonOf(value: unknown): string {
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${Array.from(value, jsonOf).join()}]`;
  if (isNode(value)) {
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each)}`)
      .join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Readers differ in which of two equal keys counts. */
function withDoubledKey(text: string, random: Random): string {
  const keys = [...text.slice(0, 20_000).matchAll(/"[^"\\]{1,40}":/g)];
  if (keys.length === 0) return text;
  const { index } = pick(random, keys);
  const { 0: key } = pick(random, keys);
  return `${text.slice(0, index)}${key}${oddJson(random)},${text.slice(index)}`;
}
