// In which chat something is to be done, where what an action is given says so (ACT-7).

import { z } from 'zod';
import type { ActionTool, AgentAction } from '../agents/agent.ts';
import { fieldsOf, parsed } from './offer.ts';

const TARGET_MAX = 512;
const name = z.string().trim().min(1).max(TARGET_MAX);
const ANOTHER = 'Another name of it';

/** The first that is given counts. */
const chatKeys = {
  chatGuid: name.optional().describe('The GUID of this conversation, which is the only one to act in'),
  chatId: z
    .union([z.int().positive(), z.string().regex(/^[1-9]\d{0,15}$/)])
    .optional()
    .describe(ANOTHER),
  chatIdentifier: name.optional().describe(ANOTHER),
  to: name.optional().describe(ANOTHER),
};
const schema = z.strictObject(chatKeys);

const { properties: CHAT } = z.toJSONSchema(schema, { io: 'input' });

/** An action as it is offered, with them. */
export function withChatKeys({ inputSchema, ...tool }: ActionTool): ActionTool {
  return {
    ...tool,
    inputSchema: { ...inputSchema, properties: { ...(inputSchema.properties ?? {}), ...CHAT } },
  };
}

interface InChat {
  /** The key that names the chat, and the chat as targets are written; null = none does. */
  readonly named: { readonly key: keyof typeof chatKeys; readonly written: string } | null;
  /** Without it. */
  readonly action: AgentAction;
}

/** Throws `action_invalid`. */
export function inChat(action: AgentAction): InChat {
  const { input } = action;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { named: null, action };
  const isChat = ([key]: [string, unknown]) => Object.hasOwn(chatKeys, key);
  const entries = fieldsOf(String(action.name), input);
  const given: z.output<typeof schema> = parsed(
    { name: String(action.name), input: schema },
    Object.fromEntries(entries.filter(isChat)),
  );
  const rest = Object.fromEntries(entries.filter((entry) => !isChat(entry)));
  return { named: namedBy(given), action: { ...action, input: rest } };
}

function namedBy({ chatGuid, chatId, chatIdentifier, to }: z.output<typeof schema>): InChat['named'] {
  if (chatGuid !== undefined) return { key: 'chatGuid', written: `chat_guid:${chatGuid}` };
  if (chatId !== undefined) return { key: 'chatId', written: `chat_id:${chatId}` };
  if (chatIdentifier !== undefined)
    return { key: 'chatIdentifier', written: `chat_identifier:${chatIdentifier}` };
  return to === undefined ? null : { key: 'to', written: to };
}
