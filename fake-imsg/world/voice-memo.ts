import { binaryPlist } from '../chat-db/binary-plist.ts';
import { messageGuid } from './derived.ts';
import { delayField, onlyFields, textField } from './fields.ts';
import { fileDelayMs, fileRow } from './file-row.ts';
import { INCOMING_FIELDS, originOf } from './incoming.ts';
import type { ExpandEvent } from './timed-write.ts';

/** A Core Audio file that says what it would hold, and holds nothing: header and description. */
const EMPTY_CAF = Buffer.concat([
  Buffer.from('caff\0\x01\0\0', 'latin1'),
  Buffer.from('desc\0\0\0\0\0\0\0\x20', 'latin1'),
  Buffer.from('40d7700000000000', 'hex'),
  Buffer.from('opus\0\0\0\0', 'latin1'),
  Buffer.from('00000000000001e00000000100000000', 'hex'),
]);

/**
 * Somebody speaks: `{ from, transcription?, fileMs?, chat?, sentMs?, service? }`. An audio row with the
 * attachment `Audio Message.caf`, whose `user_info` holds what was said where Messages made it out
 * (chat-db.md 7). `fileMs` is that of `photo`.
 */
export const voiceMemo: ExpandEvent = (event, context) => {
  onlyFields(event, ['transcription', ...INCOMING_FIELDS, 'fileMs']);
  const { eventId } = context;
  const spoken = event.transcription === undefined ? null : textField(event, 'transcription');
  const file = {
    name: 'Audio Message.caf',
    mimeType: 'audio/x-caf',
    uti: 'com.apple.coreaudio-format',
    bytes: EMPTY_CAF,
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
