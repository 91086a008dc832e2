// What chat.db alone knows of rows, asked while they wait to be decided.

import type { Arrival } from '../message/message.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import { askOfRows } from './ask-of-rows.ts';
import { strangersGuids } from './categories.ts';
import type { Receivers } from './members.ts';
import { guidOfRowWithFiles } from './row-kinds.ts';

interface LookOptions {
  readonly receivers: Receivers;
  readonly pairing: Pick<Pairing, 'known'>;
  /** Also where it cannot be read right now: it may be by the time that rows come. Null = it is on another machine. */
  readonly db: MessagesDb | null;
  readonly clock: Clock;
  wantsFiles(): boolean;
}

/**
 * Adds to the rows of a batch of what kind they are and how Messages has put their conversations aside, both asked at once;
 * null = there is nothing to be asked, or nobody. Never rejects: a row of which nothing is known stays as it is.
 */
export function lookInto(
  batch: readonly Arrival[],
  { receivers, pairing, db, clock, ...options }: LookOptions,
): Promise<readonly Arrival[]> | null {
  if (db === null) return null;
  const wantsFiles = options.wantsFiles();
  const guidOfFile = (payload: unknown) => guidOfRowWithFiles(payload, wantsFiles);
  const guidOfStranger = strangersGuids(receivers, pairing);
  const kinds = askOfRows(batch, guidOfFile, (guids) => db.kindsOf(guids), clock);
  const categories =
    guidOfStranger && askOfRows(batch, guidOfStranger, (guids) => db.categoriesOf(guids), clock);
  if (kinds === null && categories === null) return null;
  return Promise.all([kinds, categories]).then(([kinds, categories]) =>
    batch.map((arrival, index) => withKnown(arrival, kinds?.[index], categories?.[index])),
  );
}

function withKnown(arrival: Arrival, kind: Arrival['kind'], category: Arrival['category']): Arrival {
  if (!kind && !category) return arrival;
  return { ...arrival, ...(kind && { kind }), ...(category && { category }) };
}
