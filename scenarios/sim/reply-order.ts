// In which order the replies of a conversation leave.

import type { PartRow } from '../../engine/store/commands/parts.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import { askedAs } from '../../fake-imsg/faults/send-faults.ts';
import type { Ledger } from '../observe/ledger.ts';
import type { Journal } from './inspect.ts';
import { wordsOfPart } from './part-words.ts';

interface Observed {
  readonly journal: Journal;
  readonly device: Device;
}

interface Left {
  readonly chatGuid: string;
  readonly part: PartRow;
}

/**
 * What left, and as which part. Nobody tells replies apart that say the same in a conversation: of those that left the
 * first is the one that was said first; where one of them is `unknown`, nobody knows either whether it is among them, and
 * none of them says anything. What Messages sends once more by itself is no reply, whatever it proves.
 */
function leftAs({ journal, device }: Observed): Left[] {
  const partOf = new Map<string | null, PartRow>(journal.parts.map((part) => [part.guid, part]));
  const unclear = new Set(journal.parts.filter(({ state }) => state === 'unknown').map(inLane));
  const sends = Map.groupBy(device.sent(), ({ eventId }) => askedAs(eventId));
  const left = [...sends.values()].flatMap((records): Left[] => {
    const proven = records.flatMap(({ guid }) => partOf.get(guid) ?? []);
    const part = proven.sort(bySaid).at(-1);
    return part && !unclear.has(inLane(part)) ? [{ chatGuid: records[0]!.chatGuid, part }] : [];
  });
  const wordsOf = ({ chatGuid, part }: Left) => `${chatGuid}\n${wordsOfPart(part)}`;
  const said = Map.groupBy(left, wordsOf);
  for (const same of said.values()) same.sort((one, other) => bySaid(one.part, other.part));
  return left.map((one) => said.get(wordsOf(one))!.shift()!);
}

const inLane = (part: PartRow) => `${part.lane}\n${wordsOfPart(part)}`;

const bySaid = (one: PartRow, other: PartRow) => one.seq - other.seq;

/** Where a row stands among those of all databases that there were, the oldest first. */
interface Place {
  readonly database: number;
  readonly rowid: number;
  /** Where the journal has it. */
  readonly index: number;
}

const isBefore = (one: Place, other: Place) =>
  one.database < other.database || (one.database === other.database && one.rowid < other.rowid);

/** Where each turn stands, which is where its first row does. */
function placesOf({ verdicts, sourceStarts }: Journal): ReadonlyMap<string, Place> {
  const placeOf = new Map<string, Place>();
  let database = 0;
  let seen = new Set<number>();
  verdicts.forEach(({ turnId, rowid, fate }, index) => {
    // What cannot be understood says any number.
    const number = fate === 'malformed' ? null : rowid;
    // A number that comes once more is that of a row of another file: an older copy may be the same source.
    if (sourceStarts.includes(index) || (number !== null && seen.has(number))) {
      database += 1;
      seen = new Set();
    }
    if (number === null) return;
    seen.add(number);
    if (turnId === null) return;
    const place = { database, rowid: number, index };
    const known = placeOf.get(turnId);
    if (!known || isBefore(place, known)) placeOf.set(turnId, place);
  });
  return placeOf;
}

/**
 * The first replies of a conversation's rows leave in the order of the rows (invariant-14). One that was journalled after
 * a later row may have come when that was answered: the oracle knows when.
 */
export function checkLaneOrder(observed: Observed & { readonly ledger?: Ledger | undefined }): string[] {
  const redone = redoneIn(observed.ledger);
  const placeOf = placesOf(observed.journal);
  const last = new Map<string, Place>();
  return leftAs(observed).flatMap(({ chatGuid, part }) => {
    const place = placeOf.get(part.turnId ?? '');
    if (!place || redone.has(part.turnId)) return [];
    const previous = last.get(chatGuid);
    if (!previous || !isBefore(place, previous)) {
      last.set(chatGuid, place);
      return [];
    }
    if (place.index > previous.index) return [];
    return [`order: row ${place.rowid} was answered after row ${previous.rowid}`];
  });
}

/** Turns that were told to have failed and are told of again: they stand behind what came meanwhile. */
function redoneIn(ledger: Ledger | undefined): ReadonlySet<string | null> {
  const failed = new Set<string>();
  const redone = new Set<string | null>();
  for (const { name, event } of ledger?.events ?? []) {
    if (name !== 'turn') continue;
    if (failed.has(event.turnId)) redone.add(event.turnId);
    if (event.state === 'failed') failed.add(event.turnId);
  }
  return redone;
}

/** The parts of an answer leave in their order. */
export function checkPartOrder(observed: Observed): string[] {
  const last = new Map<string | null, number>();
  return leftAs(observed).flatMap(({ part }) => {
    const before = last.get(part.turnId) ?? -1;
    last.set(part.turnId, part.ordinal);
    return part.ordinal < before ? [`order: part ${part.partId} left after part ${before}`] : [];
  });
}
