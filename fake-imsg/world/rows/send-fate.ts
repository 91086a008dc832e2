import { NO_SUCH_USER } from '../../chat-db/write/failures.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField, choiceField, durationField } from '../event/fields.ts';

/** A file on its way out, where imsg has put it for Messages to read. */
export interface OutgoingFile {
  readonly name: string;
  /** As `attachment.filename` has it. */
  readonly filename: string;
  readonly bytes: number;
  /** The GUID of its attachment, where it is a sticker. Default: that of its part; it is none. */
  readonly stickerGuid?: string;
}

/** What becomes of a message that Messages was told to send; only faults ever say anything here. */
export interface SendFate {
  /** Nothing leaves: a row without text, body and chat is all there is (file-7, "ghost rows"). */
  readonly isGhost: boolean;
  /** `message.error` some time after the row appeared, and when in milliseconds after it. */
  readonly error?: number;
  readonly errorMs?: number;
  /** So long the row looks like somebody else's before it is the owner's, in milliseconds. */
  readonly flipMs?: number;
}

const FLIP_MS = 500;

/** Fields of every event by which this Mac sends. */
export const FATE_FIELDS = ['fate', 'error', 'errorMs', 'flipMs'] as const;

/**
 * Reads `FATE_FIELDS`: `fate` is `ghost`, `failed`, with `error` (default 22) after `errorMs`, or `flipped`, after
 * `flipMs` (default 500).
 */
export function fateField(event: WorldEvent): SendFate {
  if (event.fate === undefined) return { isGhost: false };
  const fate = choiceField(event, 'fate', ['ghost', 'failed', 'flipped']);
  if (fate === 'ghost') return { isGhost: true };
  if (fate === 'flipped') return { isGhost: false, flipMs: durationField(event, 'flipMs', FLIP_MS) };
  const { error = NO_SUCH_USER } = event;
  if (typeof error !== 'number' || !Number.isInteger(error) || error < 1) {
    throw badField(event, 'error', 'give an error number of Messages, such as 22');
  }
  if (event.errorMs === undefined) return { isGhost: false, error };
  return { isGhost: false, error, errorMs: durationField(event, 'errorMs', 0) };
}

/** `{ name, filename, bytes }`, or undefined where the event sends no file. */
export function fileField(event: WorldEvent): OutgoingFile | undefined {
  if (event.file === undefined) return undefined;
  const { name, filename, bytes } = (event.file ?? {}) as Partial<OutgoingFile>;
  if (typeof name !== 'string' || typeof filename !== 'string' || typeof bytes !== 'number') {
    throw badField(event, 'file', 'give { name, filename, bytes }');
  }
  return { name, filename, bytes };
}
