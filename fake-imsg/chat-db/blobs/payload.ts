// `payload_data` of a link preview: an NSKeyedArchiver archive of a RichLink (file-5). What other balloons archive stands beside.

import { binaryPlist, PlistUid, type PlistValue } from './binary-plist.ts';

/** An object to archive: its classes, most special first, and what it holds. */
export interface Archived {
  readonly classes: readonly [string, ...string[]];
  readonly fields: Readonly<Record<string, Archived | PlistValue | readonly (Archived | string)[]>>;
}

const isArchived = (value: Archived | PlistValue): value is Archived =>
  typeof value === 'object' && value !== null && 'classes' in value && 'fields' in value;

/** Archives an object as NSKeyedArchiver does; strings and objects are numbered, the rest stands in place. */
export function keyedArchive(root: Archived): Buffer {
  const objects: PlistValue[] = ['$null'];
  const known = new Map<string, PlistUid>();
  const add = (key: string, value: PlistValue): PlistUid => {
    const found = known.get(key);
    if (found) return found;
    const uid = new PlistUid(objects.push(value) - 1);
    known.set(key, uid);
    return uid;
  };
  const encode = (value: Archived | PlistValue): PlistValue => {
    if (value === null) return new PlistUid(0);
    if (typeof value === 'string') return add(`string ${value}`, value);
    return isArchived(value) ? archive(value) : value;
  };
  const archive = ({ classes, fields }: Archived): PlistUid => {
    // The place is taken first: an archive numbers an object before what it holds.
    const number = objects.push(null) - 1;
    const body: Record<string, PlistValue> = {};
    for (const [key, value] of Object.entries(fields))
      body[key] = Array.isArray(value) ? value.map(encode) : encode(value as Archived | PlistValue);
    body.$class = add(`class ${classes[0]}`, { $classname: classes[0], $classes: [...classes] });
    objects[number] = body;
    return new PlistUid(number);
  };
  const top = archive(root);
  return binaryPlist({
    $version: 100_000,
    $archiver: 'NSKeyedArchiver',
    $top: { root: top },
    $objects: objects,
  });
}

function url(address: string): Archived {
  return { classes: ['NSURL', 'NSObject'], fields: { 'NS.base': null, 'NS.relative': address } };
}

function picture(index: number, mimeType: string): Archived {
  return {
    classes: ['RichLinkImageAttachmentSubstitute', 'LPImage', 'NSObject'],
    fields: { richLinkImageAttachmentSubstituteIndex: index, MIMEType: mimeType, imageType: 0 },
  };
}

function richLink(isPlaceholder: boolean, metadata: Archived['fields']): Buffer {
  return keyedArchive({
    classes: ['RichLink', 'NSObject'],
    fields: {
      richLinkIsPlaceholder: isPlaceholder,
      richLinkMetadata: { classes: ['LPLinkMetadata', 'NSObject'], fields: { version: 1, ...metadata } },
    },
  });
}

/** The payload before the sender's device has fetched the page: nothing but the address. */
export function placeholderPayload(address: string): Buffer {
  return richLink(true, { originalURL: url(address) });
}

export interface FetchedPage {
  /** The address that was sent. */
  readonly address: string;
  readonly title: string;
  readonly siteName: string;
}

/**
 * The payload once the page has been fetched: with an icon and a picture, the attachments 0 and 1 of the
 * row.
 */
export function previewPayload({ address, title, siteName }: FetchedPage): Buffer {
  return richLink(false, {
    originalURL: url(address),
    URL: url(address),
    title,
    siteName,
    icon: picture(0, 'image/png'),
    image: picture(1, 'image/png'),
  });
}
