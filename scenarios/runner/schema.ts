// The keys of a scenario file. Closed: what is not here is refused. The JSON schema that editors complete
// from is made of the same definitions, so their descriptions are its documentation.

import { z } from 'zod';
import { ownConfigSchema } from '../../engine/config/schema.ts';
import { BUILD_NAMES, PROFILE_NAMES } from '../../fake-imsg/builds/versions.ts';
import { ENVIRONMENT_NAMES } from '../../fake-imsg/environments.ts';
import { eventDefinitions } from '../vocabulary/events.ts';
import { jsonSchemaOf } from '../vocabulary/json-schema.ts';
import { messagePart } from '../vocabulary/message-parts.ts';
import { STEP_NAMES, stepSchema } from '../vocabulary/steps.ts';
import { chat, duration, NAME, name, person, text } from '../vocabulary/values.ts';

const handle = z.string().regex(/^(\+?\d{3,15}|[^\s@;]+@[^\s@;]+)$/, {
  error: 'expected a quoted phone number or mail address, such as "+15550001111"',
});

const replies = z.union([
  z.literal('none'),
  text.describe('one reply; {text} stands for the text of the turn'),
  z
    .array(messagePart)
    .describe(
      'one entry per reply: words, words in a thread, a file; {guid} stands for the message that is answered',
    ),
]);

/** What an agent may do instead of answering. */
export const MISCONDUCT = [
  'rejects',
  'rejects-with-nothing',
  'rejects-with-the-turn',
  'throws',
  'answers-nothing',
  'answers-no-list',
  'replies-no-strings',
  'never-answers',
] as const;
export type Misconduct = (typeof MISCONDUCT)[number];

const times = z.union([z.int().min(1), z.literal('always')]);
/** Whose turns are meant. */
const turns = { from: person.optional(), in: chat.optional(), text: text.optional() };

export const scenarioSchema = z
  .strictObject({
    about: name.describe('the name of the scenario, which is that of its file'),
    covers: z
      .array(z.string())
      .optional()
      .describe('what the scenario holds: requirements, failures seen in the field, rulings'),
    knownFault: z
      .string()
      .optional()
      .describe(
        'the kind of a fault that is known and not mended yet: the scenario says what is right, and fails',
      ),
    drivers: z
      .array(z.enum(['sim', 'spawned']))
      .min(1)
      .optional()
      .describe('default: sim and spawned'),
    seed: z.string().optional().describe('default: the name'),
    remote: z.literal(true).optional().describe('the Mac is behind ssh: chat.db cannot be read'),
    device: z
      .strictObject({
        build: z
          .string()
          .optional()
          .describe('which imsg: a build, what it is known for, or a version; default current')
          .meta({
            anyOf: [{ enum: [...BUILD_NAMES, ...PROFILE_NAMES] }, { pattern: '^\\d+\\.\\d+\\.\\d+$' }],
          }),
        environment: z
          .string()
          .optional()
          .describe('what the Mac permits; default basic')
          .meta({ enum: ENVIRONMENT_NAMES }),
        owner: handle.optional().describe('whose Mac it is; default +15550000001'),
        timing: z
          .strictObject({
            splitSend: duration.optional().describe('between the rows of a split send'),
          })
          .optional(),
      })
      .optional(),
    config: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('keys of the configuration file, over a gateway that answers every direct message')
      .meta(jsonSchemaOf(ownConfigSchema)),
    agent: z
      .strictObject({
        replies: replies.optional().describe('default "You said: {text}"'),
        latency: duration.optional().describe('default 50ms'),
        latencyOn: z
          .array(z.strictObject({ ...turns, latency: duration }))
          .optional()
          .describe('slower or faster for some turns; the first that fits counts'),
        failsOn: z.strictObject({ text, times }).optional(),
        misbehaves: z
          .array(z.strictObject({ ...turns, times: times.optional(), how: z.enum(MISCONDUCT) }))
          .optional()
          .describe('what it does instead of answering some turns, so many times each (default always)'),
        acts: z
          .array(
            z.strictObject({
              ...turns,
              does: z.string().describe('the name of an action, such as react'),
              with: z.record(z.string(), z.unknown()).optional().describe('what it is done with'),
            }),
          )
          .optional()
          .describe('what it does before it answers such turns, in this order'),
        asks: z
          .array(
            z.strictObject({
              ...turns,
              question: z.string().describe('what it asks, or wants to run where it offers no options'),
              options: z.array(z.string()).optional().describe('the answers that it offers'),
              offers: z
                .array(z.enum(['allow-once', 'allow-always', 'deny']))
                .optional()
                .describe('without options: what somebody may decide; default: all three'),
            }),
          )
          .optional()
          .describe(
            'what it asks before it answers such turns, in this order; `decisions` shows what it is told',
          ),
        streams: z
          .array(z.union([text, z.strictObject({ waits: duration })]))
          .optional()
          .describe(
            'what it writes stretch by stretch ahead of all else, and pauses in between; {text} stands for what it answers',
          ),
        keepsSession: z
          .boolean()
          .optional()
          .describe('it can do one turn of a session at a time, says so, and refuses a second one'),
      })
      .optional(),
    people: z
      .record(name, z.union([handle, z.array(handle).min(1)]))
      .optional()
      .describe('a phone number or mail address by name, or all that somebody has')
      .meta({ propertyNames: { pattern: NAME.source, not: { enum: STEP_NAMES } } }),
    chats: z
      .record(
        name,
        z
          .strictObject({
            name: z.string().optional(),
            with: z.array(person).min(1),
            guid: z.string().min(1).optional().describe('default: what macOS 26 gives such a group'),
            identifier: z.string().optional().describe('where the guid does not name it'),
            style: z
              .int()
              .min(0)
              .optional()
              .describe('43 a group, 45 a direct chat; default as the guid says'),
            service: z.string().optional(),
          })
          .refine(
            ({ guid, identifier, style, service }) =>
              guid !== undefined || (identifier ?? style ?? service) === undefined,
            {
              error: 'identifier, style and service are of a chat that has a guid; add guid: "any;+;chat1"',
            },
          )
          .meta({ dependencies: { identifier: ['guid'], style: ['guid'], service: ['guid'] } }),
      )
      .optional(),
    gateway: z.enum(['running', 'stopped']).optional().describe('at the beginning; default running'),
    steps: z.array(stepSchema).min(1),
  })
  .describe('What happens to a gateway, and what must be true afterwards.');

export type ScenarioInput = z.output<typeof scenarioSchema>;

/** What YAML editors read. */
export function scenarioJsonSchema(): unknown {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...jsonSchemaOf(scenarioSchema),
    definitions: eventDefinitions(),
  };
}
