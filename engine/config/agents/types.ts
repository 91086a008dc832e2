import type { z } from 'zod';
import { acpAgent } from './acp.ts';
import { commandAgent } from './command.ts';
import { echoAgent } from './echo.ts';
import { noAgent } from './none.ts';

/** What `type` of an agent may be, in the order in which messages list them. */
export const AGENT_TYPES = [echoAgent, commandAgent, acpAgent, noAgent] as const;

export type AgentInput = z.output<(typeof AGENT_TYPES)[number]>;

type WithoutDefault<Input> = Input extends unknown ? Omit<Input, 'default'> : never;
/** An entry of `agents.list`, complete. */
export type AgentConfig = Readonly<WithoutDefault<AgentInput>>;

/** The entries of one type. */
export type AgentConfigOf<Type extends AgentConfig['type']> = Extract<AgentConfig, { readonly type: Type }>;
