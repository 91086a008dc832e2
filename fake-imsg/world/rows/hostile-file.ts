// Files as no Messages writes them: whoever can write to a Mac, or to its database, can have a message name anything.

import type { Mac } from '../event/timed-write.ts';
import type { AttachmentFile } from './attachment-file.ts';

export const HOSTILE_FILES = [
  // The path leads out of the folder of attachments: plainly, or by `..`.
  'outside',
  'traversal',
  // The file, or the folder that it is in, is a link to one outside, or the file is one outside by another name.
  'symlink',
  'linked-folder',
  'hard-link',
  'nul',
  'huge',
  'vanishing',
  'pipe',
  'device',
] as const;

export type HostileFile = (typeof HOSTILE_FILES)[number];

export interface Standing {
  /** As `attachment.filename` has it. */
  readonly filename: string;
  put(mac: Mac): void;
  /** How long after that it is gone, in milliseconds; left out = it stays. */
  readonly goneMs?: number;
}

/** More than is handed on where nothing is configured. */
const HUGE_BYTES = 17 * 1024 * 1024;
/** Sooner than imsg tells of it. */
const GONE_MS = 10;
/** Beside the folder of attachments. */
const OUTSIDE = 'Outside';
/** It never comes to an end. */
const DEVICE = '/dev/zero';

/** How a hostile file comes to stand where `file` would, and what its message says of where that is. */
export function hostileFile(hostile: HostileFile, file: AttachmentFile, bytes: Uint8Array): Standing {
  const folder = file.path.slice(0, file.path.lastIndexOf('/'));
  const outside = `../${OUTSIDE}/${file.path}`;
  const putOutside = (mac: Mac) =>
    mac.writeAttachment(outside, Buffer.from(`outside of all roots: ${file.path}\n`));
  const isOutside = (put: (mac: Mac) => void) => (mac: Mac) => {
    putOutside(mac);
    put(mac);
  };
  const { filename } = file;
  switch (hostile) {
    case 'outside':
      return { filename: `~/Library/Messages/${OUTSIDE}/${file.path}`, put: putOutside };
    case 'traversal':
      return { filename: `~/Library/Messages/Attachments/${outside}`, put: putOutside };
    case 'symlink':
      return { filename, put: isOutside((mac) => mac.plantFile(file.path, { is: 'link', of: outside })) };
    case 'linked-folder': {
      const of = `../${OUTSIDE}/${folder}`;
      return { filename, put: isOutside((mac) => mac.plantFile(folder, { is: 'link', of })) };
    }
    case 'hard-link':
      return {
        filename,
        put: isOutside((mac) => mac.plantFile(file.path, { is: 'second name', of: outside })),
      };
    case 'nul':
      return { filename: `${filename}\0.jpg`, put: putOutside };
    case 'huge':
      return { filename, put: (mac) => mac.plantFile(file.path, { is: 'hole', bytes: HUGE_BYTES }) };
    case 'pipe':
      return { filename, put: (mac) => mac.plantFile(file.path, { is: 'pipe' }) };
    case 'vanishing':
      return { filename, put: (mac) => mac.writeAttachment(file.path, bytes), goneMs: GONE_MS };
    case 'device':
      return { filename: DEVICE, put() {} };
  }
}
