// The engine for embedding: `createEngine` with a configuration, an agent of your own, and events.

import { homedir } from 'node:os';
import type { Agent } from './agents/agent.ts';
import { checkAgent } from './agents/handed-in.ts';
import { createAgent } from './agents/registry.ts';
import { parseConfig } from './config/load.ts';
import type { ConfigText } from './config/writes/desk.ts';
import type { Engine } from './embedding.ts';
import { composeEngine } from './engine.ts';
import type { EnginePorts } from './engine-ports.ts';
import { EngineError } from './errors.ts';
import { guardedLogger } from './host-failures.ts';
import type { Logger } from './ports/logger.ts';
import { createSystemPorts } from './system-ports.ts';

export type {
  ActionOutcome,
  ActionTool,
  Agent,
  AgentAction,
  AgentAnswer,
  AgentDecision,
  AgentFile,
  AgentMessage,
  AgentQuestion,
  AgentTurn,
  AgentVoice,
  AgentWords,
} from './agents/agent.ts';
export type { ApprovalOutcome, ApprovalRequest } from './approvals/request.ts';
export type { ConfigText } from './config/writes/desk.ts';
export type { Engine } from './embedding.ts';
export type { EnginePorts } from './engine-ports.ts';
export { EngineError, ERRORS, type ErrorCode } from './errors.ts';
export type { EngineEventName, EngineEvents } from './events.ts';
export type { ChatGuid, Lane, MessageGuid, PartId, Rowid, TurnId } from './message/ids.ts';
export type { Logger } from './ports/logger.ts';
export { type PromptedTurn, type PromptOptions, renderPrompt } from './session/single-prompt.ts';
export type { EngineStatus } from './status.ts';
export type { SystemEvent, SystemEventKind } from './store/commands/system-events.ts';
export { createSystemPorts } from './system-ports.ts';

export interface CreateEngineOptions {
  /** The same object that a configuration file holds. Throws `config_invalid` naming every problem. */
  readonly config: unknown;
  /**
   * Answers in the place of every agent of the configuration; `turn.agentId` says in whose. Default: those agents.
   */
  readonly agent?: Agent;
  /**
   * Where the configuration is written, as JSON5, so that `/config` can change it (`commands.config`). Default: nowhere; then
   * it is shown alone.
   */
  readonly configText?: ConfigText;
  /** Default: silent. */
  readonly logger?: Logger;
  /** Replaces single ports of the real world, for tests. */
  readonly ports?: Partial<EnginePorts>;
}

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** An engine, not yet started. Throws `config_invalid`, and `host_unsupported` on native Windows (ruling-46). */
export function createEngine(options: CreateEngineOptions): Engine {
  const { config, agent, configText = null, logger: given = SILENT, ports } = options;
  if ((ports?.platform ?? process.platform) === 'win32') throw new EngineError('host_unsupported');
  if (agent !== undefined) checkAgent(agent);
  const logger = guardedLogger(given);
  const places = { home: homedir() };
  const parsed = parseConfig(agent ? withOwnAgent(config) : config, places);
  for (const warning of parsed.warnings) logger.warn(warning);
  const world = { ...createSystemPorts({ logger }), ...ports };
  return composeEngine({
    config: parsed.config,
    written: { ...places, input: parsed.file.input, text: configText },
    ports: world,
    agentOf: (entry) => agent ?? createAgent(entry, world),
  });
}

/** An agent that is handed in stands in for the configured ones; its entry only gives it a name. */
function withOwnAgent(config: unknown): unknown {
  const isObject = typeof config === 'object' && config !== null;
  return isObject ? { agents: { list: [{ id: 'main', type: 'echo' }] }, ...config } : config;
}
