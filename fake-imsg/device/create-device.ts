import type { Database } from 'better-sqlite3';
import type { Owner } from '../chat-db/owner.ts';
import type { ChatWriter } from '../chat-db/writer.ts';
import { expandEvent } from '../world/events.ts';
import type { Mac, TimedWrite } from '../world/timed-write.ts';
import type { Agenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { DatabaseFiles, Device } from './device.ts';
import type { Ids } from './ids.ts';

/** What the kinds of devices differ in. */
export interface DeviceParts {
  readonly chatDbPath: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly owner: Owner;
  readonly agenda: Agenda;
  /** The one writing connection of this process; opened when it is first needed. */
  writer(): ChatWriter;
  openReader(): Database;
  files(): DatabaseFiles;
  writeAttachment: Mac['writeAttachment'];
  rotateLog: Mac['rotateLog'];
  replaceDatabase: Mac['replaceDatabase'];
  onChange(callback: () => void): () => void;
  onAgenda(callback: () => void): () => void;
  /** After this process added to the agenda. */
  agendaChanged(): void;
  /** After this process wrote to chat.db. */
  chatChanged(): void;
  close(): void;
}

/** A device of its parts. */
export function createDevice(parts: DeviceParts): Device {
  const { agenda, clock, ids, owner } = parts;
  return {
    chatDbPath: parts.chatDbPath,
    clock,
    ids,
    facts: () => agenda.facts(),
    openReader: parts.openReader,
    files: parts.files,
    schedule(event, { inMs = 0, eventId = ids.guid('event') } = {}) {
      const atMs = clock.wallMs() + inMs;
      const writes = expandEvent(event, { eventId, atMs, owner });
      if (agenda.add({ eventId, event, atMs, writes })) parts.agendaChanged();
      return eventId;
    },
    step() {
      const count = agenda.applyDue(clock.wallMs(), () => applierOf(parts));
      if (count > 0) parts.chatChanged();
      return agenda.nextDueMs();
    },
    onChange: parts.onChange,
    onAgenda: parts.onAgenda,
    sent: () => agenda.sent(),
    faults: () => agenda.faults(),
    effects: () => agenda.effects(),
    close: parts.close,
  };
}

/** Meanwhile no other process applies anything, so that another database comes only by one of these writes. */
function applierOf(parts: DeviceParts): (write: TimedWrite) => void {
  const { recordSent, recordFault, recordEffect, changeFacts } = parts.agenda;
  let writer: ChatWriter | null = null;
  const mac: Mac = {
    get writer() {
      writer ??= parts.writer();
      return writer;
    },
    recordSent,
    recordFault,
    recordEffect,
    changeFacts,
    writeAttachment: parts.writeAttachment,
    rotateLog() {
      parts.rotateLog();
      writer = null;
    },
    replaceDatabase(fill) {
      parts.replaceDatabase(fill);
      writer = null;
    },
  };
  return (write) => write.apply(mac);
}
