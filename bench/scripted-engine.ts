// A whole engine on this machine's disk whose `imsg` is scripted.

import { join } from 'node:path';
import type { Agent } from '../engine/agents/agent.ts';
import { parseConfig } from '../engine/config/load.ts';
import { locatorOf } from '../engine/config/locator.ts';
import type { Engine } from '../engine/embedding.ts';
import { composeEngine } from '../engine/engine.ts';
import { reasonText } from '../engine/fates.ts';
import { createSystemIds } from '../engine/ports/ids.ts';
import type { Logger } from '../engine/ports/logger.ts';
import type { MessagesDb } from '../engine/ports/messages-db.ts';
import { createSystemFiles } from '../engine/ports/system-files.ts';
import { createSystemHttp } from '../engine/ports/system-http.ts';
import { createSystemPrograms } from '../engine/ports/system-programs.ts';
import type { StoreCore } from '../engine/store/core.ts';
import { createCoreBackend } from '../engine/store/core-backend.ts';
import { openSqliteCore, openSqliteReader } from '../engine/store/sqlite/core.ts';
import { type Command, isRead, type Store } from '../engine/store/store.ts';
import { createTrafficClock } from './clock.ts';
import { createScriptedImsg, type ScriptedImsg } from './scripted-imsg.ts';
import { ALLOWED, checksumOf } from './traffic.ts';

export const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };
/** Where its chat.db would be. */
export const SCRIPTED_DB_PATH = '/bench/chat.db';
const PAGE_ROWS = 1_000;
/** What its store was asked for. */
interface Ledger {
  /** Transactions that changed something. */
  commits: number;
  /** Rows of each batch that was journalled. */
  batches: number[];
}

export interface ScriptedEngine {
  readonly engine: Engine;
  readonly imsg: ScriptedImsg;
  readonly ledger: Ledger;
}

/** Settings under which the people of the traffic may speak. */
export function trafficConfig(stateDir: string) {
  const imessage = {
    cliPath: 'imsg',
    dbPath: SCRIPTED_DB_PATH,
    dmPolicy: 'allowlist',
    allowFrom: [...ALLOWED],
    // More leaves than any Mac may send.
    outbound: {
      sendsPerConversation: { minute: 0, hour: 0 },
      sendsPerAccount: { minute: 0, hour: 0 },
    },
  };
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  return parseConfig({ stateDir, channels: { imessage }, agents }, { home: stateDir }).config;
}

/** A Mac with the last send to each chat alone. Reading a real chat.db costs time that is not the engine's. */
const chatDbOf = (imsg: ScriptedImsg): MessagesDb => ({
  fileKey: async () => null,
  newestRows: async () => ({ last: 0, told: 0 }),
  maxRowid: async () => 0,
  categoriesOf: async () => [],
  rowsIn: async () => [],
  highestEver: async () => 0,
  guidsAt: async (rowids) => rowids.map(() => null),
  changesOf: async (guids) => guids.map(() => null),
  kindsOf: async (guids) => guids.map(() => null),
  firstRowidSince: async () => null,
  countRows: async () => 0,
  chatsAt: async (rowids) => rowids.map(() => null),
  recentOwnAddresses: async () => [],
  newestSentMs: async () => null,
  async ownRows(chatGuid, aboveRowid) {
    const last = imsg.lastSent(chatGuid);
    return last && last.rowid > aboveRowid ? [{ ...last, text: null }] : [];
  },
  deliveriesOf: async (rows) => rows.map(() => null),
  close() {},
});

/** Resolves when it reads and could send. `hasBridge` = the Mac can show that somebody reads and types; default false. */
export async function startScriptedEngine(
  stateDir: string,
  agent: Agent,
  { hasBridge = false } = {},
): Promise<ScriptedEngine> {
  const clock = createTrafficClock();
  const imsg = createScriptedImsg(hasBridge);
  const ledger: Ledger = { commits: 0, batches: [] };
  const engine = composeEngine({
    config: trafficConfig(stateDir),
    agentOf: () => agent,
    ports: {
      clock,
      ids: createSystemIds(),
      platform: process.platform,
      logger: SILENT,
      files: createSystemFiles(),
      programs: createSystemPrograms(clock, SILENT),
      http: createSystemHttp(clock),
      spawn: imsg.spawn,
      openMessagesDb: () => chatDbOf(imsg),
      storeOf: (folder) =>
        createCoreBackend({
          openCore: () => observed(openSqliteCore(join(folder, 'imgate.db')), ledger),
          openReaderCore: () => openSqliteReader(join(folder, 'imgate.db')),
          schedule: (apply) => clock.soon(() => apply()()),
        }),
      lockSource: () => () => {},
    },
  });
  const isReading = new Promise<void>((resolve) => engine.on('subscribed', () => resolve()));
  const canSend = new Promise<void>((resolve) =>
    engine.on('child', ({ name, state }) => name === 'send' && state === 'ready' && resolve()),
  );
  await engine.start();
  await Promise.all([isReading, canSend]);
  ledger.commits = 0;
  return { engine, imsg, ledger };
}

function observed(core: StoreCore, ledger: Ledger): StoreCore {
  return {
    ...core,
    transact(epoch, commands) {
      if (commands.some(({ name }) => !isRead(name))) ledger.commits += 1;
      for (const command of commands) {
        if (isIngest(command)) ledger.batches.push(command.input.rows.length);
      }
      return core.transact(epoch, commands);
    },
  };
}

function isIngest(command: Command): command is Command<'ingest'> {
  return command.name === 'ingest';
}

/** The source of a database that the engine has found or made by itself. */
export async function sourceAt(store: Store, dbPath: string): Promise<string> {
  const [source] = await store.findSources({ locator: locatorOf({ dbPath }), fileKey: null });
  if (!source) throw new Error(`nothing was read from ${dbPath}`);
  return source.sourceId;
}

export interface Outcome {
  /** How often each fate came, as text. */
  readonly fates: string;
  /** Of the fates and their reasons in journal order. */
  readonly checksum: string;
}

/** What became of the rows of a source. */
export async function outcomeOf(store: Store, sourceId: string): Promise<Outcome> {
  const lines: string[] = [];
  const counts = new Map<string, number>();
  for (let afterSeq = 0; ; ) {
    const page = await store.verdicts({ sourceId, accountId: 'default', afterSeq, limit: PAGE_ROWS });
    if (page.length === 0) break;
    for (const { eventId, fate, ...reason } of page) {
      lines.push(`${eventId} ${fate} ${reasonText(reason)}`);
      counts.set(fate ?? 'pending', (counts.get(fate ?? 'pending') ?? 0) + 1);
    }
    afterSeq = page.at(-1)!.seq;
  }
  const fates = [...counts].map(([fate, count]) => `${count} ${fate}`).join(', ');
  return { fates, checksum: checksumOf(lines) };
}
