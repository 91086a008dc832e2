// What `message_summary_info` keeps of edits (file-7).

import type { BodyPart } from './attributed-body-reader.ts';
import { binaryPlist, PlistReal, type PlistValue } from './binary-plist.ts';
import { isDictionary, type PlistDictionary, readPlist } from './plist-reader.ts';

/** One version of a part. */
export interface PartVersion {
  /** The typedstream of the part alone, with immutable classes even where the message is ours. */
  readonly body: Buffer;
  /** Since 2001. */
  readonly seconds: number;
}

const empty: PlistDictionary = { amc: 0, ust: true };

/**
 * The summary after an edit: the original ranges of all parts stay as they were before the first one, versions go
 * on with the newest last.
 *
 * @param original The part before it was ever edited; used once.
 * @param told Handles of those who are told.
 */
export function withEdit(
  summary: Buffer | null,
  part: number,
  parts: readonly BodyPart[],
  original: PartVersion,
  version: PartVersion,
  told: readonly string[],
): Buffer {
  const before = (summary && readPlist(summary)) ?? empty;
  const histories = isDictionary(before.ec) ? before.ec : {};
  const known = histories[part];
  const versions = Array.isArray(known) ? known : [versionEntry(original)];
  return binaryPlist({
    ...before,
    ...ranges(before, parts),
    ec: { ...histories, [part]: [...versions, versionEntry(version)] },
    ep: withIndex(before.ep, part),
    ...(told.length > 0 && { euh: told }),
  });
}

/** The summary after a part was unsent. Recent systems count it as edited too. */
export function withUnsend(
  summary: Buffer | null,
  part: number,
  parts: readonly BodyPart[],
  countsAsEdited: boolean,
): Buffer {
  const before = (summary && readPlist(summary)) ?? empty;
  return binaryPlist({
    ...before,
    ...ranges(before, parts),
    ...(countsAsEdited && { ep: withIndex(before.ep, part) }),
    rp: withIndex(before.rp, part),
  });
}

/** Whether the newest version of a part is this one. */
export function endsWithVersion(summary: Buffer | null, part: number, version: PartVersion): boolean {
  const newest = versionsOf(summary, part).at(-1);
  if (!isDictionary(newest) || !(newest.d instanceof PlistReal) || !(newest.t instanceof Buffer))
    return false;
  return newest.d.number === version.seconds && version.body.equals(newest.t);
}

/** How often a part was edited. */
export const editCount = (summary: Buffer | null, part: number): number =>
  Math.max(0, versionsOf(summary, part).length - 1);

function versionsOf(summary: Buffer | null, part: number): readonly PlistValue[] {
  const histories = summary && readPlist(summary)?.ec;
  const versions = isDictionary(histories ?? undefined) ? (histories as PlistDictionary)[part] : undefined;
  return Array.isArray(versions) ? versions : [];
}

const versionEntry = ({ body, seconds }: PartVersion): PlistValue => ({ t: body, d: new PlistReal(seconds) });

function ranges(before: PlistDictionary, parts: readonly BodyPart[]): PlistDictionary {
  if (isDictionary(before.otr)) return {};
  const original = parts.map(({ index, location, length }) => [index, { lo: location, le: length }]);
  return { otr: Object.fromEntries(original) };
}

function withIndex(list: PlistValue | undefined, part: number): PlistValue {
  const indexes = Array.isArray(list) ? (list as readonly PlistValue[]) : [];
  return indexes.includes(part) ? indexes : [...indexes, part];
}
