// The words of a scenario file. Closed: what is not here is refused. The JSON schema that editors complete
// from is made of the same definitions, so their descriptions are its documentation.

import { z } from 'zod';
import { FATES } from '../../engine/store/store.ts';
import { DURATION, durationMs } from './duration.ts';

const durationText = z
  .string()
  .regex(DURATION, { error: 'expected a duration such as 250ms, 1.2s, 5m, 3h or 3d' })
  .describe('250ms, 1.2s, 5m, 3h, 3d');
const duration = durationText.transform(durationMs);
const positive = durationText
  .regex(/[1-9]/, { error: 'expected more than nothing, such as 5s' })
  .transform(durationMs);

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'expected a name in kebab-case' });
const handle = z.string().regex(/^(\+\d{3,15}|[^\s@;]+@[^\s@;]+)$/, {
  error: 'expected a quoted phone number or mail address, such as "+15550001111"',
});
const count = z.int().min(0);
const person = name.describe('somebody of `people`');
const chat = name.describe('one of `chats`');
const text = z.string();

const says = z
  .strictObject({
    sends: text.describe('what is written; {n} counts repetitions from 1'),
    as: z
      .enum(['plain', 'split', 'link', 'links', 'photo', 'voice', 'file'])
      .optional()
      .describe(
        'plain (default) = one row; split = text and its link as two rows; link = a link alone, with its mark; ' +
          'links = a text and several links, each in a row of its own; photo = a picture with the text as its ' +
          'caption; voice = the text is spoken; file = a document whose name is the text',
      ),
    in: chat.optional().describe('default: the direct chat'),
    to: person.optional().describe('only for the owner: whose direct chat'),
    sentAgo: duration.optional().describe('written that long before it arrives'),
    previewAfter: duration.optional().describe('split: the link row comes that much later than the text'),
    times: z.int().min(1).max(5000).optional(),
    every: duration.optional().describe('between repetitions; default 0ms'),
  })
  .describe('somebody writes to the owner of the Mac');

const turn = z.strictObject({
  from: person.optional(),
  in: chat.optional(),
  text: text.optional(),
  sources: count.optional().describe('messages of which the turn was made'),
  media: count.optional().describe('files that came along'),
  attempts: count.optional().describe('how often the agent was asked'),
});
const reply = z.strictObject({ to: person.optional(), in: chat.optional(), text: text.optional() });
const row = z.strictObject({
  from: z.string().optional().describe('somebody of `people`, or owner'),
  in: chat.optional(),
  text: text.optional(),
  fate: z.enum(FATES).optional(),
  reason: text.optional(),
});
const line = z.union([
  text,
  z.strictObject({
    matches: text.describe('regular expression'),
    count: count.optional().describe('exactly so many new lines; default: at least one'),
  }),
]);

export const EXPECTED_KINDS = ['turns', 'replies', 'rows', 'fates', 'log', 'subscribed', 'cursor'] as const;

const expectation = z
  .strictObject({
    turns: z
      .union([count, z.array(turn)])
      .optional()
      .describe('what the agent was given since the last time'),
    replies: z
      .union([count, z.array(reply)])
      .optional()
      .describe('what left the Mac since the last time'),
    rows: z
      .union([count, z.array(row)])
      .optional()
      .describe('rows of other people and of the owner that got their fate since the last time'),
    fates: z.partialRecord(z.enum(FATES), count).optional().describe('the same rows, counted by fate'),
    log: z
      .union([line, z.array(line)])
      .optional()
      .describe('a line exactly, or { matches, count }'),
    subscribed: z
      .strictObject({
        since: z.union([z.int(), z.literal('omitted')]).optional(),
        boundary: count.optional(),
      })
      .optional()
      .describe('the newest subscription since the last time'),
    cursor: z
      .strictObject({
        settledTo: count.optional(),
        journalledTo: count.optional(),
        settledToAtMost: count.optional(),
      })
      .optional(),
    within: positive.optional().describe('holds before that much time has passed'),
    for: positive.optional().describe('holds when that much time has passed; nothing more may have come'),
  })
  .describe('what must be true, with exactly one of within and for');

const event = z
  .record(z.string(), z.union([z.record(z.string(), z.unknown()), z.literal(true)]))
  .refine((value) => Object.keys(value).length === 1, { error: 'expected exactly one event' })
  .describe('something happens on or to the Mac: the name of the event with its fields, or true');

export const VERBS = ['wait', 'gateway', 'mac', 'fault', 'expect', 'owner'] as const;

const step = z
  .object({
    wait: positive.optional().describe('time passes'),
    gateway: z.enum(['start', 'stop', 'restart', 'crash']).optional(),
    mac: event.optional(),
    fault: text
      .optional()
      .describe('what children started from now on suffer, as in FAKE_IMSG_FAULTS; empty = nothing'),
    expect: expectation.optional(),
    owner: says.optional().describe('the owner writes from another device'),
  })
  .catchall(says)
  .refine((value) => Object.keys(value).length === 1, { error: 'expected exactly one thing in a step' });

const replies = z.union([
  z.literal('none'),
  text.describe('one reply; {text} stands for the text of the turn'),
  z.array(text).describe('one entry per reply'),
]);

export const scenarioSchema = z
  .strictObject({
    about: name.describe('the name of the scenario, which is that of its file'),
    covers: z.array(z.string()).min(1).describe('requirements (COA-9), failures (A1), rulings (R2)'),
    drivers: z
      .array(z.enum(['sim', 'spawned']))
      .min(1)
      .optional()
      .describe('default: sim and spawned'),
    seed: z.string().optional().describe('default: the name'),
    remote: z.literal(true).optional().describe('the Mac is behind ssh: chat.db cannot be read'),
    device: z
      .strictObject({
        build: z.string().optional().describe('which imsg; default current'),
        environment: z.string().optional().describe('what the Mac permits; default basic'),
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
      .describe('keys of the configuration file, over a gateway that answers every direct message'),
    agent: z
      .strictObject({
        replies: replies.optional().describe('default "You said: {text}"'),
        latency: duration.optional().describe('default 50ms'),
        latencyOn: z
          .array(
            z.strictObject({
              from: person.optional(),
              in: chat.optional(),
              text: text.optional(),
              latency: duration,
            }),
          )
          .optional()
          .describe('slower or faster for some turns; the first that fits counts'),
        failsOn: z.strictObject({ text, times: z.union([z.int().min(1), z.literal('always')]) }).optional(),
      })
      .optional(),
    people: z.record(name, handle).optional(),
    chats: z
      .record(name, z.strictObject({ name: z.string().optional(), with: z.array(person).min(1) }))
      .optional(),
    gateway: z.enum(['running', 'stopped']).optional().describe('at the beginning; default running'),
    steps: z.array(step).min(1),
  })
  .describe('What happens to a gateway, and what must be true afterwards.');

export type ScenarioInput = z.output<typeof scenarioSchema>;
export type SaysInput = z.output<typeof says>;
export type ExpectInput = z.output<typeof expectation>;
export type StepInput = z.output<typeof step>;

/** What YAML editors read: draft-07 of the file as it is written. */
export function scenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { target: 'draft-7', io: 'input' });
}
