import { z } from 'zod';
import { foreign, key, noted } from '../keys/key.ts';
import { groupChat } from '../keys/messages.ts';
import { acpRuntime, text } from '../keys/values.ts';

const identity = z.strictObject({
  name: key(text, 'What the agent is called.'),
  emoji: key(text, 'Its sign.'),
  ...foreign('theme', 'avatar'),
});

/** What the gateway that has the same file form knows of an agent besides. */
const FOREIGN = [
  'workspace',
  'agentDir',
  'model',
  'models',
  'memorySearch',
  'humanDelay',
  'heartbeat',
  'statusUpdates',
  'subagents',
  'sandbox',
  'tools',
  'skills',
  'params',
  'thinkingDefault',
  'reasoningDefault',
  'fastModeDefault',
  'embeddedPi',
  'contextLimits',
  'systemPromptOverride',
] as const;

/** A type of agent as the file configures it: the keys that every agent has, and its own with their defaults. */
export function defineAgentType<Type extends string, OwnKeys extends z.core.$ZodLooseShape>(
  type: Type,
  ownKeys: OwnKeys,
) {
  return (
    z
      .strictObject({
        // Part of session keys, whose separator is a colon.
        id: noted(
          z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
            error: 'expected up to 64 lower-case letters, digits, - or _',
          }),
          'Its name in session keys and bindings. Required.',
        ),
        default: key(z.boolean(), 'Whether it answers where no binding names another.', {
          default: 'the first of the list',
        }),
        type: noted(z.literal(type), 'What runs it.', { default: '`runtime.type`, else `none`' }),
        name: key(text, 'What it is called in reports.'),
        identity: key(identity, 'Who it is to people.'),
        groupChat: key(groupChat, 'Groups; what stands here counts instead of `messages.groupChat`.'),
        runtime: key(
          z.strictObject({
            type: key(z.string(), 'The same as `type`, which wins.'),
            acp: key(acpRuntime, 'How its session is run.'),
          }),
          'How it is run.',
        ),
        ...foreign(...FOREIGN),
        ...ownKeys,
      })
      // As messages name it.
      .describe(`an agent of type "${type}"`)
  );
}
