// What the schema cannot see: names that nobody declared, bounds that are missing, events that cannot happen.

import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import { environmentFacts } from '../../fake-imsg/environments.ts';
import { namesProblems, unknownPerson } from '../vocabulary/names.ts';
import { type Problem, thrown } from '../vocabulary/problem.ts';
import { checkAction, STEP_NAMES } from '../vocabulary/steps.ts';
import { configProblems } from './config.ts';
import { coverProblem } from './covers.ts';
import type { Scenario } from './scenario.ts';

/** `stem` is the name of the file without its ending. */
export function checkScenario(scenario: Scenario, stem: string, knownIds?: ReadonlySet<string>): Problem[] {
  const { about, agent, build, covers, environment, steps } = scenario;
  return [
    ...(about === stem ? [] : [{ path: ['about'], text: `the file is called ${stem}; use one name` }]),
    ...covers.flatMap((id, index) => {
      const text = coverProblem(id, knownIds);
      return text === null ? [] : [{ path: ['covers', index], text }];
    }),
    ...knownFaultProblems(scenario),
    ...peopleProblems(scenario),
    ...chatsProblems(scenario),
    ...(['latencyOn', 'misbehaves'] as const).flatMap((key) =>
      (agent[key] ?? []).flatMap((rule, index) => namesProblems(scenario, ['agent', key, index], rule)),
    ),
    ...simulatedAgentProblems(scenario),
    ...configProblems(scenario),
    ...nextConfigProblems(scenario),
    ...thrown(['device', 'build'], () => resolveBuild(build)),
    ...thrown(['device', 'environment'], () => environmentFacts(environment)),
    ...steps.flatMap(({ action }, index) => checkAction(action, scenario, ['steps', index])),
  ];
}

/** What is not held is not covered. */
function knownFaultProblems({ knownFault, covers }: Scenario): Problem[] {
  if (knownFault === null || covers.length === 0) return [];
  return [{ path: ['covers'], text: 'a known fault covers nothing; take covers out until it is mended' }];
}

/** The configurations of later lives, and those that somebody writes meanwhile. */
function nextConfigProblems({ steps, isRemote }: Scenario): Problem[] {
  return steps.flatMap(({ action: { key, value } }, index) => {
    if (key === 'configFile') {
      const { holds } = value as { readonly holds?: Record<string, unknown> };
      const problems = holds ? configProblems({ config: holds, isRemote }) : [];
      return problems.map(({ path, ...problem }) => ({
        ...problem,
        path: ['steps', index, key, 'holds', ...path.slice(1)],
      }));
    }
    if (key !== 'gateway' || typeof value !== 'object' || value === null) return [];
    return Object.entries(value as Record<string, { config?: Record<string, unknown> }>).flatMap(
      ([change, { config }]) =>
        (config ? configProblems({ config, isRemote }) : []).map((problem) => ({
          ...problem,
          path: ['steps', index, 'gateway', change, ...problem.path],
        })),
    );
  });
}

/** Real processes do not bear with an agent that keeps to nothing. */
function simulatedAgentProblems({ agent, drivers }: Scenario): Problem[] {
  if (!drivers.includes('spawned')) return [];
  const text = 'only the simulator has such an agent; add drivers: [sim]';
  const misbehaves = agent.misbehaves?.some(({ how }) => how !== 'rejects') ?? false;
  return [
    ...(misbehaves ? [{ path: ['agent', 'misbehaves'], text }] : []),
    ...(agent.keepsSession ? [{ path: ['agent', 'keepsSession'], text }] : []),
  ];
}

function peopleProblems({ people }: Scenario): Problem[] {
  return Object.keys(people)
    .filter((name) => STEP_NAMES.includes(name))
    .map((name) => ({
      path: ['people', name],
      text: `"${name}" is a word of its own; choose another name`,
      isKey: true,
    }));
}

function chatsProblems(scenario: Scenario): Problem[] {
  const handles = Object.values(scenario.people);
  return Object.entries(scenario.chats).flatMap(([name, chat]) =>
    chat.with.flatMap((one, index) =>
      handles.includes(one) ? [] : unknownPerson(scenario, ['chats', name, 'with', index], one),
    ),
  );
}
