// The reading side of a source: which database it is, from where to read, and the rows as they come.

import type { RecoveryConfig } from '../config/config.ts';
import type { OwnRows } from '../echo/own-rows.ts';
import type { OwnSendsMemory } from '../echo/own-sends.ts';
import { EngineError } from '../errors.ts';
import { type ClockWitnesses, clockJumped, commonClockOffset, noteDate } from '../inbound/clock-witnesses.ts';
import { decide, decideEach } from '../inbound/decide.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import { type Fence, LIVE_WINDOW_MS } from '../inbound/fence.ts';
import type { OwnersWords, Policy, Snapshot } from '../inbound/snapshot.ts';
import type { OwnAddresses } from '../message/authorship.ts';
import type { Arrival } from '../message/message.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { type Clock, within } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { IntakeStatus } from '../status.ts';
import type { SourceState } from '../store/commands/sources.ts';
import { cursorRowid, highest } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import { type Access, createAccess } from './access.ts';
import type { Ask } from './asking.ts';
import type { Chats } from './chats.ts';
import type { EndOverWire } from './end-over-wire.ts';
import { createGate, type Jump } from './gate.ts';
import { isStill, knownAt, lastLookMs, openSource } from './identify.ts';
import { createIntake, type Intake, type Prompts } from './intake.ts';
import { createLookUps } from './look-up.ts';
import type { Looks } from './looks.ts';
import type { Receivers } from './members.ts';
import { createMemories, type Memories } from './memories.ts';
import { createMissing } from './missing.ts';
import { prepareStart, type Start } from './recovery.ts';

/** No row waits longer for chat.db to prove that it is what it was. */
const PROOF_WITHIN_MS = 1_000;

interface ReaderOptions {
  /** Whether some account that receives wants the files that people send. */
  wantsFiles(): boolean;
  /** Where the database is, as far as the configuration says. */
  readonly locator: string;
  /** Whose configuration says how to read; what is logged bears its name. */
  readonly ownerId: string;
  readonly recovery: RecoveryConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
  readonly own: Pick<OwnSendsMemory, 'sends' | 'addGuid'>;
  readonly ownRows: OwnRows;
  readonly clocks: ClockWitnesses;
  readonly db: MessagesDb | null;
  readonly chats: Chats;
  readonly pairing: Pick<Pairing, 'known' | 'changing' | 'draw' | 'took'>;
  readonly approvals: Prompts;
  readonly looks: Pick<Looks, 'lastMs' | 'opened'>;
  /** Whether link previews are marked among the rows of a database (ruling-5). */
  arePreviewsMarked(sourceId: string): boolean;
  /** Looks whether the clock has jumped, and has `jumped` called if it has. */
  lookAtClock(): void;
  /** Where it ends, where chat.db cannot be read; null = it is not on this machine. */
  readonly endOverWire: EndOverWire | null;
  /** How rows are asked for that did not come. */
  readonly ask: Ask;
  /** Whether the build of imsg tells rows page by page. */
  hasPages(): boolean;
  /** Asked for at each subscription. */
  receivers(): Receivers;
  /** Adds to a decision what is to be committed with it. */
  complete(sourceId: string, decision: Decision): Decision;
  /** Runs after the commit of a batch, with the source it belongs to; the next batch waits for it. */
  effects(sourceId: string, decided: readonly Decided[]): Promise<unknown>;
}

interface Pipe {
  pause(): void;
  resume(): void;
}

export interface Reader {
  /** Identifies the database, before anything is read. */
  open(): Promise<SourceState>;
  /**
   * Prepares a subscription: what came before is finished first, then the boundary is captured. `goesOn` = the same
   * boundary holds on, since neither the gateway nor the Mac was away.
   */
  begin(pipe: Pipe, goesOn: boolean): Promise<Start>;
  push(arrivals: readonly Arrival[]): void;
  /** The clock has jumped: what comes from now on waits for a subscription with a new boundary. */
  jumped(byMs: number): void;
  /** Takes nothing in any more; what comes is asked for again by the next run. */
  close(): void;
  /** Resolves when everything pushed so far has been journalled and has had its effects. */
  idle(): Promise<void>;
  snapshot(): IntakeStatus;
  /** Highest rowid seen or known at the start, for marking sends where chat.db cannot be asked. */
  highestRowid(): number | null;
  /** Every rowid up to here has come, was skipped, or is missed and asked for again; null = nothing is known. */
  seenTo(): number | null;
  /** Something was lost on its way: what chat.db has beyond is missed. False = nobody can say what that is. */
  missTail(): Promise<boolean>;
}

export function createReader(options: ReaderOptions): Reader {
  const { ownerId, clock } = options;
  let intake: Intake | null = null;
  let highestRowid: number | null = null;
  let isClosed = false;
  let last: { readonly sourceId: string; readonly fence: Fence } | null = null;

  const gate = createGate(options.lookAtClock);
  const memories = createMemories();
  const push = (arrivals: readonly Arrival[]) => {
    if (!isClosed && gate.passes(arrivals)) intake?.push(arrivals);
  };
  const idle = async () => intake?.idle();
  const missing = createMissing({ ...options, accountId: ownerId, push, idle });
  const access = accessOf(options);
  const open = (db: MessagesDb | null) => openAt(options, db);

  return {
    async open() {
      const db = await access.now();
      try {
        return await open(db);
      } catch (error) {
        // It went away while it was looked at; the first subscription looks again.
        if (!(error instanceof EngineError) || db === null) throw error;
        return open(null);
      }
    },
    async begin(pipe, goesOn) {
      await intake?.idle();
      const { db, source } = await openPatiently(access, options);
      const { sourceId } = source;
      const kept = goesOn && !gate.isShut() && last?.sourceId === sourceId ? boundedOf(last.fence) : null;
      // Not before: what came until then was measured against the clock as it was.
      const nowMs = nowAfter(gate.taken(), options);
      intake?.push(gate.leftBehind(sourceId));
      await intake?.idle();
      const lookedAtMs = lastLookMs({ lookedAtMs: options.looks.lastMs(), nowMs }, source);
      const start = await prepareStart({ ...options, source, db, nowMs, lookedAtMs, kept });
      const { fence } = start;
      last = { sourceId, fence };
      const holes = await missing.of(source);
      holes.raise(start.sinceRowid);
      highestRowid = highest(source.journalledTo, fence.boundary);
      const receivers = options.receivers();
      const { ownAddresses } = receivers;
      if (db !== null) await learnFromDb(db, ownAddresses, options.clocks);
      const { refresh, ...known } = await outsideOf(source, receivers, db, options, memories);
      const outside = { fence, ownAddresses, ...known };
      intake = createIntake({
        ...options,
        sourceId,
        holes,
        decide: (batch) => decideByLine(batch, receivers, outside, options),
        effects(decided) {
          for (const { row } of decided) highestRowid = highest(highestRowid, cursorRowid(row));
          learnFrom(decided, ownAddresses, memories);
          return options.effects(sourceId, decided);
        },
        lookUps: createLookUps({ ...options, receivers, refresh }),
        pausePipe: pipe.pause,
        resumePipe: pipe.resume,
      });
      intake.push(gate.begun(sourceId));
      if (!isClosed) holes.start();
      return start;
    },
    push,
    jumped: (byMs) => gate.shut({ byMs, atMs: clock.wallMs() }),
    close() {
      isClosed = true;
      missing.stop();
    },
    idle,
    snapshot: () => intake?.snapshot() ?? { waitingRows: 0, isPaused: false },
    highestRowid: () => highestRowid,
    seenTo: () => missing.seenTo() ?? highestRowid,
    missTail: missing.missTail,
  };
}

async function openPatiently(access: Access, options: ReaderOptions) {
  const db = await access.patiently();
  const source = await openAt(options, db);
  // The store may have waited for long, as for room on its disk. Without a boundary what was missed is too old.
  if (db !== null || !(await access.isThere())) return { db, source };
  return { db: options.db, source: await openAt(options, options.db) };
}

/** The time by the clocks of those who write. What a jump makes void is forgotten first. */
function nowAfter(jump: Jump | null, { clock, clocks }: ReaderOptions): number {
  if (jump !== null) clockJumped(clocks, jump.byMs, jump.atMs);
  return clock.wallMs() + commonClockOffset(clocks);
}

/** What is known outside of the rows, whatever the subscription. */
async function outsideOf(
  source: SourceState,
  { owner, others }: Receivers,
  db: MessagesDb | null,
  options: ReaderOptions,
  memories: Memories,
) {
  const { store, clock, locator, own, clocks, chats, recovery, arePreviewsMarked } = options;
  const { sourceId } = source;
  const policies = () => [owner, ...others.values()].map((policy) => policy());
  const before = (await knownAt(store, [locator])).map(({ sourceId }) => sourceId);
  await chats.open({
    source,
    before,
    db,
    lists: () => policies().map(({ access }) => access),
    isStill: async () =>
      (await within(isStill(sourceId, { store, db, locator }), clock, PROOF_WITHIN_MS)) === true,
  });
  const sourceIds = [...new Set([...before, sourceId])];
  const oldestMs = clock.wallMs() - Math.max(recovery.windowMs, LIVE_WINDOW_MS);
  const load = () =>
    memories.load(store, sourceIds, policies(), { nowMs: clock.wallMs(), oldestMs, arePreviewsMarked });
  await load();
  // Of the first database of the place, so that one that takes its place has the same.
  const contentSecret = before[0] ?? sourceId;
  const ownersWords = () => memories.ownersWords(policies());
  const refresh = () => (memories.areStale(policies()) ? load() : null);
  return { own: own.sends, clocks, ...memories.known, contentSecret, ownersWords, refresh };
}

function boundedOf(fence: Fence): Fence | null {
  return fence.boundary === null ? null : fence;
}

function accessOf(options: ReaderOptions) {
  return createAccess({
    ...options,
    async wasReadable() {
      const known = await options.store.findSources({ locator: options.locator, fileKey: null });
      return known.some(({ fileKey }) => fileKey !== null);
    },
  });
}

async function openAt(options: ReaderOptions, db: MessagesDb | null): Promise<SourceState> {
  const { looks, clock } = options;
  const source = await openSource({ ...options, db, nowMs: clock.wallMs(), lookedAtMs: looks.lastMs() });
  looks.opened(source);
  return source;
}

/** What an earlier run has learnt is in chat.db still; behind a remote wrapper it is learnt anew. */
async function learnFromDb(db: MessagesDb, known: OwnAddresses, clocks: ClockWitnesses): Promise<void> {
  noteDate(clocks, (await db.newestSentMs()) ?? Number.NEGATIVE_INFINITY);
  if (known.areListed) return;
  for (const address of await db.recentOwnAddresses()) known.learn(address);
}

function learnFrom(decided: readonly Decided[], known: OwnAddresses, memories: Memories): void {
  memories.learn(decided);
  for (const { message } of decided) if (message?.ownAddress) known.learn(message.ownAddress);
}

/** As it is when a batch is decided. */
type NotYetKnown = 'chats' | 'pairing' | 'prompts' | 'arePreviewsMarked' | 'ownersWords';

/** Each row is decided by the account that it goes to, all of them in their order. */
function decideByLine(
  batch: readonly Arrival[],
  { owner, others, receiverOf }: Receivers,
  {
    ownersWords,
    ...outside
  }: Omit<Snapshot, keyof Policy | NotYetKnown> & {
    ownersWords(): OwnersWords | undefined;
  },
  options: Pick<ReaderOptions, 'chats' | 'pairing' | 'approvals' | 'arePreviewsMarked'>,
): Decision[] {
  const { pairing, approvals } = options;
  const chats = options.chats.known();
  const arePreviewsMarked = options.arePreviewsMarked(chats.sourceId);
  const words = ownersWords();
  const besides = { ...(words && { ownersWords: words }), chats, arePreviewsMarked };
  const known = { ...outside, ...besides, prompts: approvals.prompts() };
  const snapshotOf = (policyOf: () => Policy): Snapshot => {
    const policy = policyOf();
    return { ...policy, ...known, pairing: pairing.known(policy.accountId) };
  };
  const ofOwner = snapshotOf(owner);
  if (others.size === 0) return decide(batch, ofOwner);
  const snapshots = new Map([...others].map(([accountId, policy]) => [accountId, snapshotOf(policy)]));
  return decideEach(batch, known, ({ payload }) => snapshots.get(receiverOf(payload)) ?? ofOwner);
}
