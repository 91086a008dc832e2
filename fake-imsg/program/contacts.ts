import type { Clock } from '../device/clock.ts';
import type { Contact } from '../device/contact.ts';
import type { Device } from '../device/device.ts';
import { invalidParams } from './outcomes.ts';
import { normalizeAddress } from './phone-number.ts';

/**
 * How a build uses Contacts: not at all; as they were when the process first looked; or as they are, and then a
 * name is refused where they cannot be read (0.14). `behind` is as `live`, but a process that goes on running waits for nobody:
 * whose name it tells it knows from what was read behind it (wire-11.20).
 */
export type ContactsPolicy = 'unknown' | 'once' | 'live' | 'behind';

/** Contacts as one process of imsg has them (wire-2.6, wire-4.1, wire-4.5). */
export interface Contacts {
  /** Whether they can be read. */
  available(): boolean;
  /** The name of whoever has this handle, or this chat guid of a DM; null when nobody in Contacts has. */
  nameOf(handle: string): string | null;
  /**
   * The handle that the target of a send means. A name that one contact's name contains is that contact's; one
   * that nobody has stays as it is. Throws `Outcome` when it is ambiguous.
   */
  resolve(target: string, region: string): string;
}

/** How people may write it: with the chat in front. */
const CHAT_PREFIX = /^(?:iMessage|SMS|any);[-+];/;
const PHONE = /^[0-9\-(). ]*$/;

const REGION = 'US';

/** How long all contacts take to be read behind a process, and after what time they are read again. */
const READ_MS = 50;
const AGAIN_MS = 30_000;

interface Catalog {
  readonly isReadable: boolean;
  readonly people: readonly Contact[];
  readonly names: ReadonlyMap<string, string>;
}

const normalized = (handle: string, region: string) => normalizeAddress(handle, region) ?? handle;

function catalogOf(isReadable: boolean, people: readonly Contact[]): Catalog {
  const names = new Map<string, string>();
  for (const { name, handles } of isReadable ? people : []) {
    for (const handle of handles) {
      const key = normalized(handle, REGION);
      // Who was added first keeps a number that two people have.
      if (!names.has(key)) names.set(key, name);
    }
  }
  return { isReadable, people, names };
}

/** Anything that is neither an address nor a number. */
function looksLikeName(target: string): boolean {
  const trimmed = target.trim();
  return trimmed !== '' && !trimmed.includes('@') && !trimmed.startsWith('+') && !PHONE.test(trimmed);
}

type Source = Pick<Device, 'facts' | 'contacts'>;

/** @param clock Of the process that goes on running; null where it ends with its answer, which then waits for Contacts. */
export function openContacts(device: Source, policy: ContactsPolicy, clock: Clock | null = null): Contacts {
  const contacts = contactsOf(device, policy);
  if (policy !== 'behind' || !clock) return contacts;
  const catalog = readBehind(device, clock);
  return {
    ...contacts,
    available: () => catalog().isReadable,
    nameOf: (handle) => nameIn(catalog(), handle),
  };
}

/** Nobody is known until all were read once; what changes is known when they are read again. */
function readBehind(device: Source, clock: Clock): () => Catalog {
  const nobody = catalogOf(false, []);
  let known = nobody;
  let isReading = false;
  let againMs = Number.NEGATIVE_INFINITY;
  const read = () => {
    isReading = false;
    known = catalogOf(device.facts().contacts, device.contacts());
    againMs = clock.monotonicMs() + AGAIN_MS;
  };
  return () => {
    if (!device.facts().contacts) {
      known = nobody;
      againMs = Number.NEGATIVE_INFINITY;
    } else if (!isReading && clock.monotonicMs() >= againMs) {
      isReading = true;
      clock.after(READ_MS, read);
    }
    return known;
  };
}

function nameIn({ names }: Catalog, handle: string): string | null {
  if (names.size === 0) return null;
  return names.get(normalized(handle.trim().replace(CHAT_PREFIX, ''), REGION)) ?? null;
}

function contactsOf(device: Source, policy: ContactsPolicy): Contacts {
  let known: Catalog | null = null;
  const current = (): Catalog => {
    if (policy === 'unknown') known ??= catalogOf(false, []);
    if (known && (policy === 'unknown' || policy === 'once')) return known;
    const isReadable = device.facts().contacts;
    const people = device.contacts();
    if (!known || known.isReadable !== isReadable || known.people !== people) {
      known = catalogOf(isReadable, people);
    }
    return known;
  };
  return {
    available: () => current().isReadable,
    nameOf: (handle) => nameIn(current(), handle),
    resolve(target, region) {
      if (policy === 'unknown' || !looksLikeName(target)) return target;
      const { isReadable, people } = current();
      if (isReadable) return uniqueHandle(people, target, region);
      if (policy === 'once') return target;
      throw noTarget('Contacts access is unavailable; specify a phone number or email instead.');
    },
  };
}

/** A contact is reached by the first phone number, or else by the first address. */
function uniqueHandle(people: readonly Contact[], target: string, region: string): string {
  const wanted = target.trim().toLowerCase();
  const matches = people
    .filter(({ name, handles }) => handles.length > 0 && name.toLowerCase().includes(wanted))
    .map(({ name, handles }) => {
      const handle = handles.find((one) => !one.includes('@')) ?? handles[0]!;
      return { name, handle: normalized(handle, region) };
    });
  if (matches.length <= 1) return matches[0]?.handle ?? target;
  const lines = matches.map(({ name, handle }) => `  ${name}: ${handle}`).join('\n');
  throw noTarget(`Multiple contacts match "${target}":\n${lines}\nSpecify a phone number or email instead.`);
}

const noTarget = (why: string) => invalidParams(`Invalid chat target: ${why}`);
