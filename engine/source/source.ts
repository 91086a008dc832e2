// One Messages database, by identity: its lock, the child that reads it, and the rows for all accounts that receive
// from it. What leaves goes by its wire.

import type { AccountConfig } from '../config/config.ts';
import { locatorOf } from '../config/locator.ts';
import { createOwnRows, type OwnRows } from '../echo/own-rows.ts';
import { createOwnSends, type OwnSendsMemory } from '../echo/own-sends.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { commonClockOffset, noClockWitnesses } from '../inbound/clock-witnesses.ts';
import { learnClock } from '../inbound/sighting.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { SourceStatus } from '../status.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import { createWire, type Wire } from '../wire/wire.ts';
import { createAsking } from './asking.ts';
import { type Chats, createChats } from './chats.ts';
import { createDeafness } from './deafness.ts';
import { createDeliveryProbe } from './delivery-probe.ts';
import { createEndOverWire } from './end-over-wire.ts';
import { createHold } from './hold.ts';
import { knownAt } from './identify.ts';
import type { Prompts } from './intake.ts';
import { createLooks } from './looks.ts';
import { createMacTime } from './mac-time.ts';
import { createMarkedPreviews } from './marked-previews.ts';
import { type Marks, newestOf } from './marks.ts';
import { createMembers, type Members } from './members.ts';
import { createReader } from './reader.ts';
import { createReadingChild, type Settle } from './reading-child.ts';
import { createWatchman } from './watchman.ts';

interface SourceOptions {
  /** The account that reads: the first one of this database. */
  readonly owner: AccountConfig;
  readonly stateDir: string;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly pairing: Pairing;
  readonly approvals: Prompts;
  readonly emit: Emit;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  /** Another gateway has the database. */
  onLost(error: EngineError): void;
}

export interface Source {
  /** Null before it was identified. */
  snapshot(): SourceStatus | null;
  /** Looks anew what imsg can do, and whether it tells of what there is. Resolves when that is known, or has taken too long. */
  probe(): Promise<void>;
  readonly ownerId: string;
  /** Null before it was identified. */
  sourceId(): string | null;
  /** Resolves when its rows come for the first time, or never will: it was closed. */
  readonly reading: Promise<void>;
  hasRead(): boolean;
  /** Where it is, as far as the configuration of its owner says. */
  readonly locator: string;
  /** Whether which database it is can be seen in its file; else only its name and its rows tell. */
  readonly isLocal: boolean;
  /** Who sends from here, and whom its rows go to from the next subscription on. */
  readonly members: Members;
  /** Finds out which database this is. */
  identify(): Promise<SourceState>;
  /** What the database is recognised by. */
  marks(): Promise<Marks>;
  /** The databases in which rows may wait for its accounts: it, and those that stood there before. */
  sourceIds(): Promise<readonly string[]>;
  readonly wire: Wire;
  /** Its chats by their numbers. */
  readonly chats: Chats;
  /** What the accounts of this source have sent. */
  readonly own: OwnSendsMemory;
  /** The own rows that have come by the watch lately. */
  readonly ownRows: OwnRows;
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
  /** The child that reads, while it is there to be asked. */
  readClient(): RpcCaller | null;
  /** Of the imsg that reads; null until it is known. */
  imsgVersion(): string | null;
  /** Highest rowid of the database right now, as far as anybody knows. */
  maxRowid(): Promise<number | null>;
  /** How far the clocks of those who write are ahead of the gateway's, in milliseconds. */
  clockOffsetMs(): number;
  /** Whether link previews are marked among the rows of a database (ruling-5). */
  marksPreviews(sourceId: string): boolean;
  /**
   * Starts the children. Rejects with `source_locked` where a gateway with another store reads the same database.
   *
   * @param settle Asked when the reading child is there, until it has answered once: false = nothing is read here.
   */
  start(settle?: Settle): Promise<void>;
  /** Subscribes anew from the last settled row. */
  renew(reason: string): void;
  /** Takes nothing in any more; what leaves goes on leaving. */
  close(): void;
  /** Ends the children and gives the database back. */
  stop(): Promise<void>;
}

export function createSource(options: SourceOptions): Source {
  const { owner, ports, store, emit, signal } = options;
  // Only a local database can be read; behind a remote wrapper the path means a file on the Mac (REC-5).
  const db = owner.localDbPath === null ? null : ports.openMessagesDb(owner.localDbPath);
  const own = createOwnSends();
  const ownRows = createOwnRows();
  const clocks = noClockWitnesses();
  const wire = createWire({ ports, emit, signal });
  const members = createMembers(owner);
  const chats = createChats(store);
  let journalled: Marks = [];
  const previews = createMarkedPreviews({ store, version: () => child.version() });
  let sourceId: string | null = null;
  const reading = Promise.withResolvers<void>();
  let hasRead = false;
  const looks = createLooks({ ...ports, store, locator: locatorOf(owner) });
  const hold = createHold({
    db,
    clock: ports.clock,
    signal,
    lock: (fileKey) => ports.lockSource({ fileKey, path: owner.localDbPath! }, options.stateDir),
    onLost: options.onLost,
  });

  const asked = { owner, client: () => child.client(), hasPages: () => child.hasPages() };
  const reader = createReader({
    ...ports,
    locator: locatorOf(owner),
    ownerId: owner.accountId,
    recovery: owner.recovery,
    store,
    signal,
    own,
    ownRows,
    clocks,
    db,
    chats,
    pairing: options.pairing,
    approvals: options.approvals,
    arePreviewsMarked: previews.areMarked,
    looks: {
      lastMs: () => looks.lastMs(),
      opened(state) {
        looks.opened(state);
        watchman.opened(state.fileKey);
      },
    },
    lookAtClock: () => watchman.lookAtClock(),
    endOverWire: db === null ? null : createEndOverWire({ ...ports, ...asked }),
    ask: createAsking({ ...asked, ports, signal, attachments: () => members.wantFiles() }),
    hasPages: asked.hasPages,
    wantsFiles: members.wantFiles,
    receivers: members.receivers,
    complete: members.complete,
    async effects(sourceId, decided) {
      // What rows tell of the clock is learnt whoever they go to.
      for (const { message, sighting, isNew } of decided) if (isNew) learnClock(clocks, message, sighting);
      // Their parts may be settled later than somebody reacts to them.
      for (const { code, row } of decided) if (code === 'own_send' && row.guid) own.addGuid(row.guid);
      macTime?.look();
      const latest = decided.at(-1);
      if (latest) looks.carried(latest.row.arrivedAtMs);
      await previews.learn(sourceId, decided);
      await members.effects(sourceId, decided);
    },
  });
  const child = createReadingChild({
    owner,
    ports,
    emit,
    reader,
    isReplaced: () => watchman.isReplaced(),
    mayRead: hold.lookNow,
    async versionKnown() {
      if (sourceId !== null) await previews.noteBuild(sourceId);
    },
    onSubscribed() {
      hasRead = true;
      reading.resolve();
    },
    attachments: () => members.wantFiles(),
    askHealth:
      db === null && owner.healthMonitor
        ? createDeafness({
            ...ports,
            hasPages: () => child.hasPages(),
            seenTo: reader.seenTo,
            onDeaf: (seen, newest) =>
              child.renew(`no row after ${seen} came although imsg has row ${newest}`),
          })
        : null,
  });
  // On this machine it is the gateway's own and says nothing.
  const macTime =
    db === null
      ? createMacTime({ ...ports, clocks, client: child.client, imsgVersion: child.version })
      : null;
  const watchman = createWatchman({
    clock: ports.clock,
    unawaited: ports.unawaited,
    db,
    seenTo: reader.seenTo,
    highestRowid: () => reader.highestRowid(),
    onFile: hold.look,
    onLook: looks.note,
    onJump(byMs) {
      if (byMs < 0) own.clockSetBack(-byMs);
      reader.jumped(byMs);
      child.beginAnew(byMs === 0 ? 'the machine slept' : `the clock jumped by ${Math.round(byMs / 1000)} s`);
    },
    onReplaced() {
      // A child of an older build never leaves the file it has opened.
      const reason = new EngineError('messages_db_replaced');
      child.restart(reason);
      wire.restart(reason);
    },
    onDeaf(seen, newest) {
      child.renew(`no row after ${seen} came although chat.db has row ${newest}`);
      ports.unawaited(reader.missTail(), 'looking for missing rows');
    },
    onTailMissing: () => ports.unawaited(reader.missTail(), 'looking for missing rows'),
  });
  const delivery = createDeliveryProbe({ ...ports, db, seenTo: reader.seenTo });
  return {
    probe: async () => void (await Promise.all([wire.probe(), delivery.look()])),
    snapshot: () =>
      sourceId === null
        ? null
        : {
            sourceId,
            ownerId: owner.accountId,
            ...child.snapshot(),
            intake: reader.snapshot(),
            highestRowid: reader.highestRowid(),
            delivery: delivery.snapshot(),
            clockOffsetMs: commonClockOffset(clocks),
            wire: wire.snapshot(),
          },
    ownerId: owner.accountId,
    reading: reading.promise,
    hasRead: () => hasRead,
    sourceId: () => sourceId,
    async identify() {
      const state = await reader.open();
      previews.load(state);
      ({ sourceId, marks: journalled } = state);
      return state;
    },
    locator: locatorOf(owner),
    isLocal: db !== null,
    members,
    marks: async () => (journalled.length > 0 || db === null ? journalled : newestOf(db)),
    sourceIds: async () => {
      const known = await knownAt(store, members.accounts.map(locatorOf));
      for (const state of known) previews.load(state);
      const ids = known.map((state) => state.sourceId);
      // Another account's path may be the one under which it was found last.
      return sourceId === null || ids.includes(sourceId) ? ids : [...ids, sourceId];
    },
    wire,
    chats,
    own,
    ownRows,
    db,
    readClient: () => child.client(),
    imsgVersion: () => child.version(),
    maxRowid: async () => (await db?.maxRowid().catch(() => null)) ?? reader.highestRowid(),
    clockOffsetMs: () => commonClockOffset(clocks),
    marksPreviews: previews.areMarked,
    async start(settle) {
      await hold.start();
      wire.start();
      watchman.start();
      child.start(settle);
    },
    renew: child.beginAnew,
    close() {
      reading.resolve();
      reader.close();
      watchman.stop();
    },
    async stop() {
      looks.stop();
      await Promise.all([child.stop(), wire.stop()]);
      hold.stop();
      db?.close();
    },
  };
}
