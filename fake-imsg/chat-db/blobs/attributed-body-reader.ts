import type { AttributeRun, AttributeValue, BodyFlavour } from './attributed-body.ts';
import { PART } from './body-pieces.ts';
import { type ArchivedObject, type ArchivedValue, NotAnArchive, readArchive } from './typedstream-reader.ts';

/** A body taken apart, fit to be put together again. */
export interface DecodedBody {
  readonly flavour: BodyFlavour;
  readonly text: string;
  readonly runs: readonly AttributeRun[];
}

/** A stretch of a body that can be tapped back, edited or unsent by itself (file-4.6). */
export interface BodyPart {
  readonly index: number;
  /** In UTF-16 units. */
  readonly location: number;
  readonly length: number;
}

/**
 * Parses an attributedBody; null where the bytes are something else. Attributes of kinds that we never write are
 * left out.
 */
export function decodeAttributedBody(body: Uint8Array): DecodedBody | null {
  try {
    return decoded(readArchive(body));
  } catch (error) {
    if (error instanceof NotAnArchive) return null;
    throw error;
  }
}

function decoded(root: ArchivedObject): DecodedBody {
  const [string, ...rest] = root.values;
  const text = textOf(string);
  if (text === null) throw new NotAnArchive('it holds no text');
  const attributes = new Map<number, AttributeRun['attributes']>();
  const values = new Map<ArchivedObject, AttributeValue>();
  const runs: AttributeRun[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const [number, length, dictionary] = rest.slice(at);
    if (typeof number !== 'number' || typeof length !== 'number') throw new NotAnArchive('a run is no run');
    if (isObject(dictionary)) {
      attributes.set(number, attributesOf(dictionary, values));
      at += 1;
    }
    runs.push({ length, attributes: attributes.get(number) ?? [] });
  }
  return { flavour: root.className.includes('Mutable') ? 'outgoing' : 'incoming', text, runs };
}

function isObject(value: ArchivedValue | undefined): value is ArchivedObject {
  return typeof value === 'object' && value !== null && !(value instanceof Buffer);
}

function textOf(value: ArchivedValue | undefined): string | null {
  const bytes = isObject(value) ? value.values[0] : null;
  return bytes instanceof Buffer ? bytes.toString('utf8') : null;
}

function attributesOf(dictionary: ArchivedObject, known: Map<ArchivedObject, AttributeValue>) {
  const entries: [string, AttributeValue][] = [];
  const members = dictionary.values.slice(1);
  for (let at = 0; at + 1 < members.length; at += 2) {
    const key = textOf(members[at]);
    const member = members[at + 1];
    const value = isObject(member) ? (known.get(member) ?? attributeValue(member)) : null;
    if (key === null || value === null) continue;
    known.set(member as ArchivedObject, value);
    entries.push([key, value]);
  }
  return entries;
}

function attributeValue({ className, values }: ArchivedObject): AttributeValue | null {
  const [first, second] = values;
  switch (className) {
    case 'NSNumber':
      if (typeof second !== 'number') return null;
      return { kind: 'number', type: first === 'q' ? 'q' : 'i', value: second };
    case 'NSString':
    case 'NSMutableString':
      return first instanceof Buffer ? { kind: 'string', value: first.toString('utf8') } : null;
    case 'NSURL': {
      const url = textOf(second);
      return url === null ? null : { kind: 'url', value: url };
    }
    case 'NSData':
    case 'NSMutableData':
      return second instanceof Buffer ? { kind: 'data', value: second } : null;
    default:
      return null;
  }
}

/** The parts of a body in their order. What has no number belongs to part 0. */
export function bodyParts({ runs }: Pick<DecodedBody, 'runs'>): BodyPart[] {
  const parts: { index: number; location: number; length: number }[] = [];
  let location = 0;
  for (const run of runs) {
    const index = partOf(run);
    const last = parts.at(-1);
    if (last?.index === index) last.length += run.length;
    else parts.push({ index, location, length: run.length });
    location += run.length;
  }
  return parts;
}

/** The number of the part that a run belongs to. */
export function partOf({ attributes }: Pick<AttributeRun, 'attributes'>): number {
  const value = attributes.find(([key]) => key === PART)?.[1];
  return value?.kind === 'number' ? value.value : 0;
}
