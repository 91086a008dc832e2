import type { AgentTurn } from '../../engine/agents/agent.ts';
import { nameOfChat, nameOfPerson } from '../observe/naming.ts';
import type { Scenario } from './scenario.ts';

const DEFAULT_LATENCY_MS = 50;

/** What the agent of a scenario does with a turn. */
export interface ScriptedAgent {
  /** What it says to a turn when it does not fail. */
  repliesTo(turn: Pick<AgentTurn, 'text'>): readonly string[];
  /** One attempt. Throws when the scenario says so. */
  attempt(turn: AgentTurn): readonly string[];
  latencyMs(turn: AgentTurn): number;
  /** Whether the scenario has it fail at such a turn at all. */
  mayFail(turn: Pick<AgentTurn, 'text'>): boolean;
}

export function scriptedAgent(scenario: Scenario): ScriptedAgent {
  const {
    replies = 'You said: {text}',
    latency = DEFAULT_LATENCY_MS,
    latencyOn = [],
    failsOn,
  } = scenario.agent;
  const failures = new Map<string, number>();
  const repliesTo: ScriptedAgent['repliesTo'] = ({ text }) => {
    const list = replies === 'none' ? [] : typeof replies === 'string' ? [replies] : replies;
    return list.map((reply) => reply.replaceAll('{text}', text));
  };
  const mayFail: ScriptedAgent['mayFail'] = ({ text }) => failsOn !== undefined && failsOn.text === text;
  return {
    repliesTo,
    mayFail,
    attempt(turn) {
      const failed = failures.get(turn.id) ?? 0;
      if (failsOn && mayFail(turn) && (failsOn.times === 'always' || failed < failsOn.times)) {
        failures.set(turn.id, failed + 1);
        throw new Error('the agent of the scenario fails here');
      }
      return repliesTo(turn);
    },
    latencyMs(turn) {
      const rule = latencyOn.find(
        ({ from, in: chat, text }) =>
          (from === undefined || from === nameOfPerson(scenario, turn.sender)) &&
          (chat === undefined || chat === nameOfChat(scenario, turn.chatGuid)) &&
          (text === undefined || text === turn.text),
      );
      return rule?.latency ?? latency;
    },
  };
}
