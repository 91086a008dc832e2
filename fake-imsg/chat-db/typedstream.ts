// The archive format of Foundation's NSArchiver, writing side (chat-db.md 4.2). Strings that name types and
// classes, and objects, are each numbered in the order they first appear; later mentions are references.

const NEW = 0x84;
const NIL = 0x85;
const END = 0x86;
/** Entry 0 of either table; as a byte 0x92. */
const FIRST_REFERENCE = -110;

/** A class with its version and ancestors, nearest first; the last one is NSObject. */
export type ClassChain = readonly (readonly [name: string, version: number])[];

export class TypedStreamWriter {
  readonly #chunks: Buffer[] = [];
  readonly #strings = new Map<string, number>();
  /** Numbers of classes, C-strings and instances; instances are known by identity. */
  readonly #objects = new Map<unknown, number>();

  constructor() {
    this.#bytes(0x04, 0x0b);
    this.#chunks.push(Buffer.from('streamtyped', 'ascii'));
    this.integer(1000);
  }

  /** Announces the type of the values that follow, such as `@` or `iI`. */
  type(encoding: string): this {
    this.#sharedString(encoding);
    return this;
  }

  /** An integer takes the narrowest of the three widths. Lengths of 32,768 and more need four bytes. */
  integer(value: number): this {
    if (value >= -110 && value <= 127) {
      this.#bytes(value & 0xff);
    } else if (value >= -0x8000 && value <= 0x7fff) {
      const wide = Buffer.alloc(3, 0x81);
      wide.writeInt16LE(value, 1);
      this.#chunks.push(wide);
    } else {
      const wide = Buffer.alloc(5, 0x82);
      wide.writeInt32LE(value, 1);
      this.#chunks.push(wide);
    }
    return this;
  }

  /** Raw bytes without a length of their own. */
  raw(bytes: Uint8Array): this {
    this.#chunks.push(Buffer.from(bytes));
    return this;
  }

  /** A C-string object, shared by content. */
  cString(text: string): this {
    const key = `cstring ${text}`;
    const known = this.#objects.get(key);
    if (known !== undefined) return this.#reference(known);
    this.#bytes(NEW);
    this.#objects.set(key, this.#objects.size);
    this.#sharedString(text);
    return this;
  }

  /** An object; the same `identity` a second time becomes a reference to the first. */
  object(identity: object, chain: ClassChain, writeFields: () => void): this {
    const known = this.#objects.get(identity);
    if (known !== undefined) return this.#reference(known);
    this.#bytes(NEW);
    this.#objects.set(identity, this.#objects.size);
    this.#classChain(chain);
    writeFields();
    this.#bytes(END);
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  #bytes(...values: number[]): void {
    this.#chunks.push(Buffer.from(values));
  }

  #classChain(chain: ClassChain): void {
    for (const [name, version] of chain) {
      const key = `class ${name}`;
      const known = this.#objects.get(key);
      if (known !== undefined) {
        this.#reference(known);
        return;
      }
      this.#bytes(NEW);
      this.#objects.set(key, this.#objects.size);
      this.#sharedString(name);
      this.integer(version);
    }
    this.#bytes(NIL);
  }

  #sharedString(text: string): void {
    const known = this.#strings.get(text);
    if (known !== undefined) {
      this.#reference(known);
      return;
    }
    this.#strings.set(text, this.#strings.size);
    const bytes = Buffer.from(text, 'utf8');
    this.#bytes(NEW);
    this.integer(bytes.length);
    this.#chunks.push(bytes);
  }

  #reference(number: number): this {
    return this.integer(FIRST_REFERENCE + number);
  }
}
