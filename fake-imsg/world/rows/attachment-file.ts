import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';

export interface AttachmentFile {
  /** Below the folder of attachments. */
  readonly path: string;
  /** As `attachment.filename` has it, with the tilde. */
  readonly filename: string;
}

/** What of a name can be that of a file in a folder. */
function fileName(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/\p{Cc}/gu, '');
  return /^\.*$/.test(last) ? 'file' : last;
}

/** Where Messages puts a file: two levels of folders by a hash, and one by the GUID (file-8). */
export function attachmentFile(attachmentGuid: string, name: string): AttachmentFile {
  const byte = Number.parseInt(derivedGuid(attachmentGuid, 'folder').slice(0, 2), 16);
  const outer = byte.toString(16).padStart(2, '0');
  const inner = String(byte & 0xf).padStart(2, '0');
  const path = `${outer}/${inner}/${attachmentGuid}/${fileName(name)}`;
  return { path, filename: `~/Library/Messages/Attachments/${path}` };
}
