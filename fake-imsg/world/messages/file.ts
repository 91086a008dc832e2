import type { WorldEvent } from '../../device/device.ts';
import { messageGuid } from '../event/derived.ts';
import { badField, choiceField, delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { fileDelayMs, fileRow, kindField } from '../rows/file-row.ts';
import { HOSTILE_FILES, type HostileFile } from '../rows/hostile-file.ts';
import { INCOMING_FIELDS, originOf } from '../rows/incoming.ts';

function nameField(event: WorldEvent): string {
  const name = textField(event, 'name');
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) {
    throw badField(event, 'name', 'give the name of a file without a folder, such as "Invoice.pdf"');
  }
  return name;
}

function hostileField(event: WorldEvent): { readonly hostile?: HostileFile } {
  return event.hostile === undefined ? {} : { hostile: choiceField(event, 'hostile', HOSTILE_FILES) };
}

/**
 * Somebody sends a document: `{ from, name, caption?, mime?, uti?, fileMs?, hostile?, chat?, sentMs?, service? }`. What it is follows
 * from its name: PDF, vCard, film, archive, text, pictures; anything else has no MIME type and a type that
 * macOS makes up. `mime` and `uti` are what Messages noted in their place, where it noted none the empty text.
 * `caption` and `fileMs` are those of `photo`. `hostile` says what stands in its place that no Messages would put there:
 * `outside`, `traversal`, `symlink`, `linked-folder`, `hard-link`, `nul`, `huge`, `vanishing`, `pipe`, `device`.
 */
export const file: ExpandEvent = (event, context) => {
  onlyFields(event, ['name', 'caption', 'mime', 'uti', ...INCOMING_FIELDS, 'fileMs', 'hostile']);
  const { eventId } = context;
  const name = nameField(event);
  const row = {
    guid: messageGuid(eventId),
    origin: originOf(event, context),
    files: [{ ...kindField(event, name), name, ...hostileField(event) }],
    caption: event.caption === undefined ? '' : textField(event, 'caption'),
    fileMs: delayField(event, 'fileMs') ?? fileDelayMs(eventId),
  };
  return fileRow(row, context);
};
