import type { EngineEventName } from '../../engine/events.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import { compareVersions } from '../../fake-imsg/builds/versions.ts';
import type { Device, Facts, SentRecord } from '../../fake-imsg/device/device.ts';
import type { Noted } from '../../fake-imsg/device/record.ts';
import { type AnyRecordedEvent, createLedger, type Ledger, type RecordedEvent } from '../observe/ledger.ts';
import { type Script, scripted, TURNS_MAX } from './agent.ts';
import { type Computer, createComputer } from './computer.ts';
import { type ConfigFiles, createConfigFiles } from './config-files.ts';
import { createDisk, type LazyDisk } from './files.ts';
import { type RunningGateway, type SimGatewayOptions, startGateway } from './gateway.ts';
import { createHost, type Host } from './host.ts';
import { createHostCalls, type HostCalls } from './host-calls.ts';
import { type Journal, readJournal } from './inspect.ts';
import { createLocks } from './locks.ts';
import { openMac } from './mac.ts';
import { fileKeyOf } from './messages-db.ts';
import { onceAMoment } from './once-a-moment.ts';
import { onOneMac } from './one-mac.ts';
import { consult, type Opinion } from './oracle/oracle.ts';
import { createOutside, type Outside } from './programs.ts';
import { createRecomputing, type Recomputing } from './recomputed.ts';
import { createPeer, type Peer } from './scripted-imsg.ts';
import type { ChildEnv } from './spawn.ts';
import { createStoreFile, type StoreFile } from './store-file.ts';
import { type ChatDbTrouble, createTrouble, type StoreTrouble, type Trouble } from './trouble.ts';
import { watched } from './watched-agent.ts';
import { createWires, type Wires } from './wires.ts';
import { createWitness, type Witness } from './witness/witness.ts';
import { createWorld, WORLD_START_MS, type World } from './world.ts';

export interface InstallationOptions {
  readonly seed: string;
  readonly script?: Script;
  /** What the agent does with a turn. Default: it says what the script has. */
  readonly conduct?: SimGatewayOptions['conduct'];
  readonly keepsSession?: boolean;
  /** Called with each turn that the agent is handed. */
  readonly onRun?: SimGatewayOptions['onRun'];
  readonly prepare?: SimGatewayOptions['prepare'];
  readonly config?: object;
  readonly agentLatencyMs?: SimGatewayOptions['agentLatencyMs'];
  /** Environment of the children: which build of imsg they are, and what they suffer. */
  readonly childEnv?: ChildEnv;
  /** Called with every event of the engine when it happens. */
  onEvent?(event: AnyRecordedEvent): void;
  /** What the Mac permits. Default: everything. */
  readonly facts?: Facts;
  /** Whose Mac it is. Default +15550000001. */
  readonly ownerHandle?: string;
  /** Default: a memory store. */
  readonly core?: StoreCore;
  /** Whether the world keeps its trace. Default true. */
  readonly keepsTrace?: boolean;
}

/** A Mac, a gateway beside it, and the people who write to it, in one simulated world. */
export interface Installation extends HostCalls {
  readonly world: World;
  /** On which gateways run. */
  readonly wires: Wires;
  /** What its children are that are started from now on. */
  readonly peer: Peer;
  /** Who embeds the gateways. */
  readonly host: Host;
  /** Calls back with everything that leaves the Mac from now on. */
  onSent(callback: (sent: SentRecord) => void): void;
  readonly computer: Computer;
  /** Of the Mac, on which the gateway runs as well. */
  readonly disk: LazyDisk;
  /** In which the configurations of its gateways stand. */
  readonly configFiles: ConfigFiles;
  readonly outside: Outside;
  readonly chatDb: Trouble<ChatDbTrouble>;
  readonly store: Trouble<StoreTrouble>;
  /** Decides every row again that is journalled. */
  readonly recomputing: Recomputing;
  readonly device: Device;
  /** As the gateway that was started last has it. */
  core(): StoreCore;
  readonly storeFile: StoreFile;
  /** What the store holds for an account while the gateway runs, or after; null before it ever read. */
  journal(locator: string, accountId: string): Journal | null;
  readonly ledger: Ledger;
  /** What the oracle is told. */
  readonly witness: Witness;
  readonly script: Script;
  /** The one that was started last, also when it is over. */
  gateway(): RunningGateway | null;
  /** Starts a gateway on what the one before it left. */
  start(options?: StartOptions): RunningGateway;
  /** Ends the gateway in good order; false = it crashed on the way. */
  stop(): Promise<boolean>;
  /** Somebody writes, `inMs` from now. Answers the row's event id. */
  text(
    from: string,
    text: string,
    options?: { inMs?: number; sentMs?: number; joinMs?: number; chat?: unknown },
  ): string;
  events<Name extends EngineEventName>(name: Name): RecordedEvent<Name>[];
  /** What the oracle says of everything up to now. */
  opinion(): Opinion;
}

interface StartOptions extends Pick<SimGatewayOptions, 'crashAt'> {
  /** Default: that of the installation. */
  readonly config?: object;
  /** Another one is running, and goes on if it is not this one that the rules let through. */
  readonly beside?: 'same-state' | 'own-state';
  /** Whether it takes the state from the one it is beside. Default: yes, where that has the same. */
  readonly takesOver?: boolean;
  /** It is the one that runs from now on: at once, or when another has let go of its state. */
  onBegun?(): void;
}

/** How long a stop may take in a world. */
const STOP_LIMIT_MS = 10_000;

export function createInstallation(options: InstallationOptions): Installation {
  const { config, script = echo, conduct = scripted(script) } = options;
  const world = createWorld(options.seed, options);
  const departures = createDepartures(world);
  const seams = createSeams(world, options.core);
  const device = openMac(world, options, seams.disk, {
    onNote(...noted) {
      witness.noted(...noted);
      departures.noted(noted[0]);
    },
    onFile: (path, bytes) => witness.filePut(path, bytes),
  });
  const nowMs = () => WORLD_START_MS + world.nowMs();
  const ledger = createLedger();
  const witness = createWitness({ device, ledger, startMs: WORLD_START_MS, known: knownOf(options) });
  const given = {
    ...seams,
    world,
    device,
    ledger,
    conduct: watched(conduct, { witness, disk: seams.disk, nowMs }),
    ...askedFor(options),
  };
  let gateway: RunningGateway | null = null;
  let started = 0;
  const seconds = createSeconds();
  const succeed = (begun: RunningGateway, onBegun = () => {}) => {
    if (gateway?.node.isAlive()) witness.lifeEnded(nowMs(), 'stop');
    gateway = begun;
    const { node, config: begunWith } = begun;
    witness.lifeBegan(nowMs(), onOneMac(begunWith));
    node.onDeath(() => {
      if (gateway?.node === node) witness.lifeEnded(nowMs(), 'crash');
    });
    onBegun();
  };

  return {
    world,
    ...seams,
    onSent: departures.onSent,
    device,
    core: () => seams.storeFile.opened(),
    journal: (locator, accountId) =>
      readJournal(seams.storeFile.opened(), locator, accountId, fileKeyOf(device)),
    ledger,
    witness,
    script,
    gateway: () => gateway,
    start({ crashAt, config: next = config, beside, takesOver = beside === 'same-state', onBegun } = {}) {
      started += 1;
      const isOwn = beside === 'own-state';
      const begun = startGateway({
        ...given,
        core: isOwn ? createMemoryCore() : seams.storeFile.open(),
        incarnation: started,
        ...(next !== undefined && { config: isOwn ? onOtherState(next) : next }),
        ...(crashAt && { crashAt }),
        takesOver,
        onConfig: (changed) => gateway === begun && witness.configured(nowMs(), onOneMac(changed)),
      });
      // One with a state of its own is refused, and the one before goes on; so it does until it has let go of the state.
      if (beside === undefined || takesOver) succeed(begun, onBegun);
      else if (!isOwn) begun.engine.on('acquired', () => succeed(begun, onBegun));
      else seconds.begun(begun, gateway);
      return begun;
    },
    async stop() {
      seconds.end();
      const hasStopped = await stopIn(world, gateway!);
      if (hasStopped) witness.lifeEnded(nowMs(), 'stop');
      gateway!.node.die('stopped');
      return hasStopped;
    },
    ...createHostCalls(ledger, world, () => gateway),
    text: (from, text, { inMs = 0, ...rest } = {}) =>
      device.schedule({ kind: 'text', from, text, ...rest }, { inMs }),
    opinion: onceAMoment(ledger, world, () => consult(witness.history(nowMs()))),
    events: (name) => ledger.events.filter((entry) => entry.name === name) as never,
  };
}

function knownOf({ childEnv, keepsSession = false }: InstallationOptions) {
  return { build: buildOf(childEnv), takesSessionsAlone: keepsSession, turnsMax: TURNS_MAX };
}

/** They are refused by the one before, which goes on; where that ends first, nobody waits for them to be refused. */
function createSeconds() {
  const waiting: RunningGateway[] = [];
  const end = () => {
    for (const { node } of waiting.splice(0)) node.die('nobody waits for it');
  };
  return {
    begun(second: RunningGateway, first: RunningGateway | null) {
      waiting.push(second);
      first?.node.onDeath(end);
    },
    end,
  };
}

/** What a gateway is given only where it is asked for. */
function askedFor(options: InstallationOptions) {
  const { agentLatencyMs, childEnv, onEvent, onRun, keepsSession, prepare } = options;
  return {
    ...(onRun && { onRun }),
    ...(keepsSession !== undefined && { keepsSession }),
    ...(prepare && { prepare }),
    ...(agentLatencyMs && { agentLatencyMs }),
    ...(childEnv && { childEnv }),
    ...(onEvent && { onEvent }),
  };
}

const echo: Script = ({ text }) => [`You said: ${text}`];

/** The same configuration with a state of its own. */
const onOtherState = (config: object) => ({ ...config, stateDir: '/sim/other-state' });

/** False = it crashed on the way. */
async function stopIn(world: World, { engine, node }: RunningGateway): Promise<boolean> {
  let hasStopped = false;
  void engine.stop().then(() => {
    hasStopped = true;
  });
  await world.advanceUntil(() => hasStopped || !node.isAlive(), STOP_LIMIT_MS);
  if (!hasStopped && node.isAlive()) throw new Error('The gateway did not stop.');
  return hasStopped;
}

/** What the gateways of a world meet there besides the Mac, one after another. */
function createSeams(world: World, core: StoreCore = createMemoryCore()) {
  const disk = createDisk();
  return {
    storeFile: createStoreFile(core, createMemoryCore),
    locks: createLocks(),
    wires: createWires(),
    peer: createPeer(),
    host: createHost(),
    computer: createComputer(world),
    disk,
    configFiles: createConfigFiles(disk),
    outside: createOutside(),
    chatDb: createTrouble<ChatDbTrouble>(world),
    store: createTrouble<StoreTrouble>(world),
    recomputing: createRecomputing(),
  };
}

/** Those who wait for what leaves hear of it in an event of their own: it leaves in the middle of the Mac's step. */
function createDepartures(world: World) {
  const listeners: ((sent: SentRecord) => void)[] = [];
  return {
    onSent: (listener: (sent: SentRecord) => void) => void listeners.push(listener),
    noted(noted: Noted) {
      if (noted.what !== 'sent') return;
      for (const tell of listeners) world.schedule(0, () => tell(noted.sent as SentRecord));
    },
  };
}

function buildOf(childEnv: ChildEnv | undefined) {
  const { version, watch, previews } = resolveBuild(childEnv?.().FAKE_IMSG_BUILD);
  const isAwaited = watch.unjoinedTries !== null;
  const losesPreviews = isAwaited && watch.remembersUnreached && previews.memory !== 'none';
  return {
    marksPreviews: compareVersions(version, '0.11.1') >= 0,
    losesPreviews,
    takesStyles: compareVersions(version, '0.12.0') >= 0,
  };
}
