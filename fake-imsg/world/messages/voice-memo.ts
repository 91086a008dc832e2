import { binaryPlist } from '../../chat-db/blobs/binary-plist.ts';
import { messageGuid } from '../event/derived.ts';
import { delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { VOICE_MEMO_NAME } from '../files/file-kinds.ts';
import { fileDelayMs, fileRow, kindField } from '../rows/file-row.ts';
import { INCOMING_FIELDS, originOf } from '../rows/incoming.ts';

/**
 * Somebody speaks: `{ from, transcription?, mime?, uti?, fileMs?, chat?, sentMs?, service? }`. An audio row with the
 * attachment `Audio Message.caf`, whose `user_info` holds what was said where Messages made it out
 * (file-7). `mime`, `uti` and `fileMs` are those of `file`.
 */
export const voiceMemo: ExpandEvent = (event, context) => {
  onlyFields(event, ['transcription', 'mime', 'uti', ...INCOMING_FIELDS, 'fileMs']);
  const { eventId } = context;
  const spoken = event.transcription === undefined ? null : textField(event, 'transcription');
  const file = {
    ...kindField(event, VOICE_MEMO_NAME),
    name: VOICE_MEMO_NAME,
    ...(spoken !== null && { userInfo: binaryPlist({ 'audio-transcription': spoken }) }),
  };
  const row = {
    guid: messageGuid(eventId),
    origin: originOf(event, context),
    files: [file],
    caption: '',
    fileMs: delayField(event, 'fileMs') ?? fileDelayMs(eventId),
    row: { isAudio: true },
  };
  return fileRow(row, context);
};
