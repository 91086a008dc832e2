import type { Database } from 'better-sqlite3';
import { type DatabaseFiles, LogInUse } from '../chat-db/database/connection.ts';
import type { Owner } from '../chat-db/schema/owner.ts';
import type { ChatWriter } from '../chat-db/write/writer.ts';
import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import { type DeviceFault, isInForce } from '../device/fault.ts';
import type { Ids } from '../device/ids.ts';
import type { Noted, Recorder } from '../device/record.ts';
import { FAULTS } from '../faults/registry.ts';
import type { Mac } from '../world/event/timed-write.ts';
import { expandEvent } from '../world/events.ts';
import { type Agenda, type ApplyWrite, HeldUp } from './agenda.ts';
import { macClock } from './clock.ts';
import { factsUnder, findStrike, strikesNow } from './faults-in-force.ts';
import { type Changes, countChanges } from './record-rows.ts';

/** How long Messages waits where another program holds chat.db, before it tries again to write. */
const TRY_AGAIN_MS = 100;

/** What the kinds of devices differ in. */
export interface DeviceParts {
  readonly chatDbPath: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly owner: Owner;
  readonly build?: Device['build'];
  readonly agenda: Agenda;
  readonly record: Recorder;
  /** The process that has the device open, in the record; 0 = a test or a simulated world. */
  readonly pid: number;
  /** The one writing connection of this process; opened when it is first needed. */
  writer(): ChatWriter;
  openReader(): Database;
  openMessagesReader(): Database;
  stageFile: Device['stageFile'];
  bytesOf: Device['bytesOf'];
  readFile: Device['readFile'];
  files(): DatabaseFiles;
  writeAttachment: Mac['writeAttachment'];
  plantFile: Mac['plantFile'];
  rotateLog: Mac['rotateLog'];
  replaceDatabase: Mac['replaceDatabase'];
  moveDatabase: Mac['moveDatabase'];
  onChange(callback: () => void): () => void;
  readonly changesByAgendaOnly?: boolean;
  onAgenda(callback: () => void): () => void;
  /** After this process added to the agenda. */
  agendaChanged(): void;
  /** After this process wrote to chat.db. */
  chatChanged(): void;
  close(): void;
}

/** A device of its parts. */
export function createDevice(parts: DeviceParts): Device {
  const { agenda, ids, owner, record } = parts;
  const { clock } = parts;
  const shown = macClock(clock, agenda.state);
  const note = (noted: Noted, pid = parts.pid) => record.note(clock.wallMs(), pid, noted);
  return {
    chatDbPath: parts.chatDbPath,
    clock: shown,
    ids,
    owner,
    build: parts.build ?? null,
    facts: () => factsUnder(agenda, clock.wallMs()),
    openReader: parts.openReader,
    openMessagesReader: parts.openMessagesReader,
    stageFile: parts.stageFile,
    bytesOf: parts.bytesOf,
    readFile: parts.readFile,
    files: parts.files,
    schedule(event, { inMs = 0, eventId = ids.guid('event') } = {}) {
      const atMs = clock.wallMs() + inMs;
      const writes = expandEvent(event, { eventId, atMs, owner });
      if (agenda.add({ eventId, event, atMs, writes })) {
        note({ what: 'event', eventId, dueMs: atMs, event });
        parts.agendaChanged();
      }
      return eventId;
    },
    step() {
      const { count, isHeldUp } = agenda.applyDue(clock.wallMs(), () => applierOf(parts, note));
      if (count > 0) parts.chatChanged();
      const nextMs = agenda.nextDueMs();
      if (nextMs === null) return null;
      const atMs = isHeldUp ? Math.max(nextMs, clock.wallMs() + TRY_AGAIN_MS) : nextMs;
      return atMs + agenda.state().clockOffsetMs;
    },
    onChange: parts.onChange,
    changesByAgendaOnly: parts.changesByAgendaOnly ?? false,
    onAgenda: parts.onAgenda,
    sent: () => agenda.sent(),
    faults: () => shownAt(agenda.faults(), agenda.state().clockOffsetMs),
    strike: (fault, text = '') => findStrike(agenda, clock.wallMs(), fault, text),
    strikes: ({ eventId }, text = '') => strikesNow(agenda, clock.wallMs(), eventId, text),
    clearFaults(eventId) {
      const nowMs = clock.wallMs();
      agenda.clearFaults(nowMs, eventId);
      const lasts = (name: string) =>
        agenda.faults().some((one) => one.fault === name && isInForce(one, nowMs));
      const { moveDatabase } = parts;
      for (const [name, entry] of Object.entries(FAULTS)) {
        const state = entry.kind === 'mac' ? entry.state : undefined;
        if (!state?.isOn(agenda.state()) || lasts(name)) continue;
        state.turn({ moveDatabase, changeState: agenda.changeState }, false);
      }
      parts.agendaChanged();
    },
    pending: () => agenda.pending(),
    note,
    record: (from) => record.entries(from),
    recordMark: () => record.mark(),
    effects: () => agenda.effects(),
    state: () => agenda.state(),
    contacts: () => agenda.contacts(),
    close() {
      record.flush();
      parts.close();
    },
  };
}

/** The times of faults as a clock shows them that is so much off. */
function shownAt(faults: readonly DeviceFault[], offsetMs: number): readonly DeviceFault[] {
  if (offsetMs === 0) return faults;
  return faults.map((fault) => ({
    ...fault,
    atMs: fault.atMs + offsetMs,
    untilMs: fault.untilMs === null ? null : fault.untilMs + offsetMs,
  }));
}

/** Meanwhile no other process applies anything, so that another database comes only by one of these writes. */
function applierOf(parts: DeviceParts, note: (noted: Noted) => void): ApplyWrite {
  const { agenda } = parts;
  const { recordSent, recordFault, recordEffect, facts, changeFacts, state, changeState, addContacts } =
    agenda;
  let isReplaced = false;
  const written = new WrittenDatabase(parts.writer);
  const mac: Mac = Object.assign(written, {
    recordSent(sent) {
      recordSent(sent);
      note({ what: 'sent', sent });
    },
    recordFault(fault) {
      recordFault(fault);
      note({ what: 'fault', fault });
    },
    endFaults(name, atMs) {
      const ended = agenda.faults().filter(({ fault }) => fault === name);
      for (const { eventId } of ended) agenda.clearFaults(atMs, eventId);
    },
    recordEffect(effect) {
      recordEffect(effect);
      note({ what: 'effect', effect });
    },
    facts,
    changeFacts(change) {
      changeFacts(change);
      note({ what: 'facts', facts: change });
    },
    state,
    changeState,
    addContacts,
    writeAttachment: parts.writeAttachment,
    plantFile: parts.plantFile,
    rotateLog() {
      parts.rotateLog();
      written.letGo();
    },
    moveDatabase: parts.moveDatabase,
    replaceDatabase(fill) {
      parts.replaceDatabase(fill);
      isReplaced = true;
      written.letGo();
    },
  } satisfies Omit<Mac, 'writer'>);
  return (write, eventId) => {
    written.begin();
    isReplaced = false;
    try {
      write.apply(mac);
    } catch (error) {
      if (isBusy(error)) throw new HeldUp();
      if (!isImpossible(error)) throw error;
      note({ what: 'impossible', eventId, error: error.message });
    }
    if (isReplaced) note({ what: 'database', eventId });
    const changes = written.changes();
    if (changes) note({ what: 'rows', eventId, dueMs: write.atMs, ...changes });
  };
}

/** Opened when somebody writes, and counted from then on. */
class WrittenDatabase {
  readonly #open: () => ChatWriter;
  #writer: ChatWriter | null = null;
  #changesSince: (() => Changes) | null = null;

  constructor(open: () => ChatWriter) {
    this.#open = open;
  }

  get writer(): ChatWriter {
    this.#writer ??= this.#open();
    this.#changesSince ??= countChanges(this.#writer.db);
    return this.#writer;
  }

  begin(): void {
    this.#changesSince = null;
  }

  /** The next write opens it again. */
  letGo(): void {
    this.#writer = null;
    this.#changesSince = null;
  }

  /** Of this write; null = it did not look at the database. */
  changes(): Changes | null {
    return this.#changesSince?.() ?? null;
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code);

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test(codeOf(error));

/** What this file does not take, and never will; all other errors may be over the next time. */
function isImpossible(error: unknown): error is Error {
  if (error instanceof LogInUse) return true;
  // Of numbers beyond 64 bits the driver itself says so.
  if (error instanceof RangeError && /too big|BigInt/.test(error.message)) return true;
  return error instanceof Error && /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)/.test(codeOf(error));
}
