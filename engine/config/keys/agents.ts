import { z } from 'zod';
import { AGENT_TYPES, type AgentConfig, type AgentInput } from '../agents/types.ts';
import { defineSubject } from './define-subject.ts';
import type { Problem } from './subject.ts';

export interface AgentsConfig {
  /** Never empty; the default agent comes first. */
  readonly agents: readonly [AgentConfig, ...AgentConfig[]];
}

const agent = z.discriminatedUnion('type', AGENT_TYPES);

export const agents = defineSubject({
  fileKeys: { agents: z.strictObject({ list: z.array(agent).optional() }).optional() },
  resolve: (file): AgentsConfig => ({ agents: resolveList(file.agents?.list ?? []) }),
  checkFile: (file) => checkList(file.agents?.list ?? []),
});

function resolveList(inputs: readonly AgentInput[]): AgentsConfig['agents'] {
  const chosen = inputs.find((input) => input.default) ?? inputs[0]!;
  const others = inputs.filter((input) => input !== chosen);
  return [resolveAgent(chosen), ...others.map(resolveAgent)];
}

function resolveAgent({ default: _, ...config }: AgentInput): AgentConfig {
  return config;
}

const NO_AGENT = 'no agent is configured. For a first try: agents: { list: [{ id: "main", type: "echo" }] }';

function checkList(inputs: readonly AgentInput[]): Problem[] {
  const list = ['agents', 'list'];
  if (inputs.length === 0) return [{ path: list, text: NO_AGENT }];
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
