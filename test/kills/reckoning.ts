// What became of each message, held against the Mac: pure.

import type { Facts, MacRow } from './facts.ts';

export interface Reckoning {
  /** Messages of people who may speak, each counted under one of these. */
  readonly answered: number;
  /** Its answer is reported as unknown, and did not leave. */
  readonly unknown: number;
  readonly denied: number;
  readonly violations: readonly string[];
}

export function reckon({ written, asked, own, left, parts, checked }: Facts): Reckoning {
  const violations = [...checked];
  const answersTo = byMark(own);
  const partsFor = byMark(parts);
  let answered = 0;
  let unknown = 0;
  let denied = 0;
  if (asked.length !== written) violations.push(`${written} messages were written, ${asked.length} came in`);
  for (const row of asked) {
    const mark = row.marks[0]!;
    const answers = answersTo.get(mark) ?? [];
    const states = (partsFor.get(mark) ?? []).map(({ state }) => state);
    if (!row.isAdmitted) {
      denied += 1;
      if (answers.length > 0) violations.push(`${mark} of a stranger was answered`);
    } else if (answers.length > 1) violations.push(`${mark} was answered ${answers.length} times`);
    else if (answers.length === 1) {
      answered += 1;
      if (answers[0]!.chatGuid !== row.chatGuid) violations.push(`the answer to ${mark} went elsewhere`);
      if (states.join() !== 'sent') violations.push(`${mark} was answered, and its part is ${states.join()}`);
    } else if (states.join() === 'unknown') unknown += 1;
    else violations.push(`${mark} was not answered, and its part is ${states.join() || 'not there'}`);
  }
  violations.push(...disorder(asked, answersTo), ...strays(own, left, parts));
  return { answered, unknown, denied, violations };
}

/** Conversations are answered in the order in which they came. */
function disorder(asked: Facts['asked'], answersTo: ReadonlyMap<string, readonly MacRow[]>): string[] {
  const last = new Map<string, number>();
  return asked.flatMap(({ marks: [mark], chatGuid }) => {
    const rowid = answersTo.get(mark!)?.[0]?.rowid;
    if (rowid === undefined) return [];
    const before = last.get(chatGuid) ?? 0;
    last.set(chatGuid, rowid);
    return rowid < before ? [`${mark} was answered before what came before it`] : [];
  });
}

/** The Mac's record, its database and the store speak of the same messages. */
function strays(own: Facts['own'], left: Facts['left'], parts: Facts['parts']): string[] {
  const found: string[] = [];
  const guids = new Set(own.map(({ guid }) => guid));
  if (left.length !== own.length || left.some((guid) => !guids.has(guid)))
    found.push(`${left.length} messages left the Mac, ${own.length} stand in chat.db`);
  const proven = parts.filter(({ state }) => state === 'sent').map(({ guid }) => guid);
  if (new Set(proven).size !== proven.length) found.push('one row proves two parts');
  const missing = proven.filter((guid) => guid === null || !guids.has(guid));
  if (missing.length > 0) found.push(`${missing.length} parts are said to be sent and have no row`);
  return found;
}

function byMark<Item extends { readonly marks: readonly string[] }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    for (const mark of item.marks) {
      const known = found.get(mark);
      if (known) known.push(item);
      else found.set(mark, [item]);
    }
  }
  return found;
}
