// A gateway with real ports, but for the agent, which is the scenario's. It runs in this process and can be started
// again on the store that it left.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import JSON5 from 'json5';
import type { Agent, AgentAnswer } from '../../../engine/agents/agent.ts';
import { loadConfig, parseConfig } from '../../../engine/config/load.ts';
import { createConfigFile } from '../../../engine/config/writes/config-file.ts';
import type { Engine } from '../../../engine/embedding.ts';
import { composeEngine } from '../../../engine/engine.ts';
import { controlMethods } from '../../../engine/gateway/control-methods.ts';
import { type ControlSocket, createControlSocket } from '../../../engine/gateway/control-socket.ts';
import { sleep } from '../../../engine/ports/clock.ts';
import { createSystemIds } from '../../../engine/ports/ids.ts';
import type { ReaderCore } from '../../../engine/store/core.ts';
import { openSqliteReader } from '../../../engine/store/sqlite/core.ts';
import { createSystemPorts, STORE_FILE } from '../../../engine/system-ports.ts';
import {
  createGatewayRecorder,
  type GatewayRecorder,
  recordedAgent,
} from '../../observe/gateway-recorder.ts';
import type { Ledger, LedgerEntry } from '../../observe/ledger.ts';
import { type Journal, readJournal } from '../../sim/inspect.ts';
import { accountsOf } from '../accounts.ts';
import type { ScriptedAgent } from '../agent.ts';
import type { SpawnedTime } from './spawned-time.ts';

interface SpawnedGatewayOptions {
  readonly config: unknown;
  readonly stateDir: string;
  readonly agent: ScriptedAgent;
  readonly time: SpawnedTime;
  readonly ledger: Ledger;
  /** Called after each entry of the ledger. */
  onEntry(entry: LedgerEntry): void;
}

interface SpawnedGateway {
  isRunning(): boolean;
  /** Null = it does not run. */
  engine(): Engine | null;
  /** Resolves when the engine reads, or has said what it lacks. */
  start(): Promise<void>;
  /** Nothing happens if it does not run. */
  stop(): Promise<void>;
  /** What stands in its file from now on; text as it is. */
  writeConfig(written: string | object): void;
  /** One an account; none before the first start. */
  journals(): Journal[];
}

export function createSpawnedGateway(options: SpawnedGatewayOptions): SpawnedGateway {
  const { config, stateDir, time, ledger, onEntry } = options;
  const accounts = accountsOf(parseConfig(config, { home: '/' }).config);
  let incarnation = 0;
  let engine: Engine | null = null;
  let control: ControlSocket | null = null;
  let reader: ReaderCore | null = null;
  return {
    isRunning: () => engine !== null,
    engine: () => engine,
    async start() {
      incarnation += 1;
      const nowMs = () => time.nowMs();
      const recorder = createGatewayRecorder({ ledger, incarnation, nowMs, onEntry });
      engine = compose(options, recorder);
      control = listenFor(engine, options);
      await engine.start();
    },
    async stop() {
      const running = engine;
      // Who ends gets as long as real programs have to end.
      await time.inRealTime(async () => {
        await running?.stop();
        await control?.close();
      });
      engine = null;
      reader?.close();
      reader = null;
    },
    writeConfig(written) {
      writeFileSync(configPath(options), typeof written === 'string' ? written : JSON5.stringify(written));
    },
    journals() {
      if (incarnation === 0) return [];
      reader ??= openSqliteReader(join(stateDir, STORE_FILE));
      const store = reader;
      return accounts.flatMap(({ accountId, locator }) => readJournal(store, locator, accountId) ?? []);
    },
  };
}

const configPath = ({ stateDir }: SpawnedGatewayOptions) => join(stateDir, 'imgate.json5');

function compose(options: SpawnedGatewayOptions, recorder: GatewayRecorder): Engine {
  const { time } = options;
  const path = configPath(options);
  const places = { home: '/' };
  const { config, file } = loadConfig({ ...places, path, readFile: () => configText(path, options.config) });
  const ports = createSystemPorts({ logger: recorder.logger, clock: time.clock });
  const agent = recordedAgent(createAgent(options), recorder);
  const engine = composeEngine({
    config,
    written: { ...places, input: file.input, text: createConfigFile(ports.files, path, time.clock) },
    agentOf: () => agent,
    ports: { ...ports, spawn: time.withRealStarts(ports.spawn) },
  });
  recorder.listen(engine);
  return engine;
}

/** Written where nobody has written it yet: a gateway may change it. */
function configText(path: string, config: unknown): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON5.stringify(config, null, 2));
  }
  return readFileSync(path, 'utf8');
}

/** As the program does, so that commands can ask it. */
function listenFor(engine: Engine, { stateDir, time: { clock } }: SpawnedGatewayOptions): ControlSocket {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const control = createControlSocket({
    stateDir,
    methods: controlMethods(engine),
    clock,
    ids: createSystemIds(),
    logger,
  });
  engine.on('acquired', ({ epoch }) => control.open(epoch));
  return control;
}

function createAgent({ agent, time }: SpawnedGatewayOptions): Agent {
  return {
    name: 'script',
    turnsMax: 4,
    session: 'none',
    async run(turn, { signal, act, ask, write }) {
      await sleep(time.clock, agent.latencyMs(turn), signal);
      const conduct = agent.conduct(turn);
      if (conduct.is === 'answer') return conduct.value as AgentAnswer;
      if (conduct.is === 'pieces' && conduct.end.is === 'answer') {
        // What comes of them is written down, and changes nothing.
        for (const piece of conduct.pieces) {
          if (typeof piece === 'string') continue;
          if ('waits' in piece) await sleep(time.clock, piece.waits, signal);
          else if ('writes' in piece) await write(piece.writes);
          else await ('text' in piece ? ask(piece) : act(piece)).catch(() => {});
        }
        return conduct.end.value as AgentAnswer;
      }
      // The other kinds are for the simulator alone.
      throw new Error('the agent of the scenario fails here');
    },
  };
}
