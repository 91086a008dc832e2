import { basename } from 'node:path';
import { takeMemoryChatDb } from '../chat-db/database/memory.ts';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../chat-db/schema/owner.ts';
import type { Clock } from '../device/clock.ts';
import type { Device, Facts } from '../device/device.ts';
import type { Ids } from '../device/ids.ts';
import type { PlantedFile } from '../device/planted-file.ts';
import type { Noted } from '../device/record.ts';
import { createSignal } from '../device/signal.ts';
import { stagedInMemory, UnusableFile } from '../device/staged-file.ts';
import { basic } from '../environments.ts';
import { fileKind } from '../world/files/file-kinds.ts';
import { createMemoryAgenda } from './agenda-memory.ts';
import { createDevice } from './device.ts';
import { createMemoryRecord } from './record-memory.ts';

export interface MemoryDeviceOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Default: everything granted, SIP enabled, signed in. */
  readonly facts?: Facts;
  /** Phone number or email address of the owner. Default +15550000001. */
  readonly ownerHandle?: string;
  /** The texts of files of this computer, by path, for commands that read one. Default none. */
  readonly files?: Readonly<Record<string, string>>;
  /** Puts a file on the disk of the world that this Mac is in. Default: it has none. */
  writeFile?(path: string, bytes: Uint8Array): void;
  /** How many bytes the file at a path of that disk has; null = there is none. Default: any is there, and empty. */
  bytesAt?(path: string): number | null;
  /** The same of what is no file, or a strange one. */
  plantFile?(path: string, planted: PlantedFile): void;
  /** See `Device.changesByAgendaOnly`. Default false: whoever has the device may write to its database. */
  readonly changesByAgendaOnly?: boolean;
  /** Called with everything that is written down, after it happened. */
  onNote?(noted: Noted, atMs: number, pid: number): void;
}

/** Of its only user. */
const ATTACHMENTS = '/Users/me/Library/Messages/Attachments';

/** A Mac that lives in one process, for simulation: nothing of it touches a disk or the real clock. */
export function openMemoryDevice(options: MemoryDeviceOptions): Device {
  const { clock, ids, facts = basic, ownerHandle = DEFAULT_OWNER_HANDLE, files = {}, onNote } = options;
  const { changesByAgendaOnly = false } = options;
  const record = createMemoryRecord();
  // Those that were replaced stay open: whoever watches one goes on doing so.
  const databases = [takeMemoryChatDb()];
  const current = () => databases.at(-1)!;
  let isGone = false;
  const change = createSignal(clock);
  const agendaChange = createSignal(clock);
  return createDevice({
    chatDbPath: ':memory:',
    clock,
    ids,
    owner: ownerOf(ownerHandle),
    agenda: createMemoryAgenda(facts),
    record: {
      ...record,
      note(atMs, pid, noted) {
        record.note(atMs, pid, noted);
        onNote?.(noted, atMs, pid);
      },
    },
    pid: 0,
    writer: () => current().writer,
    openReader() {
      if (isGone) throw Object.assign(new Error('chat.db is gone'), { code: 'ENOENT' });
      return current().reader;
    },
    openMessagesReader: () => current().reader,
    stageFile(path) {
      const bytes = options.bytesAt ? options.bytesAt(path) : 0;
      if (bytes === null) throw new UnusableFile(`Attachment not found at ${path}`);
      return stagedInMemory(path, ids.guid('staged file'), bytes);
    },
    bytesOf(path) {
      if (options.bytesAt?.(path) === null) throw new UnusableFile(`Attachment not found at ${path}`);
      const text = files[path];
      return text === undefined ? fileKind(basename(path)).bytes : Buffer.from(text, 'latin1');
    },
    readFile(path) {
      const text = files[path];
      if (text !== undefined) return text;
      throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
    },
    files: () => ({ database: isGone ? '' : `memory ${databases.length}`, log: '' }),
    writeAttachment: (path, bytes) => options.writeFile?.(`${ATTACHMENTS}/${path}`, bytes),
    plantFile(path, planted) {
      const whole = 'of' in planted ? { ...planted, of: `${ATTACHMENTS}/${planted.of}` } : planted;
      options.plantFile?.(`${ATTACHMENTS}/${path}`, whole);
    },
    rotateLog() {},
    replaceDatabase(fill) {
      const other = takeMemoryChatDb();
      fill(other.writer);
      databases.push(other);
    },
    moveDatabase(gone) {
      isGone = gone;
    },
    onChange: change.listen,
    changesByAgendaOnly,
    onAgenda: agendaChange.listen,
    agendaChanged: agendaChange.raise,
    chatChanged: change.raise,
    close() {
      change.close();
      agendaChange.close();
      for (const database of databases.splice(0)) database.release();
    },
  });
}
