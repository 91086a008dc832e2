import { type ClassChain, TypedStreamWriter } from './typedstream.ts';

/**
 * Bodies made on this Mac archive mutable classes (`outgoing`), received ones immutable classes
 * (`incoming`).
 */
export type BodyFlavour = 'outgoing' | 'incoming';

/** The value of an attribute (file-4.6). The same value object in two runs is archived once. */
export type AttributeValue =
  | { readonly kind: 'number'; readonly type: 'i' | 'q'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'url'; readonly value: string }
  | { readonly kind: 'data'; readonly value: Uint8Array };

export interface AttributeRun {
  /** Length in UTF-16 units. All runs together cover the text. */
  readonly length: number;
  /** Keys and values in archive order. Two runs with the same list object share one dictionary. */
  readonly attributes: readonly (readonly [key: string, value: AttributeValue])[];
}

const OBJECT: ClassChain = [['NSObject', 0]];
const STRING: ClassChain = [['NSString', 1], ...OBJECT];
const MUTABLE_STRING: ClassChain = [['NSMutableString', 1], ...STRING];
const ATTRIBUTED_STRING: ClassChain = [['NSAttributedString', 0], ...OBJECT];
const MUTABLE_ATTRIBUTED_STRING: ClassChain = [['NSMutableAttributedString', 0], ...ATTRIBUTED_STRING];
const DICTIONARY: ClassChain = [['NSDictionary', 0], ...OBJECT];
const NUMBER: ClassChain = [['NSNumber', 0], ['NSValue', 0], ...OBJECT];
const URL_CLASS: ClassChain = [['NSURL', 0], ...OBJECT];
const DATA: ClassChain = [['NSData', 0], ...OBJECT];

function writeString(stream: TypedStreamWriter, identity: object, chain: ClassChain, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  stream.object(identity, chain, () => stream.type('+').integer(bytes.length).raw(bytes));
}

function writeValue(stream: TypedStreamWriter, value: AttributeValue): void {
  switch (value.kind) {
    case 'number':
      stream.object(value, NUMBER, () =>
        stream.type('*').cString(value.type).type(value.type).integer(value.value),
      );
      return;
    case 'string':
      writeString(stream, value, STRING, value.value);
      return;
    case 'url':
      stream.object(value, URL_CLASS, () => {
        stream.type('c').integer(0).type('@');
        writeString(stream, {}, STRING, value.value);
      });
      return;
    case 'data':
      stream.object(value, DATA, () =>
        stream.type('i').integer(value.value.length).type(`[${value.value.length}c]`).raw(value.value),
      );
  }
}

/** One archived NSAttributedString (file-4.2). Throws when the runs do not cover the text. */
export function encodeAttributedBody(
  flavour: BodyFlavour,
  text: string,
  runs: readonly AttributeRun[],
): Buffer {
  const covered = runs.reduce((sum, run) => sum + run.length, 0);
  if (covered !== text.length) {
    throw new RangeError(`attribute runs cover ${covered} UTF-16 units of ${text.length}`);
  }
  const mutable = flavour === 'outgoing';
  const stream = new TypedStreamWriter();
  // Only bodies made on this Mac name a key again by reference; received ones spell it out each time.
  const keys = new Map<string, object>();
  const keyIdentity = (key: string): object => {
    const identity = keys.get(key) ?? {};
    if (mutable) keys.set(key, identity);
    return identity;
  };
  const dictionaries = new Map<AttributeRun['attributes'], number>();

  stream.type('@').object({}, mutable ? MUTABLE_ATTRIBUTED_STRING : ATTRIBUTED_STRING, () => {
    stream.type('@');
    writeString(stream, {}, mutable ? MUTABLE_STRING : STRING, text);
    for (const { length, attributes } of runs) {
      const known = dictionaries.get(attributes);
      const number = known ?? dictionaries.size + 1;
      stream.type('iI').integer(number).integer(length);
      if (known !== undefined) continue;
      dictionaries.set(attributes, number);
      stream.type('@').object({}, DICTIONARY, () => {
        stream.type('i').integer(attributes.length);
        for (const [key, value] of attributes) {
          stream.type('@');
          writeString(stream, keyIdentity(key), STRING, key);
          stream.type('@');
          writeValue(stream, value);
        }
      });
    }
  });
  return stream.finish();
}
