// How the contract tests write down what a method answers.

import { resolveBuild } from '../../../fake-imsg/builds/builds.ts';
import { buildsFrom } from '../builds.ts';

export const BUILDS = buildsFrom('0.5.0');
export const ALICE = '+15550001111';
export const BOB = 'bob@example.com';
export const UUID = '0F8FAD5B-D9CB-469F-A165-70867728950E';

export const methodsOf = (build: string) => Object.keys(resolveBuild(build).methods);
export const isStrict = (build: string) => BUILDS.indexOf(build) >= BUILDS.indexOf('0.14.1');
export const isSince = (build: string, since: string) => BUILDS.indexOf(build) >= BUILDS.indexOf(since);

/** What is there to act on. */
export interface World {
  readonly inbound: string;
  readonly own: string;
}

export type Answer = object | ((build: string) => object);

export interface Case {
  readonly method: string;
  readonly params: (world: World) => object;
  /** The answer without its envelope; what it does not name is free. Asymmetric matchers are fine. */
  readonly answer: Answer;
  readonly builds?: (build: string) => boolean;
}

export const refusal = (data: unknown) => ({ error: { code: -32602, message: 'Invalid params', data } });
/** The words of builds from 0.14 on, and those before. */
export const refusals = (strict: string, lenient: string) => (build: string) =>
  refusal(isStrict(build) ? strict : lenient);
export const refuses = (
  method: string,
  params: object,
  data: Answer | string,
  builds?: Case['builds'],
): Case => ({
  method,
  params: () => params,
  answer: typeof data === 'string' ? refusal(data) : data,
  ...(builds && { builds }),
});
export const answers = (
  method: string,
  params: object | Case['params'],
  answer: Answer,
  builds?: Case['builds'],
) => ({
  method,
  params: typeof params === 'function' ? (params as Case['params']) : () => params,
  answer,
  ...(builds && { builds }),
});
export const done = { result: { ok: true } };

export const NO_CHAT = refusals(
  'exactly one of chat_id, chat_identifier, or chat_guid is required',
  'chat_guid, chat_identifier, or chat_id is required',
);
export const TWO_CHATS = refusal('exactly one of chat_id, chat_identifier, or chat_guid is required');
export const BOTH = refusals('use to or exactly one chat selector; not both', 'use to or chat_*; not both');
export const NO_MESSAGE = 'message_id or message_guid is required';
export const strictOnly = isStrict;
