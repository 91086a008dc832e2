import { z } from 'zod';
import type { AgentMessage } from '../../../engine/agents/agent.ts';
import { groupIdentifier } from '../../../fake-imsg/world/event/conversation.ts';
import type { OwnPost } from '../../sim/own-posts.ts';
import { messagePart } from '../message-parts.ts';
import { namesProblems } from '../names.ts';
import type { PerformContext, StepWord } from '../step-word.ts';
import { chat, person, text } from '../values.ts';

/** By then it has left, unless something is in its way. */
const ENDED_WITHIN_MS = 2_000;

const schema = z
  .strictObject({
    sends: z
      .union([text, z.array(messagePart).describe('words and files, in their order')])
      .optional()
      .describe('as imgate send does'),
    does: z.string().optional().describe('as imgate action does, by the name of the action'),
    with: z.record(z.string(), z.unknown()).optional().describe('what it is done with'),
    to: person.optional().describe('to whom it goes'),
    in: chat.optional().describe('or to which chat'),
    target: text.optional().describe('or a target as it is written'),
    waits: z.literal(false).optional().describe('nobody waits for what comes of it'),
    ends: z.string().optional().describe('how it has to end, or the code of its refusal; default: sent'),
  })
  .refine(({ sends, does }) => (sends === undefined) !== (does === undefined), {
    error: 'expected one of sends and does',
  })
  .describe('the operator has the gateway write to somebody, or do something');
type Value = z.output<typeof schema>;

function targetOf({ to, in: where, target }: Value, cast: PerformContext['cast']): string | undefined {
  if (to !== undefined) return cast.people[to]!;
  if (where === undefined) return target;
  const { row, name, with: members } = cast.chats[where]!;
  return row ? `chat_guid:${row.guid}` : `chat_identifier:${groupIdentifier(name, members)}`;
}

const whatOf = ({ sends, does }: Value) =>
  sends === undefined ? `does ${does}` : `sends ${JSON.stringify(sends)}`;

/** Parts leave one after the other. */
function endedWithinMs({ sends }: Value): number {
  return ENDED_WITHIN_MS * (Array.isArray(sends) ? Math.max(1, sends.length) : 1);
}

function postOf(value: Value, cast: PerformContext['cast']): OwnPost {
  const { sends, does: name = '', with: input } = value;
  const target = targetOf(value, cast);
  const to = target === undefined ? {} : { to: target };
  if (sends === undefined) return { ...to, name, ...(input && { input }) };
  // What is left out of a part is not there.
  return typeof sends === 'string' ? { ...to, text: sends } : { ...to, parts: sends as AgentMessage[] };
}

export const ownAccord: StepWord<Value> = {
  name: 'ownAccord',
  schema,
  check: ({ to, in: where }, { cast, path }) => namesProblems(cast, path, { to, in: where }),
  async perform(value, { cast, controls }) {
    const { waits, ends = 'sent' } = value;
    let end = 'no end yet';
    const posted = controls.post(postOf(value, cast), (code) => {
      end = code ?? 'sent';
    });
    if (waits === false) return null;
    await posted;
    await controls.advance(endedWithinMs(value));
    return end === ends ? null : [`the operator ${whatOf(value)}: ended with ${end}, not with ${ends}`];
  },
  describe: (value) => `the operator ${whatOf(value)}`,
  passesMs: (value) => (value.waits === false ? 0 : endedWithinMs(value)),
  guide: [
    [
      '`ownAccord: { sends: "Back at nine", to: alice }`, `{ does: react, with: { emoji: love }, in: crew }`',
      'as `imgate send` and `imgate action` do, and 2 s pass, for each part; `sends: ["See", { buffer: "SGVsbG8=", filename: "a.txt", caption: "…" }]` (words and files as agents answer with them), `target: "chat_id:7"` (as it is written), `ends: unknown` (how it has to end, or the code of its refusal), `waits: false`',
    ],
  ],
};
