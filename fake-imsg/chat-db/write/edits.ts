// Edits and unsends: the row stays, its body, its dates and its history change (file-7).

import { type AttributeRun, encodeAttributedBody } from '../blobs/attributed-body.ts';
import { type BodyPart, partOf } from '../blobs/attributed-body-reader.ts';
import { type BodyPiece, textPart } from '../blobs/body-pieces.ts';
import { endsWithVersion, type PartVersion, withEdit, withUnsend } from '../blobs/edit-history.ts';
import { appleNs, appleSeconds } from '../schema/apple-time.ts';
import { partAt, partFile, type Target } from './find-target.ts';
import type { ChatWriter } from './writer.ts';

const PARTICIPANTS = `SELECT DISTINCT handle.id AS id FROM chat_message_join AS link
  JOIN chat_handle_join AS member ON member.chat_id = link.chat_id
  JOIN handle ON handle.ROWID = member.handle_id WHERE link.message_id = +? ORDER BY handle.id`;

/**
 * Gives a part other words. Does nothing where the part is missing or a file, or has been given them already.
 *
 * @param editedMs Unix milliseconds; a fraction is kept.
 */
export function editPart(
  writer: ChatWriter,
  target: Target,
  index: number,
  pieces: readonly BodyPiece[],
  editedMs: number,
): void {
  const part = partAt(target, index);
  if (!part || partFile(target, part) !== null) return;
  const edited = textPart(index, pieces);
  const version = versionOf(edited.text, edited.runs, appleSeconds(editedMs));
  if (endsWithVersion(target.summary, index, version)) return;
  const { runs, text } = target.body;
  const original = versionOf(
    text.slice(part.location, part.location + part.length),
    runs.filter((run) => partOf(run) === index),
    Number(target.date) / 1e9,
  );
  const body = replaced(target, part, edited);
  const told = target.isFromMe ? (writer.statement(PARTICIPANTS).all(target.rowid) as { id: string }[]) : [];
  writer.save(() =>
    writer.update('message', target.rowid, {
      text: null,
      attributedBody: encodeAttributedBody(target.body.flavour, body.text, body.runs),
      date_edited: appleNs(editedMs),
      has_dd_results: pieces.some((piece) => 'link' in piece) ? 1 : 0,
      message_summary_info: withEdit(
        target.summary,
        index,
        target.parts,
        original,
        version,
        told.map(({ id }) => id),
      ),
    }),
  );
}

/**
 * How an unsent part is marked: on present systems as edited and unsent, while early ones of macOS 13 kept a date
 * of its own.
 */
export type UnsentMark = 'edited' | 'retracted';

/**
 * Takes a part back, with the file it is. With its last part the message keeps its row, empty. Does nothing where
 * the part is missing.
 *
 * @param unsentMs Unix milliseconds; a fraction is kept.
 */
export function unsendPart(
  writer: ChatWriter,
  target: Target,
  index: number,
  unsentMs: number,
  mark: UnsentMark,
): void {
  const part = partAt(target, index);
  if (!part) return;
  const file = partFile(target, part);
  const rest = replaced(target, part, { text: '', runs: [] });
  const isGone = rest.text === '';
  const date = appleNs(unsentMs);
  writer.save(() => {
    writer.update('message', target.rowid, {
      text: null,
      attributedBody: isGone ? null : encodeAttributedBody(target.body.flavour, rest.text, rest.runs),
      date_edited: date,
      ...(mark === 'retracted' && { date_retracted: date }),
      part_count: target.parts.length - 1,
      ...(isGone && mark === 'edited' && { is_empty: 1 }),
      message_summary_info: withUnsend(target.summary, index, target.parts, mark === 'edited'),
    });
    if (isGone) writer.statement(LEAVE_ALL_FILES).run(target.rowid);
    else if (file !== null) writer.statement(LEAVE_FILE).run(target.rowid, file);
    const hasFiles = writer.statement(FILES).get(target.rowid) !== undefined;
    writer.update('message', target.rowid, { cache_has_attachments: hasFiles ? 1 : 0 });
  });
}

// A file that belongs to no message any more goes by trigger.
const LEAVE_ALL_FILES = 'DELETE FROM message_attachment_join WHERE message_id = ?';
const LEAVE_FILE = `DELETE FROM message_attachment_join
  WHERE message_id = ? AND attachment_id IN (SELECT ROWID FROM attachment WHERE guid = ?)`;

const FILES = 'SELECT 1 FROM message_attachment_join WHERE message_id = ? LIMIT 1';

interface Stretch {
  readonly text: string;
  readonly runs: readonly AttributeRun[];
}

/** The body with something else in the place of a part; the others keep their numbers. */
function replaced({ body }: Target, { index, location, length }: BodyPart, stretch: Stretch): Stretch {
  const first = body.runs.findIndex((run) => partOf(run) === index);
  const others = (runs: readonly AttributeRun[]) => runs.filter((run) => partOf(run) !== index);
  return {
    text: body.text.slice(0, location) + stretch.text + body.text.slice(location + length),
    runs: [...others(body.runs.slice(0, first)), ...stretch.runs, ...others(body.runs.slice(first))],
  };
}

const versionOf = (text: string, runs: readonly AttributeRun[], seconds: number): PartVersion => ({
  body: encodeAttributedBody('incoming', text, runs),
  seconds,
});
