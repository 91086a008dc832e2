import type { AgentTurn } from '../../engine/agents/agent.ts';
import type { ConfigInput } from '../../engine/config/schema.ts';
import type { Engine } from '../../engine/embedding.ts';
import { composeEngine } from '../../engine/engine.ts';
import type { EnginePorts } from '../../engine/engine-ports.ts';
import { EngineError } from '../../engine/errors.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { ProcessIo } from '../../fake-imsg/device/process-io.ts';
import { startImsg } from '../../fake-imsg/process/start-imsg.ts';
import { createGatewayRecorder } from '../observe/gateway-recorder.ts';
import type { AnyRecordedEvent, Ledger, LedgerEntry } from '../observe/ledger.ts';
import { createSimAgent, type SimAgentOptions } from './agent.ts';
import type { Computer } from './computer.ts';
import type { ConfigFiles } from './config-files.ts';
import { createSimFiles, type LazyDisk } from './files.ts';
import type { Host } from './host.ts';
import type { Locks } from './locks.ts';
import { createSimMessagesDb } from './messages-db.ts';
import { createNode, type Node, type NodeOptions } from './node.ts';
import { createSimPreparer, type PrepareScript } from './preparer.ts';
import { createSimHttp, createSimPrograms, type Outside } from './programs.ts';
import type { Recomputing } from './recomputed.ts';
import { type Peer, startScriptedImsg } from './scripted-imsg.ts';
import { type ChildEnv, createSimSpawn } from './spawn.ts';
import { createSimBackend } from './store.ts';
import type { StoreFile } from './store-file.ts';
import type { ChatDbTrouble, StoreTrouble, Trouble } from './trouble.ts';
import type { Wires } from './wires.ts';
import type { World } from './world.ts';
import { WORLD_PLACES, worldConfig } from './world-config.ts';

/** Of one gateway process, so that every child of a world has a number of its own. */
const CHILDREN_MAX = 1000;

/** Whoever writes is answered, by a local Mac whose database can be read. */
export const OPEN_CONFIG = {
  stateDir: '/sim/state',
  channels: { imessage: { cliPath: 'imsg', dbPath: '/sim/chat.db', dmPolicy: 'open', allowFrom: ['*'] } },
  agents: { list: [{ id: 'main', type: 'echo' }] },
};

export interface SimGatewayOptions {
  readonly world: World;
  readonly device: Device;
  readonly core: StoreCore;
  readonly ledger: Ledger;
  /** Counts from 1; names the node in the trace. */
  readonly incarnation: number;
  readonly conduct: SimAgentOptions['conduct'];
  /** Default false. */
  readonly keepsSession?: boolean;
  /** Called with each turn that the agent is handed. */
  readonly onRun?: SimAgentOptions['onRun'];
  /** What turns are given besides their text. Default: nothing. */
  readonly prepare?: PrepareScript;
  readonly config?: object;
  /** Default 50, whatever the turn. */
  readonly agentLatencyMs?: (turn: AgentTurn) => number;
  readonly childEnv?: ChildEnv;
  readonly locks: Locks;
  readonly wires: Wires;
  readonly peer: Peer;
  readonly host: Host;
  readonly computer: Computer;
  readonly disk: LazyDisk;
  readonly configFiles: ConfigFiles;
  readonly outside: Outside;
  readonly chatDb: Trouble<ChatDbTrouble>;
  readonly store: Trouble<StoreTrouble>;
  readonly storeFile: Pick<StoreFile, 'onChanged'>;
  readonly recomputing: Pick<Recomputing, 'behind'>;
  /** Whether it takes the store from a gateway that has it. Default false. */
  readonly takesOver?: boolean;
  /** It goes by another configuration from now on. */
  onConfig?(config: object): unknown;
  /** The gateway could not start, and has ended. */
  onRefusal?(): void;
  onEvent?(event: AnyRecordedEvent): void;
  readonly crashAt?: NodeOptions['crashAt'];
}

type HeldSource = Parameters<EnginePorts['lockSource']>;

/** One process of the gateway, from its start to a stop or a crash. */
export interface RunningGateway {
  readonly node: Node;
  readonly engine: Engine;
  /** With what it began. */
  readonly config: object;
}

export function startGateway(options: SimGatewayOptions): RunningGateway {
  const { world, device, core, ledger, incarnation, conduct, config: given = OPEN_CONFIG } = options;
  const { locks, wires, peer, computer, chatDb, store } = options;
  const { crashAt, agentLatencyMs = () => 50, childEnv = () => ({}) } = options;
  const node = createNode({ world, name: `gateway${incarnation}`, computer, ...(crashAt && { crashAt }) });
  const recorder = createGatewayRecorder({
    ledger,
    incarnation,
    nowMs: () => world.nowMs(),
    isAlive: () => node.isAlive(),
    onEntry(entry) {
      traceEntry(node, entry);
      if (entry.kind === 'event') options.onEvent?.(entry);
    },
  });
  const files = createSimFiles(node, options.disk);
  const { config, text, inForce } = options.configFiles.open(given, { files, clock: node.clock }, (changed) =>
    options.onConfig?.(changed),
  );
  const behind = (opened: StoreCore) => options.recomputing.behind(opened, inForce);
  const ports = {
    clock: node.clock,
    ids: node.ids,
    platform: 'darwin',
    logger: recorder.logger,
    // A process that ends closes its view of the Mac, not the Mac.
    files,
    programs: createSimPrograms(node, options.disk, options.outside),
    http: createSimHttp(node, options.outside),
    spawn: createSimSpawn(
      node,
      ({ child, ...io }) => {
        const script = io.argv[0] === 'rpc' ? peer.script() : null;
        if (script) return startScriptedImsg(io, script);
        const pid = CHILDREN_MAX * incarnation + child;
        const note: ProcessIo['note'] = (noted) => device.note(noted, pid);
        return startImsg({ ...io, clock: device.clock, note }, () => ({ ...device, close() {} }));
      },
      childEnv,
      wires,
    ),
    openMessagesDb: () => createSimMessagesDb(node, device, chatDb),
    storeOf: () => createSimBackend({ core, behind, node, trouble: store, locks, file: options.storeFile }),
    lockSource: (...held: HeldSource) => locks.holdDatabase({ node, store: core }, ...held),
  };
  const agent = createSimAgent({
    node,
    conduct,
    ...(options.keepsSession !== undefined && { keepsSession: options.keepsSession }),
    ...(options.onRun && { onRun: options.onRun }),
    latencyMs: agentLatencyMs,
    recorder,
  });
  const engine = composeEngine({
    config: worldConfig(config),
    written: { input: config as ConfigInput, text, ...WORLD_PLACES },
    agentOf: () => agent,
    ports,
    takesOver: options.takesOver ?? false,
    ...(options.prepare && { preparers: [createSimPreparer(node, options.prepare)] }),
  });
  recorder.listen(engine);
  options.host.listen(engine);
  engine.start().catch((error: unknown) => {
    // As the program does, which then ends.
    recorder.logger.error(error instanceof EngineError ? `${error.message} ${error.remedy}` : String(error));
    if (node.isAlive()) options.onRefusal?.();
  });
  return { node, engine, config };
}

function traceEntry(node: Node, entry: LedgerEntry): void {
  if (entry.kind === 'event')
    node.world.trace(node.name, () => `${entry.name} ${JSON.stringify(entry.event)}`);
  if (entry.kind === 'log') node.world.trace(node.name, () => `log ${entry.level} ${entry.message}`);
}
