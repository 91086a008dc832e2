// What the schema cannot see: names that nobody declared, bounds that are missing, events that cannot happen.

import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../../fake-imsg/chat-db/schema/owner.ts';
import { environmentFacts } from '../../fake-imsg/environments.ts';
import { parseFaults } from '../../fake-imsg/faults/faults.ts';
import { expandEvent } from '../../fake-imsg/world/events.ts';
import { WORLD_START_MS } from '../sim/world.ts';
import { checkExpectation } from './check-expect.ts';
import { configProblems } from './config.ts';
import { coverProblem } from './covers.ts';
import { namesProblems, unknownPerson } from './names.ts';
import { type Problem, suggestion } from './problems.ts';
import { type Action, OWNER, type Scenario } from './scenario.ts';
import { VERBS } from './schema.ts';
import { LAST_LINK, plannedEvents, wordsAndLinks } from './world-events.ts';

/** `stem` is the name of the file without its ending. */
export function checkScenario(scenario: Scenario, stem: string): Problem[] {
  const { about, covers, people, agent } = scenario;
  return [
    ...(about === stem ? [] : [{ path: ['about'], text: `the file is called ${stem}; use one name` }]),
    ...covers.flatMap((id, index) => found(['covers', index], coverProblem(id))),
    ...Object.keys(people).flatMap((name): Problem[] =>
      (VERBS as readonly string[]).includes(name)
        ? [
            {
              path: ['people', name],
              text: `"${name}" is a word of its own; choose another name`,
              isKey: true,
            },
          ]
        : [],
    ),
    ...Object.entries(scenario.chats).flatMap(([name, chat]) =>
      chat.with.flatMap((one, index) =>
        Object.values(people).includes(one)
          ? []
          : unknownPerson(scenario, ['chats', name, 'with', index], one),
      ),
    ),
    ...(agent.latencyOn ?? []).flatMap((rule, index) =>
      namesProblems(scenario, ['agent', 'latencyOn', index], rule),
    ),
    ...configProblems(scenario),
    ...attempt(['device', 'build'], () => resolveBuild(scenario.build)),
    ...attempt(['device', 'environment'], () => environmentFacts(scenario.environment)),
    ...scenario.steps.flatMap(({ action }, index) => checkAction(scenario, ['steps', index], action)),
  ];
}

function checkAction(scenario: Scenario, path: readonly PropertyKey[], action: Action): Problem[] {
  switch (action.verb) {
    case 'says': {
      const problems = checkSays(scenario, path, action);
      return problems.length > 0 ? problems : checkEvents(scenario, path, action);
    }
    case 'mac':
      return checkEvents(scenario, [...path, 'mac'], action);
    case 'fault':
      return attempt([...path, 'fault'], () => parseFaults(action.faults));
    case 'gateway':
      if (action.change !== 'crash' || !scenario.drivers.includes('spawned')) return [];
      return [{ path: [...path, 'gateway'], text: 'only the simulator can crash; add drivers: [sim]' }];
    case 'expect':
      return checkExpectation(scenario, [...path, 'expect'], action.expected);
    default:
      return [];
  }
}

function checkSays(
  scenario: Scenario,
  path: readonly PropertyKey[],
  { who, says }: Extract<Action, { verb: 'says' }>,
): Problem[] {
  const people = Object.keys(scenario.people);
  if (who !== OWNER && !people.includes(who)) {
    const text = `nobody is called "${who}". ${suggestion(who, [...people, ...VERBS])}`;
    return [{ path: [...path, who], text, isKey: true }];
  }
  const at = [...path, who];
  const problems = namesProblems(scenario, at, says);
  const complain = (key: string, text: string) => problems.push({ path: [...at, key], text });
  const isOwner = who === OWNER;
  if (isOwner && (says.to === undefined) === (says.in === undefined))
    complain('sends', 'the owner writes either to somebody or in a chat; give one of the two');
  if (isOwner && says.as !== undefined) complain('as', 'the owner only sends plain text');
  if (!isOwner && says.to !== undefined) complain('to', 'people write to the owner; leave it out');
  if (says.previewAfter !== undefined && says.as !== 'split')
    complain('previewAfter', 'only a split send has a second row; add as: split');
  if (says.every !== undefined && says.times === undefined) complain('every', 'has no effect without times');
  const link = LAST_LINK.exec(says.sends);
  if (says.as === 'split' && link?.[1] === undefined)
    complain('sends', 'a split send is a text that ends with a link, such as "Dump https://example.com/a"');
  if (says.as === 'links' && wordsAndLinks(says.sends).links.length === 0)
    complain('sends', 'there is no link in it, such as "https://example.com/a"');
  if (says.as === 'link' && (link === null || link[1] !== undefined))
    complain('sends', 'expected a link and nothing else');
  return problems;
}

/** The fake's own word on whether an event can happen. */
function checkEvents(scenario: Scenario, path: readonly PropertyKey[], action: Action): Problem[] {
  const [first] = plannedEvents(action, scenario, WORLD_START_MS);
  const context = { eventId: 'check', atMs: WORLD_START_MS, owner: ownerOf(DEFAULT_OWNER_HANDLE) };
  return first ? attempt(path, () => expandEvent(first.event, context)) : [];
}

function attempt(path: readonly PropertyKey[], run: () => unknown): Problem[] {
  try {
    run();
    return [];
  } catch (error) {
    return [{ path, text: error instanceof Error ? error.message : String(error) }];
  }
}

function found(path: readonly PropertyKey[], text: string | null): Problem[] {
  return text === null ? [] : [{ path, text }];
}
