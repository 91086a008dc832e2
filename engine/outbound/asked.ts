// What a program or an agent asks for, which need not be checked by types: what is wrong with it is said, and nothing of it is passed
// over.

import { z } from 'zod';
import { parsed } from '../actions/offer.ts';
import type { AgentAction } from '../agents/agent.ts';
import type { GivenMessage } from './given-parts.ts';

/** What it is done with is for the action to say. */
const action = { name: z.string(), input: z.unknown().optional() };
/** Whoever looks for them says of each what it is not, with a code of its own. */
const ofAccount = { to: z.unknown().optional(), accountId: z.unknown().optional() };
const message = {
  text: z.string().optional(),
  /** Each of them is looked at by itself. */
  parts: z.unknown().optional(),
  by: z.literal('applescript').optional(),
};

const INPUTS = {
  agent: { name: 'act', input: z.strictObject(action) },
  act: { name: 'act', input: z.strictObject({ ...action, ...ofAccount }) },
  send: { name: 'send', input: z.strictObject({ ...message, ...ofAccount }) },
} as const;

interface Addressed {
  readonly to?: string;
  readonly accountId?: string;
}

/** What an agent asks for. Throws `action_invalid`. */
export const askedByAgent = (given: unknown): AgentAction => parsed(INPUTS.agent, given);

/** What is to be done of the operator's own accord. Throws `action_invalid`. */
export const askedToAct = (given: unknown): AgentAction & Addressed => parsed(INPUTS.act, given);

/** What is to be sent of the operator's own accord. Throws `action_invalid`. */
export const askedToSend = (given: unknown): GivenMessage & Addressed => parsed(INPUTS.send, given);
