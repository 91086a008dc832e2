import { attach } from '../../chat-db/write/attachments.ts';
import { setGroupPhoto } from '../../chat-db/write/chats.ts';
import { messageGuid } from '../event/derived.ts';
import { flagField, onlyFields } from '../event/fields.ts';
import type { EventContext, ExpandEvent, Mac } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { attachmentFile } from '../rows/attachment-file.ts';
import { fileField, type OutgoingFile } from '../rows/send-fate.ts';
import { groupField, groupNote, personField } from './note.ts';

/** What every photo of a group is called, whatever was picked. */
const NAME = 'GroupPhotoImage';

/** The GUID of the attachment that the event makes. */
export const groupPhotoGuid = (eventId: string): string => `at_0_${messageGuid(eventId)}`;

/**
 * Somebody gives a group another photo: `{ chat, by?, file?, cleared? }`, or takes it away with `cleared` (default
 * false). Without `by` it is the owner. The picture is an attachment of the note; `file` is where imsg has put the
 * one it was told, `{ name, filename, bytes }`.
 */
export const groupIcon: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'by', 'file', 'cleared']);
  const cleared = flagField(event, 'cleared', false);
  const by = personField(event, 'by');
  const file = fileField(event);
  return groupNote(
    {
      guid: messageGuid(context.eventId),
      group: groupField(event, by === null ? [] : [by]),
      by,
      hasAttachments: !cleared,
      item: () => ({ type: 3, action: cleared ? 2 : 1 }),
      change(mac, chat) {
        if (!cleared) attachPhoto(mac, { file, isOutgoing: by === null }, context);
        setGroupPhoto(mac.writer, chat, cleared ? null : groupPhotoGuid(context.eventId));
      },
    },
    context,
  );
};

interface Photo {
  readonly file: OutgoingFile | undefined;
  readonly isOutgoing: boolean;
}

function attachPhoto(mac: Mac, { file, isOutgoing }: Photo, { eventId, atMs }: EventContext): void {
  const { bytes, ...kind } = fileKind(file?.name ?? 'photo.jpeg');
  const guid = groupPhotoGuid(eventId);
  const own = attachmentFile(guid, NAME);
  if (!file) mac.writeAttachment(own.path, bytes);
  attach(mac.writer, messageGuid(eventId), {
    guid,
    filename: file?.filename ?? own.filename,
    ...kind,
    transferName: NAME,
    transferState: 5,
    totalBytes: file?.bytes ?? bytes.length,
    isHidden: false,
    createdMs: atMs,
    isOutgoing,
  });
}
