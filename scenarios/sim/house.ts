import type { EngineEventName } from '../../engine/events.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import type { StoreCore } from '../../engine/store/store.ts';
import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import type { Device, Facts } from '../../fake-imsg/device/device.ts';
import { openMemoryDevice } from '../../fake-imsg/mac/memory-device.ts';
import { type AnyRecordedEvent, createLedger, type Ledger, type RecordedEvent } from '../observe/ledger.ts';
import type { Script } from './agent.ts';
import { type Life, type LifeOptions, OPEN_CONFIG, startLife } from './gateway.ts';
import { type Journal, readJournal } from './inspect.ts';
import { createNode } from './node.ts';
import { consult, type Opinion } from './oracle/oracle.ts';
import type { ChildEnv } from './spawn.ts';
import { createWitness, type Witness } from './witness/witness.ts';
import { createWorld, WORLD_START_MS, type World } from './world.ts';

export interface HouseOptions {
  readonly seed: string;
  readonly script?: Script;
  readonly config?: unknown;
  readonly agentLatencyMs?: LifeOptions['agentLatencyMs'];
  /** Environment of the children: which build of imsg they are, and what they suffer. */
  readonly childEnv?: ChildEnv;
  /** Called with every event of the engine when it happens. */
  onEvent?(event: AnyRecordedEvent): void;
  /** What the Mac permits. Default: everything. */
  readonly facts?: Facts;
  /** Default: a memory store. */
  readonly core?: StoreCore;
}

/** A Mac, a gateway beside it, and the people who write to it, in one simulated world. */
export interface House {
  readonly world: World;
  readonly device: Device;
  readonly core: StoreCore;
  /** What the store holds for an account while the gateway runs, or after; null before it ever read. */
  journal(locator: string, accountId: string): Journal | null;
  readonly ledger: Ledger;
  /** What the oracle is told. */
  readonly witness: Witness;
  readonly script: Script;
  readonly life: Life | null;
  /** Begins the gateway's next life. */
  start(options?: Pick<LifeOptions, 'crashAt'>): Life;
  /** Ends the gateway in good order; false = it crashed on the way. */
  stop(): Promise<boolean>;
  /** Somebody writes, `inMs` from now. Answers the row's event id. */
  text(from: string, text: string, options?: { inMs?: number; sentMs?: number; chat?: unknown }): string;
  events<Name extends EngineEventName>(name: Name): RecordedEvent<Name>[];
  /** What the oracle says of everything up to now. */
  opinion(): Opinion;
}

/** How long a stop may take in a world. */
const STOP_LIMIT_MS = 10_000;

export function createHouse(options: HouseOptions): House {
  const world = createWorld(options.seed);
  const mac = createNode({ world, name: 'mac' });
  const device = openMemoryDevice({
    clock: mac.clock,
    ids: { guid: (purpose) => mac.ids.uuid(purpose).toUpperCase() },
    ...(options.facts && { facts: options.facts }),
    onNote: (noted, atMs, pid) => witness.noted(noted, atMs, pid),
  });
  const nowMs = () => WORLD_START_MS + world.nowMs;
  let epoch: number | null = null;
  const store = options.core ?? createMemoryCore();
  const core: StoreCore = {
    ...store,
    acquire(owner) {
      epoch = store.acquire(owner);
      return epoch;
    },
  };
  const ledger = createLedger();
  const { version } = resolveBuild(options.childEnv?.().FAKE_IMSG_BUILD);
  const witness = createWitness({
    device,
    ledger,
    startMs: WORLD_START_MS,
    build: { marksPreviews: marksPreviews(version) },
  });
  const script: Script = options.script ?? ((turn) => [`You said: ${turn.text}`]);
  let life: Life | null = null;
  let lives = 0;

  return {
    world,
    device,
    core,
    journal: (locator, accountId) => (epoch === null ? null : readJournal(core, epoch, locator, accountId)),
    ledger,
    witness,
    script,
    get life() {
      return life;
    },
    start({ crashAt } = {}) {
      lives += 1;
      const { config, agentLatencyMs, childEnv, onEvent } = options;
      life = startLife({
        world,
        device,
        core,
        ledger,
        life: lives,
        script,
        ...(config !== undefined && { config }),
        ...(agentLatencyMs && { agentLatencyMs }),
        ...(childEnv && { childEnv }),
        ...(onEvent && { onEvent }),
        ...(crashAt && { crashAt }),
      });
      witness.lifeBegan(nowMs(), config ?? OPEN_CONFIG);
      life.node.onDeath(() => witness.lifeEnded(nowMs(), 'crash'));
      return life;
    },
    async stop() {
      let hasStopped = false;
      void life!.engine.stop().then(() => {
        hasStopped = true;
      });
      await world.advanceUntil(() => hasStopped || !life!.node.isAlive, STOP_LIMIT_MS);
      if (!hasStopped && life!.node.isAlive) throw new Error('The gateway did not stop.');
      if (hasStopped) witness.lifeEnded(nowMs(), 'stop');
      life!.node.die('stopped');
      return hasStopped;
    },
    text(from, text, { inMs = 0, sentMs, chat } = {}) {
      return device.schedule(
        {
          kind: 'text',
          from,
          text,
          ...(sentMs !== undefined && { sentMs }),
          ...(chat !== undefined && { chat }),
        },
        { inMs },
      );
    },
    opinion: () => consult(witness.history(nowMs())),
    events: (name) => ledger.events.filter((entry) => entry.name === name) as never,
  };
}

/** Since 0.11.1 rows say that they are link previews. */
function marksPreviews(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major > 0 || minor > 11 || (minor === 11 && patch >= 1);
}
