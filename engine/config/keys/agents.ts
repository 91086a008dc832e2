import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import type { Problem } from './subject.ts';
import { text } from './values.ts';

export type AgentConfig =
  | { readonly id: string; readonly type: 'echo' }
  | {
      readonly id: string;
      readonly type: 'command';
      /** Program and arguments, started without a shell. */
      readonly command: readonly [string, ...string[]];
      /** How long one turn may take. Default 120000. */
      readonly timeoutMs: number;
      /** How many turns may run at once. Default 4. */
      readonly turnsMax: number;
    };

export interface AgentsConfig {
  /** Never empty; the default agent comes first. */
  readonly agents: readonly [AgentConfig, ...AgentConfig[]];
}

const agent = z.strictObject({
  // Part of session keys, whose separator is a colon.
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
    error: 'expected up to 64 lower-case letters, digits, - or _',
  }),
  default: z.boolean().optional(),
  type: z.enum(['echo', 'command']),
  command: z.tuple([text], z.string()).optional(),
  timeoutMs: z.int().min(1).max(86_400_000).optional(),
  turnsMax: z.int().min(1).max(64).optional(),
});
type AgentInput = z.output<typeof agent>;

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

function resolveAgent({ id, type, command, timeoutMs, turnsMax }: AgentInput): AgentConfig {
  if (type === 'echo') return { id, type };
  return { id, type, command: command!, timeoutMs: timeoutMs ?? 120_000, turnsMax: turnsMax ?? 4 };
}

const NO_AGENT = 'no agent is configured. For a first try: agents: { list: [{ id: "main", type: "echo" }] }';

function checkList(inputs: readonly AgentInput[]): Problem[] {
  const list = ['agents', 'list'];
  if (inputs.length === 0) return [{ path: list, text: NO_AGENT }];
  const firstDefault = inputs.findIndex((input) => input.default);
  return inputs.flatMap((input, index) => {
    const problems: [key: string, text: string][] = commandProblems(input);
    const isTaken = inputs.slice(0, index).some(({ id }) => id === input.id);
    if (isTaken) problems.push(['id', `"${input.id}" is taken already`]);
    if (input.default && index > firstDefault)
      problems.push(['default', 'only one agent can be the default']);
    return problems.map(([key, text]) => ({ path: [...list, index, key], text }));
  });
}

const NO_COMMAND = 'missing, expected program and arguments, such as ["/usr/local/bin/answer", "--brief"]';
const COMMAND_KEYS = ['command', 'timeoutMs', 'turnsMax'] as const;

function commandProblems(input: AgentInput): [key: string, text: string][] {
  if (input.type === 'command') return input.command === undefined ? [['command', NO_COMMAND]] : [];
  const idle = COMMAND_KEYS.filter((key) => input[key] !== undefined);
  return idle.map((key) => [key, 'has no effect here; only an agent of type "command" has it']);
}
