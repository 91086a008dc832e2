import type { AgentAction, AgentMessage, AgentQuestion, AgentTurn } from '../../engine/agents/agent.ts';
import { nameOfChat, nameOfPerson } from '../observe/naming.ts';
import type { Conduct, Piece } from '../sim/conduct.ts';
import type { Scenario } from './scenario.ts';
import type { Misconduct } from './schema.ts';

const DEFAULT_LATENCY_MS = 50;

/** What the agent of a scenario does with a turn. */
export interface ScriptedAgent {
  /** What it says to a turn when it does not fail, what it writes as one text. */
  saysTo(turn: Pick<AgentTurn, 'text' | 'MessageSidFull'>): readonly AgentMessage[];
  /** One attempt. */
  conduct(turn: AgentTurn): Conduct;
  /** Whether it can do only one turn of a session at a time. */
  readonly keepsSession: boolean;
  readonly manner: {
    /** Whether it says or does anything ahead of its answer. */
    readonly speaksInPieces: boolean;
    /** Whether it writes what it says stretch by stretch. */
    readonly writes: boolean;
  };
  latencyMs(turn: AgentTurn): number;
  /** Whether the scenario has it fail at such a turn at all. */
  mayFail(turn: Pick<AgentTurn, 'text'>): boolean;
  /** Whether it may never answer such a turn. */
  mayHang(turn: Pick<AgentTurn, 'text'>): boolean;
}

export function scriptedAgent(scenario: Scenario): ScriptedAgent {
  const { latency = DEFAULT_LATENCY_MS, latencyOn = [], keepsSession = false } = scenario.agent;
  const { acts = [], asks = [], streams = [] } = scenario.agent;
  const attempts = new Map<string, number>();
  const repliesTo = repliesOf(scenario);
  const rules = rulesOf(scenario);
  const fits = ({ from, in: chat, text }: Whom, turn: AgentTurn) =>
    (from === undefined || from === nameOfPerson(scenario, turn.sender)) &&
    (chat === undefined || chat === nameOfChat(scenario, turn.chatGuid)) &&
    (text === undefined || text === turn.text);
  const may = (does: (how: Misconduct) => boolean, { text }: Pick<AgentTurn, 'text'>) =>
    rules.some((rule) => does(rule.how) && (rule.text === undefined || rule.text === text));
  return {
    saysTo: (turn) => [...writtenIn(streams, turn), ...repliesTo(turn)],
    keepsSession,
    manner: {
      speaksInPieces: acts.length + asks.length + streams.length > 0,
      writes: streams.length > 0,
    },
    mayFail: (turn) => may((how) => how !== 'never-answers', turn),
    mayHang: (turn) => may((how) => how === 'never-answers', turn),
    conduct(turn) {
      const before = attempts.get(turn.id) ?? 0;
      attempts.set(turn.id, before + 1);
      const rule = rules.find((each) => fits(each, turn) && before < each.times);
      const answer = { is: 'answer', value: { replies: repliesTo(turn) } } as const;
      const pieces = [
        ...streams.map((stretch) => pieceOf(stretch, turn)),
        ...acts.filter((each) => fits(each, turn)).map(actionOf),
        ...asks.filter((each) => fits(each, turn)).map(questionOf),
      ];
      if (!rule) return pieces.length === 0 ? answer : { is: 'pieces', pieces, end: answer };
      const misconduct = MISCONDUCT[rule.how];
      return typeof misconduct === 'function' ? misconduct(turn) : misconduct;
    },
    latencyMs: (turn) => latencyOn.find((rule) => fits(rule, turn))?.latency ?? latency,
  };
}

function actionOf({ does, with: input }: Act): AgentAction {
  return { name: does, ...(input && { input }) };
}

function questionOf({ question: text, options, offers }: Ask): AgentQuestion {
  return { text, ...(options && { options }), ...(offers && { decisions: offers }) };
}

type Ask = NonNullable<Scenario['agent']['asks']>[number];
type Stretch = NonNullable<Scenario['agent']['streams']>[number];

function pieceOf(stretch: Stretch, { text }: Pick<AgentTurn, 'text'>): Piece {
  return typeof stretch === 'string' ? { writes: stretch.replaceAll('{text}', text) } : stretch;
}

function writtenIn(streams: readonly Stretch[], { text }: Pick<AgentTurn, 'text'>): readonly string[] {
  const stretches = streams.filter((stretch) => typeof stretch === 'string');
  const written = stretches.map((stretch) => stretch.replaceAll('{text}', text)).join('');
  return written === '' ? [] : [written];
}

type Act = NonNullable<Scenario['agent']['acts']>[number];

/** Whose turns a rule is about; all of it must be so. */
interface Whom {
  readonly from?: string | undefined;
  readonly in?: string | undefined;
  readonly text?: string | undefined;
}

interface Rule extends Whom {
  readonly times: number;
  readonly how: Misconduct;
}

function rulesOf({ agent: { failsOn, misbehaves = [] } }: Scenario): readonly Rule[] {
  const often = (times: number | 'always' = 'always') =>
    times === 'always' ? Number.POSITIVE_INFINITY : times;
  return [
    ...(failsOn ? [{ text: failsOn.text, times: often(failsOn.times), how: 'rejects' as const }] : []),
    ...misbehaves.map((rule) => ({ ...rule, times: often(rule.times) })),
  ];
}

function repliesOf({ agent: { replies = 'You said: {text}' } }: Scenario): ScriptedAgent['saysTo'] {
  const list = replies === 'none' ? [] : typeof replies === 'string' ? [replies] : replies;
  return ({ text, MessageSidFull: guid }) =>
    list.map((reply) => {
      if (typeof reply === 'string') return reply.replaceAll('{text}', text);
      const filled = Object.entries(reply).map(([name, value]) => [
        name,
        typeof value === 'string' ? value.replaceAll('{text}', text).replaceAll('{guid}', guid ?? '') : value,
      ]);
      return Object.fromEntries(filled) as AgentMessage;
    });
}

const MISCONDUCT: Readonly<Record<Misconduct, Conduct | ((turn: AgentTurn) => Conduct)>> = {
  rejects: { is: 'rejection', value: new Error('the agent of the scenario fails here') },
  'rejects-with-nothing': { is: 'rejection', value: undefined },
  'rejects-with-the-turn': ({ sender, text }) => ({
    is: 'rejection',
    value: new Error(`no answer for ${sender} to: ${text}`),
  }),
  throws: { is: 'exception', value: new Error('the agent of the scenario throws here') },
  'answers-nothing': { is: 'answer', value: undefined },
  'answers-no-list': { is: 'answer', value: { replies: 7 } },
  'replies-no-strings': { is: 'answer', value: { replies: [7, null, { text: 'a' }] } },
  'never-answers': { is: 'silence' },
};
