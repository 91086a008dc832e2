// The archive format of Foundation's NSArchiver, reading side (file-4.2): the mirror of typedstream.ts.

/** An object of an archive: its class, and the values it was archived with, in their order. */
export interface ArchivedObject {
  readonly className: string;
  readonly values: ArchivedValue[];
}

/** Text is bytes, as it lies there; a C-string is a string. */
export type ArchivedValue = number | string | Buffer | ArchivedObject | null;

/** The bytes are no archive, or use what message bodies never do. */
export class NotAnArchive extends Error {
  override readonly name = 'NotAnArchive';
}

const INT16 = -127;
const INT32 = -126;
const FLOATING = -125;
const NEW = -124;
const NIL = -123;
const END = -122;
/** Entry 0 of either table. */
const FIRST_REFERENCE = -110;

const MAGIC = 'streamtyped';
const ARRAY = /^\[(\d+)c\]/;

/** What takes a number: instances, C-strings and classes, of which the name alone matters. */
type Numbered = ArchivedObject | string | { readonly ofClass: string };

/** The first object of an archive. Throws `NotAnArchive`. */
export function readArchive(bytes: Uint8Array): ArchivedObject {
  try {
    return new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).root();
  } catch (error) {
    // The end of the bytes inside an object.
    throw error instanceof RangeError ? new NotAnArchive(error.message) : error;
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  readonly #strings: string[] = [];
  readonly #objects: Numbered[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  root(): ArchivedObject {
    this.#integer();
    const magic = this.#raw(this.#integer()).toString('latin1');
    if (magic !== MAGIC) throw new NotAnArchive(`it begins with ${JSON.stringify(magic)}`);
    this.#integer();
    const [root] = this.#group();
    if (typeof root !== 'object' || root === null || Buffer.isBuffer(root)) {
      throw new NotAnArchive('its first value is no object');
    }
    return root;
  }

  /** A type and the values of that type. */
  #group(): ArchivedValue[] {
    const values: ArchivedValue[] = [];
    let encoding = this.#sharedString();
    while (encoding !== '') {
      const array = ARRAY.exec(encoding);
      values.push(array ? this.#raw(Number(array[1])) : this.#value(encoding[0]!));
      encoding = encoding.slice(array ? array[0].length : 1);
    }
    return values;
  }

  #value(type: string): ArchivedValue {
    if (type === '@') return this.#object();
    if (type === '+') return this.#raw(this.#integer());
    if (type === '*') return this.#cString();
    if (type === 'f' || type === 'd') return this.#floating(type);
    if ('cCsSiIlLqQ'.includes(type)) return this.#integer();
    throw new NotAnArchive(`it holds a value of type ${type}`);
  }

  #object(): ArchivedObject | null {
    const tag = this.#byte();
    if (tag === NIL) return null;
    if (tag !== NEW) {
      const known = this.#known(tag);
      if (typeof known === 'string' || 'ofClass' in known) throw new NotAnArchive('a reference is no object');
      return known;
    }
    const values: ArchivedValue[] = [];
    const number = this.#objects.length;
    this.#objects.push('');
    const className = this.#classChain();
    const object = { className, values };
    this.#objects[number] = object;
    while (this.#peek() !== END) values.push(...this.#group());
    this.#at += 1;
    return object;
  }

  /** A class and its ancestors; the name is that of the class itself. */
  #classChain(): string {
    const tag = this.#byte();
    if (tag === NIL) return '';
    if (tag !== NEW) {
      const known = this.#known(tag);
      if (typeof known === 'string' || !('ofClass' in known))
        throw new NotAnArchive('a reference is no class');
      return known.ofClass;
    }
    const number = this.#objects.length;
    this.#objects.push('');
    const name = this.#sharedString();
    this.#objects[number] = { ofClass: name };
    this.#integer();
    this.#classChain();
    return name;
  }

  #cString(): string | null {
    const tag = this.#byte();
    if (tag === NIL) return null;
    if (tag !== NEW) {
      const known = this.#known(tag);
      if (typeof known !== 'string') throw new NotAnArchive('a reference is no C-string');
      return known;
    }
    const text = this.#sharedString();
    this.#objects.push(text);
    return text;
  }

  #sharedString(): string {
    const tag = this.#byte();
    if (tag !== NEW) {
      const known = this.#strings[tag - FIRST_REFERENCE];
      if (known === undefined) throw new NotAnArchive('a reference to no string');
      return known;
    }
    const text = this.#raw(this.#integer()).toString('latin1');
    this.#strings.push(text);
    return text;
  }

  #known(tag: number): Numbered {
    const known = this.#objects[tag - FIRST_REFERENCE];
    if (known === undefined) throw new NotAnArchive('a reference to nothing');
    return known;
  }

  #floating(type: 'f' | 'd'): number {
    if (this.#peek() !== FLOATING) return this.#integer();
    this.#at += 1;
    const bytes = this.#raw(type === 'f' ? 4 : 8);
    return type === 'f' ? bytes.readFloatLE(0) : bytes.readDoubleLE(0);
  }

  #integer(): number {
    const byte = this.#byte();
    if (byte === INT16) return this.#raw(2).readInt16LE(0);
    return byte === INT32 ? this.#raw(4).readInt32LE(0) : byte;
  }

  #peek(): number {
    return this.#bytes.readInt8(this.#at);
  }

  #byte(): number {
    const byte = this.#peek();
    this.#at += 1;
    return byte;
  }

  #raw(length: number): Buffer {
    if (length < 0 || this.#at + length > this.#bytes.length) throw new NotAnArchive('it is cut off');
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}
