// Every word of a step. A word is one file in steps/ and one line here.

import { z } from 'zod';
import type { Cast } from './cast.ts';
import { type Problem, suggestion } from './problem.ts';
import type { StepWord } from './step-word.ts';
import { answers } from './steps/answers.ts';
import { chatDb } from './steps/chat-db.ts';
import { configFile } from './steps/config-file.ts';
import { decides } from './steps/decides.ts';
import { expect } from './steps/expect.ts';
import { fault } from './steps/fault.ts';
import { gateway } from './steps/gateway.ts';
import { gatewayClock } from './steps/gateway-clock.ts';
import { host } from './steps/host.ts';
import { imsg } from './steps/imsg.ts';
import { mac } from './steps/mac.ts';
import { operator } from './steps/operator.ts';
import { ownAccord } from './steps/own-accord.ts';
import { owner } from './steps/owner.ts';
import { program } from './steps/program.ts';
import { requests } from './steps/requests.ts';
import { says } from './steps/says.ts';
import { store } from './steps/store.ts';
import { wait } from './steps/wait.ts';
import { wire } from './steps/wire.ts';
import { NAME } from './values.ts';

export const STEP_WORDS: readonly StepWord[] = [
  owner,
  answers,
  wait,
  gateway,
  gatewayClock,
  configFile,
  mac,
  fault,
  chatDb,
  store,
  wire,
  imsg,
  host,
  program,
  operator,
  ownAccord,
  requests,
  decides,
  expect,
];

/** The word behind every other key, which is the name of a person. */
export const PERSON_WORD: StepWord = says;

export const STEP_NAMES: readonly string[] = STEP_WORDS.map(({ name }) => name);

/** What one step does. */
export interface Action {
  readonly key: string;
  readonly word: StepWord;
  readonly value: unknown;
}

export const stepSchema = z
  .object(Object.fromEntries(STEP_WORDS.map(({ name, schema }) => [name, schema.optional()])))
  .catchall(PERSON_WORD.schema)
  .refine((step) => Object.keys(step).length === 1, { error: 'expected exactly one thing in a step' })
  .meta({
    propertyNames: { anyOf: [{ enum: STEP_NAMES }, { pattern: NAME.source }] },
    minProperties: 1,
    maxProperties: 1,
  });

/** @param step As the schema has it: exactly one key. */
export function actionOf(step: Readonly<Record<string, unknown>>): Action {
  const [[key, value]] = Object.entries(step) as [[string, unknown]];
  return { key, value, word: STEP_WORDS.find(({ name }) => name === key) ?? PERSON_WORD };
}

/** What the schema cannot see. `path` is that of the step. */
export function checkAction(
  { key, word, value }: Action,
  cast: Cast,
  path: readonly PropertyKey[],
): Problem[] {
  if (word === PERSON_WORD && !Object.hasOwn(cast.people, key)) {
    const known = [...Object.keys(cast.people), ...STEP_NAMES];
    const text = `nobody is called "${key}". ${suggestion(key, known)}`;
    return [{ path: [...path, key], text, isKey: true }];
  }
  return word.check?.(value, { cast, key, path: [...path, key] }) ?? [];
}
