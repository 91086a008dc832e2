import { z } from 'zod';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { name } from '../values.ts';

/** By then the gateway has answered, unless its store holds it up. */
const ANSWERED_WITHIN_MS = 2_000;

const schema = z
  .strictObject({
    confirmChat: z.number().int().min(1).describe('as imgate channels confirm-chat does'),
    account: name.optional().describe('where several receive'),
    refused: z.string().optional().describe('the code with which it has to be refused; default: it is done'),
  })
  .describe('whoever runs the gateway asks something of it');
type Value = z.output<typeof schema>;

export const operator: StepWord<Value> = {
  name: 'operator',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform({ confirmChat, account, refused }, { controls }) {
    let code: string | null = 'no answer';
    const asked = { chatId: confirmChat, ...(account !== undefined && { accountId: account }) };
    controls.simulated?.confirmChat(asked, (answer) => {
      code = answer;
    });
    await controls.advance(ANSWERED_WITHIN_MS);
    const wanted = refused ?? null;
    if (code === wanted) return null;
    return [
      `operator: confirm-chat ${confirmChat} ended with ${code ?? 'done'}, not with ${wanted ?? 'done'}`,
    ];
  },
  describe: ({ confirmChat }) => `operator confirms chat ${confirmChat}`,
  passesMs: () => ANSWERED_WITHIN_MS,
  guide: [
    [
      '`operator: { confirmChat: 2 }`',
      'as `imgate channels confirm-chat 2` does, and 2 s pass; `account: work`, `refused: chat_not_waiting` (the code with which it has to be refused). Only simulated',
    ],
  ],
};
