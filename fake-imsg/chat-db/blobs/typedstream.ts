// The archive format of Foundation's NSArchiver, writing side (file-4.2). Strings that name types and
// classes (always ASCII), and objects, are each numbered in the order they first appear; later mentions are
// references.

const NEW = 0x84;
const NIL = 0x85;
const END = 0x86;
/** Entry 0 of either table; as a byte 0x92. */
const FIRST_REFERENCE = -110;

/** A class with its version and ancestors, nearest first; the last one is NSObject. */
export type ClassChain = readonly (readonly [name: string, version: number])[];

export class TypedStreamWriter {
  /** Grows as needed; most archives are smaller than this. */
  #buffer = Buffer.allocUnsafe(512);
  #length = 0;
  readonly #strings = new Map<string, number>();
  /** Numbers of classes, C-strings and instances; instances are known by identity. */
  readonly #objects = new Map<unknown, number>();

  constructor() {
    this.#byte(0x04);
    this.#byte(0x0b);
    this.#text('streamtyped');
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
      this.#byte(value & 0xff);
    } else if (value >= -0x8000 && value <= 0x7fff) {
      this.#byte(0x81);
      this.#reserve(2);
      this.#length = this.#buffer.writeInt16LE(value, this.#length);
    } else {
      this.#byte(0x82);
      this.#reserve(4);
      this.#length = this.#buffer.writeInt32LE(value, this.#length);
    }
    return this;
  }

  /** Raw bytes without a length of their own. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** A C-string object, shared by content. */
  cString(text: string): this {
    const key = `cstring ${text}`;
    const known = this.#objects.get(key);
    if (known !== undefined) return this.#reference(known);
    this.#byte(NEW);
    this.#objects.set(key, this.#objects.size);
    this.#sharedString(text);
    return this;
  }

  /** An object; the same `identity` a second time becomes a reference to the first. */
  object(identity: object, chain: ClassChain, writeFields: () => void): this {
    const known = this.#objects.get(identity);
    if (known !== undefined) return this.#reference(known);
    this.#byte(NEW);
    this.#objects.set(identity, this.#objects.size);
    this.#classChain(chain);
    writeFields();
    this.#byte(END);
    return this;
  }

  finish(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#length));
  }

  /** Makes room for so many bytes more. */
  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  /** Of ASCII, without a length of its own. */
  #text(text: string): void {
    this.#reserve(text.length);
    this.#length += this.#buffer.write(text, this.#length, 'latin1');
  }

  #classChain(chain: ClassChain): void {
    for (const [name, version] of chain) {
      const key = `class ${name}`;
      const known = this.#objects.get(key);
      if (known !== undefined) {
        this.#reference(known);
        return;
      }
      this.#byte(NEW);
      this.#objects.set(key, this.#objects.size);
      this.#sharedString(name);
      this.integer(version);
    }
    this.#byte(NIL);
  }

  #sharedString(text: string): void {
    const known = this.#strings.get(text);
    if (known !== undefined) {
      this.#reference(known);
      return;
    }
    this.#strings.set(text, this.#strings.size);
    this.#byte(NEW);
    this.integer(text.length);
    this.#text(text);
  }

  #reference(number: number): this {
    return this.integer(FIRST_REFERENCE + number);
  }
}
