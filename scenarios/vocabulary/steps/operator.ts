import { z } from 'zod';
import { REDOABLE } from '../../../engine/account/turn-desk.ts';
import type { CheckContext } from '../check-context.ts';
import { namesProblems } from '../names.ts';
import type { Problem } from '../problem.ts';
import { onlySimulated } from '../simulated.ts';
import type { PerformContext, StepWord } from '../step-word.ts';
import { name, person } from '../values.ts';

/** By then the gateway has answered, unless its store holds it up. */
const ANSWERED_WITHIN_MS = 2_000;

const schema = z
  .strictObject({
    confirmChat: z.number().int().min(1).optional().describe('as imgate channels confirm-chat does'),
    approves: person.optional().describe('as imgate pairing approve does, with the code that was sent'),
    denies: person.optional().describe('as imgate pairing deny does, with the code that was sent'),
    notifies: z.boolean().optional().describe('whether who is approved is told so; default: false'),
    redoes: z.enum(REDOABLE).optional().describe('as imgate turns redo --reason does'),
    waits: z.literal(false).optional().describe('nobody waits for the answer'),
    account: name.optional().describe('where several receive'),
    refused: z.string().optional().describe('the code with which it has to be refused; default: it is done'),
  })
  .refine(
    ({ confirmChat, approves, denies, redoes }) => asked([confirmChat, approves, denies, redoes]) === 1,
    {
      error: 'expected one of confirmChat, approves, denies and redoes',
    },
  )
  .describe('whoever runs the gateway asks something of it');
type Value = z.output<typeof schema>;

const asked = (values: readonly unknown[]) => values.filter((value) => value !== undefined).length;

/** Null, or the code of the refusal. */
type OnAnswer = (code: string | null) => void;

function ask(value: Value, { cast, controls }: PerformContext, onAnswer: OnAnswer): void {
  const { confirmChat, approves, denies, redoes, account, notifies } = value;
  if (redoes !== undefined) {
    controls.simulated?.redoTurns(redoes, onAnswer);
    return;
  }
  const of = account === undefined ? {} : { accountId: account };
  if (confirmChat !== undefined) {
    controls.simulated?.confirmChat({ chatId: confirmChat, ...of }, onAnswer);
    return;
  }
  const handle = cast.people[approves ?? denies!]!;
  const verb = approves === undefined ? 'deny' : 'approve';
  controls.decidePairing({ verb, handle, ...of, ...(notifies && { notify: true }) }, onAnswer);
}

function check({ confirmChat, approves, denies, redoes }: Value, context: CheckContext): Problem[] {
  if (confirmChat !== undefined || redoes !== undefined) return onlySimulated(context);
  return namesProblems(context.cast, context.path, { from: approves ?? denies });
}

const whatOf = ({ confirmChat, approves, denies, redoes }: Value) => {
  if (redoes !== undefined) return `redoes turns that ended with ${redoes}`;
  if (confirmChat !== undefined) return `confirms chat ${confirmChat}`;
  return approves === undefined ? `denies ${denies}` : `approves ${approves}`;
};

export const operator: StepWord<Value> = {
  name: 'operator',
  schema,
  check,
  async perform(value, context) {
    if (value.waits === false) {
      ask(value, context, () => {});
      return null;
    }
    let code: string | null = 'no answer';
    ask(value, context, (answer) => {
      code = answer;
    });
    await context.controls.advance(ANSWERED_WITHIN_MS);
    const wanted = value.refused ?? null;
    if (code === wanted) return null;
    return [`operator ${whatOf(value)}: ended with ${code ?? 'done'}, not with ${wanted ?? 'done'}`];
  },
  describe: (value) => `operator ${whatOf(value)}`,
  passesMs: ({ waits = true }) => (waits ? ANSWERED_WITHIN_MS : 0),
  guide: [
    [
      '`operator: { confirmChat: 2 }`',
      'as `imgate channels confirm-chat 2` does, and 2 s pass; `account: work`, `refused: chat_not_waiting` (the code with which it has to be refused). Only simulated',
    ],
    [
      '`operator: { redoes: agent_missing }`',
      'as `imgate turns redo --reason agent_missing` does, and 2 s pass. Only simulated',
    ],
    [
      '`operator: { approves: alice }`, `{ denies: alice }`',
      'as `imgate pairing approve` and `deny` do with the code that was sent to alice, and 2 s pass; `notifies: true`, `account`, `refused` as above; `waits: false` (nobody waits for the answer)',
    ],
  ],
};
