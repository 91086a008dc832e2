import { z } from 'zod';
import { AGENT_TYPES, type AgentConfig, type AgentInput } from '../agents/types.ts';
import type { BindingsConfig } from './bindings.ts';
import { defineSubject } from './define-subject.ts';
import { type GroupChatConfig, resolveGroupChat } from './group-chats.ts';
import { key } from './key.ts';
import type { Problem } from './subject.ts';
import { megabytes } from './values.ts';

export interface AgentsConfig {
  /** Never empty; the default agent comes first. Where none is configured it is one of type `none` (ruling-44). */
  readonly agents: readonly [AgentConfig, ...AgentConfig[]];
  /** How each takes part in groups, by its id. */
  readonly groupChats: Readonly<Record<string, GroupChatConfig>>;
}

/** Ruling-44: what runs an agent may stand in `runtime.type` alone, or nowhere. */
const agent = z.preprocess(withType, z.discriminatedUnion('type', AGENT_TYPES));

/** Where none is configured, turns are kept under this name and can be redone when one is. */
const NO_AGENT: AgentConfig = { id: 'main', type: 'none' };

export const agents = defineSubject({
  fileKeys: {
    agents: key(
      z.strictObject({
        list: key(z.array(agent), 'The agents.'),
        defaults: key(
          z
            .object({ mediaMaxMb: key(megabytes, '`mediaMaxMb` of channels that do not set it.') })
            .catchall(z.unknown()),
          'What all agents have in common.',
        ),
      }),
      'Who answers. Without an agent the gateway starts, pairs and recovers; turns fail and can be redone.',
    ),
  },
  resolve({ agents: { list = [] } = {}, messages }): AgentsConfig {
    const agents = resolveList(list);
    const groupChats = agents.map((agent) => [agent.id, resolveGroupChat(agent, messages?.groupChat)]);
    return { agents, groupChats: Object.fromEntries(groupChats) };
  },
  checkFile: (file) => checkList(file.agents?.list ?? []),
});

/** What to write into a file without an agent. */
export const AGENT_WANTED =
  'for a first try write agents: { list: [{ id: "main", type: "echo" }] } and start the gateway again; ' +
  'imgate turns redo --reason agent_missing then answers what came in.';

/** Why nobody answers; null = somebody does. */
export function whyNoAgent({ id, type }: AgentConfig): string | null {
  if (type === 'acp') return `agent "${id}" is of type "acp", which is not built yet`;
  if (type !== 'none') return null;
  return id === NO_AGENT.id
    ? 'no agent is configured that could be run'
    : `agent "${id}" says nothing of how it is run`;
}

/** Those that somebody can be answered by: the default one, and each that a binding names. */
function answeringAgents({ agents, bindings }: AgentsConfig & BindingsConfig): AgentConfig[] {
  const bound = new Set(bindings.map(({ agentId }) => agentId));
  return agents.filter(({ id }, index) => index === 0 || bound.has(id));
}

export function missingAgentWarnings(config: AgentsConfig & BindingsConfig): string[] {
  return answeringAgents(config).flatMap((agent) => {
    const why = whyNoAgent(agent);
    return why === null
      ? []
      : [`imessage: ${why}: messages are kept, and nobody answers them; ${AGENT_WANTED}`];
  });
}

function resolveList(inputs: readonly AgentInput[]): AgentsConfig['agents'] {
  const chosen = inputs.find((input) => input.default) ?? inputs[0] ?? NO_AGENT;
  const others = inputs.filter((input) => input !== chosen);
  return [resolveAgent(chosen), ...others.map(resolveAgent)];
}

function resolveAgent({ default: _, ...config }: AgentInput): AgentConfig {
  return config;
}

function withType(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'type' in value) return value;
  const { runtime } = value as { readonly runtime?: { readonly type?: unknown } | null };
  return { ...value, type: runtime?.type ?? 'none' };
}

function checkList(inputs: readonly AgentInput[]): Problem[] {
  const list = ['agents', 'list'];
  const firstDefault = inputs.findIndex((input) => input.default);
  return inputs.flatMap((input, index) => {
    const problems: [key: string, text: string][] = [];
    const isTaken = inputs.slice(0, index).some(({ id }) => id === input.id);
    if (isTaken) problems.push(['id', `"${input.id}" is taken already`]);
    if (input.default && index > firstDefault)
      problems.push(['default', 'only one agent can be the default']);
    return problems.map(([key, text]) => ({ path: [...list, index, key], text }));
  });
}
