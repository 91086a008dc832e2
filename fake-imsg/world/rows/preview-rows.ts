// The row of a link preview: written with a placeholder, completed in place once the page was fetched, and
// now and then written a second time (file-5).

import { placeholderPayload, previewPayload } from '../../chat-db/blobs/payload.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { type AttachmentInput, attach } from '../../chat-db/write/attachments.ts';
import { findMessage, replacePayload, URL_BALLOON } from '../../chat-db/write/messages.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs } from '../event/derived.ts';
import { badField, durationField, textField } from '../event/fields.ts';
import type { EventContext, Mac, TimedWrite } from '../event/timed-write.ts';
import { PIXEL_PNG } from '../files/pictures.ts';
import { attachmentFile } from './attachment-file.ts';
import { incomingMessage, type Origin } from './incoming.ts';
import { addressOf, linkPieces } from './linked-text.ts';
import { arrivingRow, type JoinDelay } from './message-writes.ts';

export interface PreviewRow {
  readonly guid: string;
  readonly link: string;
  readonly origin: Origin;
  /** From the row to its preview, in milliseconds. Default: 400 to 2500, derived from the GUID. */
  readonly previewMs?: number | undefined;
  readonly joinMs?: JoinDelay | undefined;
}

/** Whether this is a URL on its own: `https://…`, or `www.…` as people type it. */
export const isLink = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:https?:\/\/|www\.)\S+$/i.test(value);

export function linkField(event: WorldEvent): string {
  const link = textField(event, 'link');
  if (!isLink(link)) {
    throw badField(event, 'link', 'give a URL and nothing else, such as "https://example.com/a"');
  }
  return link;
}

/** How long after its row the second row of a preview appears; null when it has none. */
export function twinField(event: WorldEvent, eventId: string): number | null {
  const { twin } = event;
  if (twin === undefined || twin === false) return null;
  return twin === true ? derivedMs(eventId, 'twin', 30_000, 65_000) : durationField(event, 'twin', 0);
}

/** The GUID of the second row of a preview. */
export const twinGuid = (eventId: string): string => derivedGuid(eventId, 'twin');

/** The writes of a preview row that arrives at `atMs`, and of its second row, `twinMs` later. */
export function previewRows(row: PreviewRow, twinMs: number | null, context: EventContext): TimedWrite[] {
  const first = previewRow(row, context);
  if (twinMs === null) return first;
  const origin = { ...row.origin, sentMs: row.origin.sentMs + twinMs };
  const twin = { ...row, guid: twinGuid(context.eventId), origin, joinMs: undefined };
  return [...first, ...previewRow(twin, { ...context, atMs: context.atMs + twinMs })];
}

function previewRow(row: PreviewRow, { atMs, owner }: EventContext): TimedWrite[] {
  const { guid, link, origin } = row;
  // Whoever only asks whether the event can happen writes no row.
  const balloon = {
    bundleId: URL_BALLOON,
    payload: () => placeholderPayload(addressOf(link)),
  };
  const message = incomingMessage(origin, { guid, text: link, pieces: linkPieces(link), balloon });
  const previewMs = row.previewMs ?? derivedMs(guid, 'preview', 400, 2500);
  return [
    ...arrivingRow(message, { atMs, owner }, row.joinMs),
    { atMs: atMs + previewMs, apply: (mac) => completePreview(mac, row, atMs + previewMs) },
  ];
}

/** The page has been fetched: its icon and picture are hidden attachments, then the payload names them. */
export function completePreview(
  mac: Mac,
  { guid, link }: Pick<PreviewRow, 'guid' | 'link'>,
  atMs: number,
): void {
  if (!findMessage(mac.writer, guid)) return;
  const { attachments, payload } = completedPreview(guid, link, atMs, mac.writeAttachment);
  for (const attachment of attachments) attach(mac.writer, guid, attachment);
  replacePayload(mac.writer, guid, payload);
}

/** What a row of a preview has once the page was fetched. */
export function completedPreview(
  guid: string,
  link: string,
  createdMs: number,
  writeAttachment: Mac['writeAttachment'],
): { readonly attachments: readonly AttachmentInput[]; readonly payload: Buffer } {
  const attachments = ['icon', 'image'].map((name): AttachmentInput => {
    const attachmentGuid = derivedGuid(guid, name);
    const transferName = `${derivedGuid(guid, `${name} file`)}.pluginPayloadAttachment`;
    const file = attachmentFile(attachmentGuid, transferName);
    writeAttachment(file.path, PIXEL_PNG);
    return {
      guid: attachmentGuid,
      filename: file.filename,
      uti: 'dyn.age81a5dzq7y066dbtf0g82peqf4hk2xcqvs0k2pcrf3a',
      mimeType: null,
      transferName,
      transferState: 5,
      totalBytes: PIXEL_PNG.length,
      isHidden: true,
      createdMs,
    };
  });
  const address = addressOf(link);
  const host = new URL(address).hostname;
  return { attachments, payload: previewPayload({ address, title: `A page at ${host}`, siteName: host }) };
}
