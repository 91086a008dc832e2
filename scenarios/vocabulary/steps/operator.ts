import { z } from 'zod';
import { REDOABLE } from '../../../engine/account/turn-desk.ts';
import type { CommandEnd } from '../../sim/operator-command.ts';
import type { CheckContext } from '../check-context.ts';
import { namesProblems } from '../names.ts';
import { type Problem, thrown } from '../problem.ts';
import { onlySimulated } from '../simulated.ts';
import type { Controls, PerformContext, StepWord } from '../step-word.ts';
import { name, person, text } from '../values.ts';

/** By then the gateway has answered, unless its store holds it up. */
const ANSWERED_WITHIN_MS = 2_000;
/** A probe looks whether what is there is told within some seconds. */
const PROBED_WITHIN_MS = 10_000;

/** What changes something has a word of its own, by which the oracle knows of it. */
const LOOKS = /^(?:status|why \S+|what-if|pairing list|turns list|config check|errors)(?: |$)/;

const printed = z.union([
  text.describe('a line exactly'),
  z.strictObject({
    matches: text.describe('regular expression, over all lines').meta({ format: 'regex' }),
  }),
]);

const schema = z
  .strictObject({
    confirmChat: z.number().int().min(1).optional().describe('as imgate channels confirm-chat does'),
    approves: person.optional().describe('as imgate pairing approve does, with the code that was sent'),
    denies: person.optional().describe('as imgate pairing deny does, with the code that was sent'),
    notifies: z.boolean().optional().describe('whether who is approved is told so; default: false'),
    runs: text.optional().describe('a command of imgate that only looks, such as "pairing list"'),
    prints: z
      .union([printed, z.array(printed)])
      .optional()
      .describe('lines that have to be printed'),
    exits: z.int().min(0).optional().describe('the exit code of the command; default: 0'),
    redoes: z.enum(REDOABLE).optional().describe('as imgate turns redo --reason does'),
    waits: z.literal(false).optional().describe('nobody waits for the answer'),
    account: name.optional().describe('where several receive'),
    refused: z.string().optional().describe('the code with which it has to be refused; default: it is done'),
  })
  .refine(
    ({ confirmChat, approves, denies, redoes, runs }) =>
      asked([confirmChat, approves, denies, redoes, runs]) === 1,
    { error: 'expected one of confirmChat, approves, denies, redoes and runs' },
  )
  .refine(({ runs, prints, exits }) => runs !== undefined || asked([prints, exits]) === 0, {
    error: 'prints and exits are of runs',
  })
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
  const person = approves ?? denies!;
  const whom = { handle: cast.people[person]!, otherHandles: cast.otherHandles?.[person] ?? [] };
  const verb = approves === undefined ? 'deny' : 'approve';
  controls.decidePairing({ verb, ...whom, ...of, ...(notifies && { notify: true }) }, onAnswer);
}

function check(value: Value, context: CheckContext): Problem[] {
  const { confirmChat, approves, denies, redoes, runs } = value;
  if (runs !== undefined) return commandProblems(runs, value, context.path);
  if (confirmChat !== undefined || redoes !== undefined) return onlySimulated(context);
  return namesProblems(context.cast, context.path, { from: approves ?? denies });
}

function commandProblems(runs: string, { prints }: Value, path: CheckContext['path']): Problem[] {
  const known = LOOKS.test(runs)
    ? []
    : [
        {
          path: [...path, 'runs'],
          text: 'expected status, why, what-if, pairing list, turns list, config check or errors',
        },
      ];
  const patterns = listed(prints).flatMap((each) =>
    typeof each === 'string' ? [] : thrown([...path, 'prints'], () => new RegExp(each.matches, 'm')),
  );
  return [...known, ...patterns];
}

const listed = (prints: Value['prints'] = []) => (Array.isArray(prints) ? prints : [prints]);

/** What a command came to instead, or null. */
async function run(runs: string, value: Value, controls: Controls): Promise<readonly string[] | null> {
  let end: CommandEnd | null = null;
  await controls.runCommand(runs.split(' '), (ended) => {
    end = ended;
  });
  await controls.advance(runs.includes('--probe') ? PROBED_WITHIN_MS : ANSWERED_WITHIN_MS);
  return wrongIn(runs, value, end);
}

function wrongIn(runs: string, { prints, exits = 0 }: Value, end: CommandEnd | null): string[] | null {
  if (end === null) return [`imgate ${runs}: no answer`];
  const { exitCode, output } = end;
  const lines = output.split('\n');
  const missing = listed(prints).flatMap((each) => {
    if (typeof each === 'string') return lines.includes(each) ? [] : [`  missing: ${each}`];
    return new RegExp(each.matches, 'm').test(output) ? [] : [`  nothing matches /${each.matches}/`];
  });
  if (exitCode === exits && missing.length === 0) return null;
  return [`imgate ${runs}: exit code ${exitCode}`, ...missing, ...lines.map((line) => `  | ${line}`)];
}

const whatOf = ({ confirmChat, approves, denies, redoes, runs }: Value) => {
  if (runs !== undefined) return `runs imgate ${runs}`;
  if (redoes !== undefined) return `redoes turns that ended with ${redoes}`;
  if (confirmChat !== undefined) return `confirms chat ${confirmChat}`;
  return approves === undefined ? `denies ${denies}` : `approves ${approves}`;
};

export const operator: StepWord<Value> = {
  name: 'operator',
  schema,
  check,
  async perform(value, context) {
    if (value.runs !== undefined) return run(value.runs, value, context.controls);
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
      '`operator: { runs: "pairing list", prints: "…" }`',
      'as somebody who runs `imgate pairing list` beside the gateway, and 2 s pass; `prints` is a line exactly, `{ matches }` or a list of these, `exits: 1` the exit code (default 0). Commands that only look: `status`, `why`, `what-if`, `pairing list`, `turns list`, `config check`, `errors`',
    ],
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
