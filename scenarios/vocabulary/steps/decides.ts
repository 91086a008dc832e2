import { z } from 'zod';
import { OWNER } from '../cast.ts';
import { chatField } from '../mac-fields.ts';
import { namesProblems } from '../names.ts';
import { plannedMessages } from '../says.ts';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { chat, text } from '../values.ts';

const schema = z
  .strictObject({
    by: z.string().describe('who: somebody by name, or owner'),
    in: chat.optional().describe('default: the direct chat'),
    says: text
      .optional()
      .describe(
        '{id} stands for what the request is named by that was made last, {code} for that without its kind',
      ),
    tapback: text.optional().describe('like, dislike or an emoji, on the message that asks for it'),
    remove: z.literal(true).optional().describe('the tapback is taken away'),
  })
  .refine(({ says, tapback }) => (says === undefined) !== (tapback === undefined), {
    error: 'expected one of says and tapback',
  })
  .describe('somebody decides the request that was made last, or tries to');
type Value = z.output<typeof schema>;

export const decides: StepWord<Value> = {
  name: 'decides',
  schema,
  check: ({ by, in: where }, context) => [
    ...namesProblems(context.cast, context.path, { ...(by !== OWNER && { from: by }), in: where }),
    ...onlySimulated(context),
  ],
  async perform({ by, in: where, says, tapback, remove }, { cast, controls }) {
    const request = controls.simulated?.lastRequest() ?? null;
    if (request === null) return ['nobody has been asked for anything'];
    const { approvalId, words: saying } = request;
    if (tapback !== undefined) {
      const from = by === OWNER ? {} : { from: cast.people[by] };
      const chat = where === undefined ? {} : { chat: chatField(cast, where) };
      const reaction = { reaction: tapback, ...(remove && { remove }) };
      controls.schedule({ kind: 'tapback', ...from, ...chat, ...reaction, saying }, 0);
      return null;
    }
    const code = approvalId.replace(/^plugin:/, '');
    const sends = says!.replaceAll('{id}', approvalId).replaceAll('{code}', code);
    const said = { sends, ...(where !== undefined && { in: where }) };
    for (const { event, inMs } of plannedMessages(by, said, cast, controls.wallMs()))
      controls.schedule(event, inMs);
    return null;
  },
  describe: ({ by, says, tapback }) => `${by} decides: ${says ?? tapback}`,
  guide: [
    [
      '`decides: { by: alice, tapback: like }`, `{ by: alice, says: "/approve {id} deny" }`',
      'somebody decides the request that was made last, or tries to: by a tapback on the message that asks (`remove: true` takes it away; `by: owner`), or in words, where `{id}` stands for its name, `{code}` for that without its kind; `in: crew`. Only simulated',
    ],
  ],
};
