// What happens on a device, as it is written down for people and tests: what every process did, byte for byte,
// and what the Mac did (`fake-mac record`). Nothing of the fake ever reads it to decide anything.

/** A message row that was written. */
export interface WrittenRow {
  readonly rowid: number;
  readonly guid: string;
}

/** What is written down. */
export type Noted =
  | {
      readonly what: 'start';
      readonly argv: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly what: 'in' | 'out' | 'err'; readonly bytes: Uint8Array }
  | { readonly what: 'end of input' }
  | { readonly what: 'exit'; readonly code: number }
  | { readonly what: 'signal'; readonly signal: string }
  | { readonly what: 'event'; readonly eventId: string; readonly dueMs: number; readonly event: object }
  /** New messages, and how many rows of any table changed; `dueMs` = when that fell due of all that the event brings. */
  | {
      readonly what: 'rows';
      readonly eventId: string;
      readonly dueMs: number;
      readonly messages: readonly WrittenRow[];
      readonly changes: number;
    }
  /** Another database took the place of chat.db, with all that it holds. */
  | { readonly what: 'database'; readonly eventId: string }
  /** An event could not happen on this Mac, which goes on without it. */
  | { readonly what: 'impossible'; readonly eventId: string; readonly error: string }
  | { readonly what: 'sent'; readonly sent: object }
  | { readonly what: 'effect'; readonly effect: object }
  | { readonly what: 'fault'; readonly fault: object }
  | { readonly what: 'facts'; readonly facts: object };

/** What was written down, when and by which process. As in the file; bytes are text, or base64 if they are none. */
export interface RecordEntry {
  /** The true time on the device, whatever its clock shows, in Unix milliseconds. */
  readonly atMs: number;
  /** 0 = nobody's process: a test or a simulated world. */
  readonly pid: number;
  readonly what: Noted['what'];
  readonly text?: string;
  readonly base64?: string;
  readonly [field: string]: unknown;
}

export interface Recorder {
  note(atMs: number, pid: number, noted: Noted): void;
  /** Oldest first; from a mark on, or all. */
  entries(from?: number): readonly RecordEntry[];
  /** Where the record ends at this moment. */
  mark(): number;
  /** Puts down what is still held. */
  flush(): void;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function recordEntry(atMs: number, pid: number, noted: Noted): RecordEntry {
  if (!('bytes' in noted)) return { atMs, pid, ...noted };
  const { what, bytes } = noted;
  try {
    return { atMs, pid, what, text: utf8.decode(bytes) };
  } catch {
    return { atMs, pid, what, base64: Buffer.from(bytes).toString('base64') };
  }
}
