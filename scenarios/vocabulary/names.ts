import type { Cast } from './cast.ts';
import { type Problem, suggestion } from './problem.ts';

/** Names of people and chats under `from`, `to` and `in`. */
export function namesProblems(
  cast: Cast,
  path: readonly PropertyKey[],
  {
    from,
    to,
    in: chat,
  }: { readonly from?: string | undefined; to?: string | undefined; in?: string | undefined },
): Problem[] {
  const chats = Object.keys(cast.chats);
  return [
    ...(from === undefined ? [] : unknownPerson(cast, [...path, 'from'], from)),
    ...(to === undefined ? [] : unknownPerson(cast, [...path, 'to'], to)),
    ...(chat === undefined || chats.includes(chat)
      ? []
      : [{ path: [...path, 'in'], text: `no chat is called "${chat}". ${suggestion(chat, chats)}` }]),
  ];
}

/** Empty when somebody of the scenario has that name. */
export function unknownPerson({ people }: Cast, path: readonly PropertyKey[], name: string): Problem[] {
  const known = Object.keys(people);
  if (known.includes(name)) return [];
  return [{ path, text: `nobody is called "${name}". ${suggestion(name, known)}` }];
}
