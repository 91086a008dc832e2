import Database from 'better-sqlite3';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../chat-db/owner.ts';
import { chatDbTemplate } from '../chat-db/schema.ts';
import { createChatWriter } from '../chat-db/writer.ts';
import { basic } from '../environments/basic.ts';
import { createMemoryAgenda } from './agenda-memory.ts';
import type { Clock } from './clock.ts';
import { createDevice } from './create-device.ts';
import type { Device, Facts } from './device.ts';
import type { Ids } from './ids.ts';
import { createSignal } from './signal.ts';

export interface MemoryDeviceOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Default: everything granted, SIP enabled, signed in. */
  readonly facts?: Facts;
  /** Phone number or email address of the owner. Default +15550000001. */
  readonly ownerHandle?: string;
}

/** A Mac that lives in one process, for simulation: nothing of it touches a disk or the real clock. */
export function openMemoryDevice(options: MemoryDeviceOptions): Device {
  const { clock, ids, facts = basic, ownerHandle = DEFAULT_OWNER_HANDLE } = options;
  const openDb = () => createChatWriter(new Database(chatDbTemplate()));
  // Those that were replaced stay open: whoever watches one goes on doing so.
  const writers = [openDb()];
  const writer = () => writers.at(-1)!;
  const change = createSignal(clock);
  const agendaChange = createSignal(clock);
  return createDevice({
    chatDbPath: ':memory:',
    clock,
    ids,
    facts,
    owner: ownerOf(ownerHandle),
    agenda: createMemoryAgenda(),
    writer,
    // Processes come and go while the Mac stays: closing a reader must not close the only connection.
    openReader: () => Object.create(writer().db, { close: { value: () => undefined } }) as Database.Database,
    files: () => ({ database: `memory ${writers.length}`, log: '' }),
    writeAttachment() {},
    rotateLog() {},
    replaceDatabase(fill) {
      const other = openDb();
      fill(other);
      writers.push(other);
    },
    onChange: change.listen,
    onAgenda: agendaChange.listen,
    agendaChanged: agendaChange.raise,
    chatChanged: change.raise,
    close() {
      change.close();
      agendaChange.close();
      for (const { db } of writers) db.close();
    },
  });
}
