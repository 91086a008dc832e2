import { z } from 'zod';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { chatField } from '../mac-fields.ts';
import { namesProblems } from '../names.ts';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { chat, duration, person, text } from '../values.ts';

const schema = z
  .strictObject({
    from: person,
    with: text.describe('what is written; {text} stands for what came'),
    in: chat.optional().describe('to what leaves for that chat; default: to what leaves for that person'),
    after: duration.optional().describe('default 1s'),
    times: z.int().min(1).max(1000).describe('how often at most'),
  })
  .describe('from now on somebody answers by himself what leaves for him');
type Answers = z.output<typeof schema>;

export const answers: StepWord<Answers> = {
  name: 'answers',
  schema,
  check: (value, context) => [...namesProblems(context.cast, context.path, value), ...onlySimulated(context)],
  async perform({ from, with: words, in: where, after = 1000, times }, { cast, controls }) {
    let left = times;
    controls.simulated?.onSent(({ chatGuid, text: said }) => {
      const isMeant =
        where === undefined ? personOfChat(cast, chatGuid) === from : nameOfChat(cast, chatGuid) === where;
      if (!isMeant || left === 0) return;
      left -= 1;
      const place = where !== undefined && { chat: chatField(cast, where) };
      const event = {
        kind: 'text',
        from: cast.people[from]!,
        text: words.replaceAll('{text}', said),
        ...place,
      };
      controls.schedule(event, after);
    });
    return null;
  },
  describe: ({ from, times }) => `${from} answers by himself, up to ${times} times`,
  durationsMs: ({ after = 1000 }) => [after],
  guide: [
    [
      '`answers: { from: alice, with: "and {text}?", times: 20 }`',
      'from now on she answers by herself what leaves for her; `in: crew` (to what leaves for that chat), `after: 1s`. Only simulated',
    ],
  ],
};
