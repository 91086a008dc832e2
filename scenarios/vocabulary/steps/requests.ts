import { z } from 'zod';
import { groupIdentifier } from '../../../fake-imsg/world/event/conversation.ts';
import { namesProblems } from '../names.ts';
import { onlySimulated } from '../simulated.ts';
import type { PerformContext, StepWord } from '../step-word.ts';
import { chat, duration, person, text } from '../values.ts';

/** By then it was asked, unless something is in its way. */
const ASKED_WITHIN_MS = 2_000;

const schema = z
  .strictObject({
    exec: text.optional().describe('what is to be run'),
    plugin: text.optional().describe('what a tool wants to do'),
    to: person.optional().describe('from whose conversation it comes'),
    in: chat.optional().describe('or from which chat'),
    agent: z.string().optional().describe('whose request it is'),
    session: text.optional().describe('the key of its session'),
    offers: z
      .array(z.enum(['allow-once', 'allow-always', 'deny']))
      .optional()
      .describe('what somebody may decide; default: all three'),
    lasts: duration.optional().describe('how long it waits'),
    waits: z.literal(false).optional().describe('nobody waits for what comes of it'),
    ends: z
      .string()
      .optional()
      .describe('what it has to come to at once, such as not_enabled; default: somebody is asked'),
  })
  .refine(({ exec, plugin }) => (exec === undefined) !== (plugin === undefined), {
    error: 'expected one of exec and plugin',
  })
  .describe('the program that embeds the gateway asks for leave');
type Value = z.output<typeof schema>;

function originOf({ to, in: where }: Value, cast: PerformContext['cast']): string | undefined {
  if (to !== undefined) return cast.people[to]!;
  if (where === undefined) return undefined;
  const { row, name, with: members } = cast.chats[where]!;
  return row ? `chat_guid:${row.guid}` : `chat_identifier:${groupIdentifier(name, members)}`;
}

const whatOf = ({ exec, plugin }: Value) => (exec === undefined ? `plugin "${plugin}"` : `exec "${exec}"`);

export const requests: StepWord<Value> = {
  name: 'requests',
  schema,
  check: ({ to, in: where }, context) => [
    ...namesProblems(context.cast, context.path, { to, in: where }),
    ...onlySimulated(context),
  ],
  async perform(value, { cast, controls }) {
    const { exec, plugin, agent, session, offers, lasts, waits, ends = null } = value;
    const origin = originOf(value, cast);
    let end: string | null = null;
    const request = {
      kind: exec === undefined ? 'plugin' : 'exec',
      text: exec ?? plugin!,
      ...(origin !== undefined && { to: origin }),
      ...(agent !== undefined && { agentId: agent }),
      ...(session !== undefined && { sessionKey: session }),
      ...(offers !== undefined && { decisions: offers }),
      ...(lasts !== undefined && { timeoutMs: lasts }),
    } as const;
    controls.simulated?.requestApproval(request, (outcome) => {
      end = outcome;
    });
    if (waits === false) return null;
    await controls.advance(ASKED_WITHIN_MS);
    if (end === ends) return null;
    return [`request ${whatOf(value)}: came to ${end ?? 'nothing yet'}, not to ${ends ?? 'a wait'}`];
  },
  describe: (value) => `the host requests ${whatOf(value)}`,
  passesMs: ({ waits = true }) => (waits ? ASKED_WITHIN_MS : 0),
  guide: [
    [
      '`requests: { exec: "make clean", in: crew }`, `{ plugin: "Send mail", to: alice }`',
      'the program that embeds the gateway asks for leave (`engine.requestApproval`), and 2 s pass; `to` and `in` say where it comes from (default: nowhere); `agent: main`, `session: "…"`, `offers: [allow-once, deny]` (what somebody may decide; default: those and `allow-always`), `lasts: 5m`, `ends: not_enabled` (what it has to come to at once; default: somebody is asked), `waits: false`. `approvals` and `decisions` show what comes of it. Only simulated',
    ],
  ],
};
