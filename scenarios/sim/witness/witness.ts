// Collects what the oracle reads from a simulated world: from the Mac what is noted there, from the gateway what an
// operator and an agent see.

import type { Device, SentRecord } from '../../../fake-imsg/device/device.ts';
import type { DeviceFault } from '../../../fake-imsg/device/fault.ts';
import type { Noted } from '../../../fake-imsg/device/record.ts';
import { askedAs } from '../../../fake-imsg/faults/send-faults.ts';
import type { Ledger } from '../../observe/ledger.ts';
import type { Disturbance } from '../oracle/disturbances.ts';
import type { Departure, GatewayLife, History } from '../oracle/history.ts';
import { wordsOfSent } from '../part-words.ts';
import { actingIn } from './acted.ts';
import { createDatabaseWitness } from './database-witness.ts';
import { createFileWitness } from './file-witness.ts';
import { seenOfGateway } from './gateway-witness.ts';
import { createTroubleWitness } from './trouble-witness.ts';
import { createWireWitness, type WireWitness } from './wire-witness.ts';

export interface WitnessOptions {
  readonly device: Device;
  readonly ledger: Ledger;
  /** When the ledger's time began. */
  readonly startMs: number;
  /** What holds all the time. */
  readonly known: Pick<History, 'build' | 'takesSessionsAlone' | 'turnsMax'>;
  /** What the Mac does not permit from the beginning, or suffers from. */
  readonly disturbances?: readonly Disturbance[];
}

/** What happens is told to it as it happens; times are true ones. */
export interface Witness {
  noted(noted: Noted, atMs: number, pid: number): void;
  lifeBegan(atMs: number, config: unknown): void;
  lifeEnded(atMs: number, end: 'stop' | 'crash'): void;
  /** The gateway goes on with another configuration. */
  configured(atMs: number, config: unknown): void;
  disturbed(disturbance: Disturbance): void;
  clockOffset(fromMs: number, offsetMs: number): void;
  /** From now on somebody who hears voice memos says this. */
  heard(said: string): void;
  /** The Mac puts a file on its disk. */
  filePut(path: string, bytes: Uint8Array): void;
  /** An agent is given a file; null = there is none. */
  handed(turnId: string, name: string, bytes: Uint8Array | null): void;
  /** Everything under way has come to its end. */
  rested(atMs: number): void;
  history(endMs: number): History;
}

/** A process applies what is due as it starts. */
const JUST_STARTED_MS = 5;

/** Events that change rows of long ago. */
const CHANGES_OLD_ROWS: ReadonlySet<string> = new Set([
  'edit',
  'unsend',
  'message-delete',
  'chat-delete',
  'flip',
  'photo',
  'photos',
  'file',
  'voice-memo',
  // What somebody has put on a message before leaves it.
  'tapback',
  'sticker-on',
]);

function changesOldRows(event: { readonly kind?: string; readonly fate?: unknown }): boolean {
  return CHANGES_OLD_ROWS.has(event.kind ?? '') || event.fate === 'flipped' || event.fate === 'failed';
}

function happens(
  event: object,
  dueMs: number,
  witnesses: readonly { event(event: Readonly<Record<string, unknown>>, dueMs: number): void }[],
): void {
  for (const witness of witnesses) witness.event({ ...event }, dueMs);
}

export function createWitness(options: WitnessOptions): Witness {
  const { device, ledger, startMs, known, disturbances: initial = [] } = options;
  const databases = createDatabaseWitness(device);
  const wire = createWireWitness(databases.standsIn);
  const { lives, ...lived } = createLives();
  const { departures, left } = createDepartures(wire);
  const trouble = createTroubleWitness(initial, { bridge: device.facts().bridge, atMs: startMs });
  const { seen, ...files } = createFileWitness();
  const [heard, clockOffsets]: [string[], { fromMs: number; offsetMs: number }[]] = [[], []];
  const rest: { atMs: number | null } = { atMs: null };
  /** Events that change rows of long ago. */
  const changing = new Set<string>();

  return {
    noted(noted, atMs, pid) {
      switch (noted.what) {
        case 'start':
          wire.deeds.started(noted.argv);
          return wire.started(pid, atMs);
        case 'in':
        case 'out':
          return wire.heard(noted.what, noted.bytes, { pid, atMs, database: databases.database() });
        case 'exit':
        case 'signal':
          return wire.exited({ pid, atMs, database: databases.database() });
        case 'event':
          if (changesOldRows(noted.event)) changing.add(noted.eventId);
          return happens(noted.event, noted.dueMs, [wire.deeds, trouble]);
        case 'rows':
          return databases.look({
            atMs: happenedMs(wire, noted.dueMs, atMs),
            eventId: noted.eventId,
            hasNewRows: noted.messages.length > 0,
            changesOldRows: changing.has(noted.eventId),
          });
        case 'database':
          return databases.look({ atMs, eventId: noted.eventId, hasNewRows: true, changesOldRows: true });
        case 'sent':
          return left(noted.sent as SentRecord, atMs);
        case 'fault':
          return trouble.fault(noted.fault as DeviceFault, atMs);
        case 'facts':
          return trouble.facts(noted.facts as Record<string, unknown>, atMs);
      }
    },
    lifeBegan: lived.began,
    lifeEnded(atMs, end) {
      lived.ended(atMs, end);
      wire.ended(atMs);
    },
    configured: lived.configured,
    disturbed: trouble.add,
    clockOffset: (fromMs, offsetMs) => void clockOffsets.push({ fromMs, offsetMs }),
    heard: (said) => void heard.push(said),
    ...files,
    rested: (atMs) => void Object.assign(rest, { atMs }),
    history: (endMs) => ({
      acting: actingIn(ledger, startMs, wire.deeds),
      rows: databases.rows,
      places: [],
      replacements: databases.replacements,
      subscriptions: wire.subscriptions(),
      tellings: wire.tellings,
      toldWithoutChat: wire.toldWithoutChat,
      lives,
      departures,
      attempts: wire.attempts,
      ...seenOfGateway(ledger, startMs, lives),
      disturbances: trouble.disturbances,
      heard,
      files: seen(),
      clockOffsets,
      ...known,
      restedAtMs: rest.atMs,
      endMs,
    }),
  };
}

/** One that goes on with another configuration is another life. */
function createLives() {
  const lives: GatewayLife[] = [];
  const began = (fromMs: number, config: unknown) =>
    void lives.push({ fromMs, toMs: null, end: null, config });
  const ended = (atMs: number, end: 'stop' | 'crash' | 'config') => {
    const life = lives.at(-1);
    const isRunning = life !== undefined && life.toMs === null;
    if (isRunning) Object.assign(life, { toMs: atMs, end });
    return isRunning;
  };
  return {
    lives,
    began,
    ended,
    configured(atMs: number, config: unknown) {
      if (ended(atMs, 'config')) began(atMs, config);
    },
  };
}

/** The first process to look applies what fell due while none ran: for whoever reads, it was there before. */
function happenedMs(wire: WireWitness, dueMs: number, atMs: number): number {
  const since = wire.aliveSinceMs();
  if (since !== null && atMs - since > JUST_STARTED_MS) return atMs;
  // Nothing fell due before that was not applied: somebody looked until then.
  return Math.min(Math.max(dueMs, wire.endedAtMs() ?? dueMs), atMs);
}

/** What leaves, and what of it Messages sends once more by itself; of the two it is the one that leaves later. */
function createDepartures(wire: WireWitness) {
  const departures: Departure[] = [];
  const firstOf = new Map<string, string>();
  return {
    departures,
    left(sent: SentRecord, notedMs: number): void {
      const { eventId, guid, chatGuid, service, transport, styles = [] } = sent;
      const atMs = happenedMs(wire, sent.atMs, notedMs);
      const text = wordsOfSent(sent);
      const first = firstOf.get(askedAs(eventId));
      if (first === undefined) firstOf.set(askedAs(eventId), guid);
      const repeats = first === undefined ? {} : { repeats: first };
      departures.push({ atMs, guid, chatGuid, text, service, transport, styles, ...repeats });
    },
  };
}
