// From the text of a scenario file to a scenario, or to every problem there is in it.

import { basename } from 'node:path';
import type { ChatRow } from '../vocabulary/cast.ts';
import type { Problem } from '../vocabulary/problem.ts';
import { actionOf } from '../vocabulary/steps.ts';
import { checkScenario } from './check.ts';
import { problemLine, problemsOf, ScenarioProblems } from './problems.ts';
import { DRIVER_NAMES, type Scenario } from './scenario.ts';
import { type ScenarioInput, scenarioSchema } from './schema.ts';
import { parseSourceText, type SourceText } from './source-text.ts';

interface LoadOptions {
  /** Ids that a scenario may cover. Default: whatever it says. */
  readonly knownIds?: ReadonlySet<string>;
}

/** Throws `ScenarioProblems`, one line for each. `file` is only named in them. */
export function loadScenario(text: string, file: string, { knownIds }: LoadOptions = {}): Scenario {
  const source = parseSourceText(text);
  if (source.errors.length > 0) {
    throw new ScenarioProblems(source.errors.map((error) => problemLine(file, error.position, error.text)));
  }
  const parsed = scenarioSchema.safeParse(source.value, { reportInput: true });
  if (!parsed.success) throw problemsIn(file, source, problemsOf(parsed.error.issues, scenarioSchema));
  const scenario = scenarioOf(parsed.data, file, source);
  const problems = checkScenario(scenario, basename(file).replace(/\.ya?ml$/, ''), knownIds);
  if (problems.length > 0) throw problemsIn(file, source, problems);
  return scenario;
}

/** A scenario of data that a program made, such as the swarm: there is no text in which anything has its place. */
export function scenarioOfData(data: unknown, file: string): Scenario {
  const source: SourceText = { value: data, errors: [], positionOf: () => ({ line: 1, column: 1 }) };
  const parsed = scenarioSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) throw problemsIn(file, source, problemsOf(parsed.error.issues, scenarioSchema));
  const scenario = scenarioOf(parsed.data, file, source);
  const problems = checkScenario(scenario, scenario.about);
  if (problems.length > 0) throw problemsIn(file, source, problems);
  return scenario;
}

function problemsIn(file: string, source: SourceText, problems: readonly Problem[]): ScenarioProblems {
  return new ScenarioProblems(
    problems.map(({ path, text, isKey }) =>
      problemLine(file, source.positionOf(path, isKey ? 'key' : 'value'), text),
    ),
  );
}

type ChatInput = NonNullable<ScenarioInput['chats']>[string];

const rowOf = ({ identifier, style, service }: ChatInput, guid: string): ChatRow => ({
  guid,
  ...(identifier !== undefined && { identifier }),
  ...(style !== undefined && { style }),
  ...(service !== undefined && { service }),
});

function scenarioOf(input: ScenarioInput, file: string, source: SourceText): Scenario {
  const handles = Object.entries(input.people ?? {}).map(([name, own]) => [name, [own].flat()] as const);
  const people = Object.fromEntries(handles.map(([name, [first]]) => [name, first!]));
  const several = handles.filter(([, own]) => own.length > 1).map(([name, own]) => [name, own.slice(1)]);
  return {
    file,
    about: input.about,
    covers: input.covers ?? [],
    knownFault: input.knownFault ?? null,
    drivers: input.drivers ?? DRIVER_NAMES,
    seed: input.seed ?? input.about,
    isRemote: input.remote ?? false,
    build: input.device?.build,
    environment: input.device?.environment,
    splitSendMs: input.device?.timing?.splitSend,
    config: input.config ?? {},
    agent: input.agent ?? {},
    people,
    ...(several.length > 0 && { otherHandles: Object.fromEntries(several) }),
    owner: input.device?.owner,
    chats: Object.fromEntries(
      Object.entries(input.chats ?? {}).map(([name, chat]) => [
        name,
        {
          name: chat.name ?? '',
          with: chat.with.map((person) => people[person] ?? person),
          ...(chat.guid !== undefined && { row: rowOf(chat, chat.guid) }),
        },
      ]),
    ),
    startsRunning: input.gateway !== 'stopped',
    steps: input.steps.map((step, index) => ({
      position: source.positionOf(['steps', index]),
      action: actionOf(step),
    })),
  };
}
