import { type Problem, suggestion } from './problems.ts';
import type { Scenario } from './scenario.ts';

/** Names of people and chats under `from`, `to` and `in`. */
export function namesProblems(
  scenario: Scenario,
  path: readonly PropertyKey[],
  {
    from,
    to,
    in: chat,
  }: { readonly from?: string | undefined; to?: string | undefined; in?: string | undefined },
): Problem[] {
  const chats = Object.keys(scenario.chats);
  return [
    ...(from === undefined ? [] : unknownPerson(scenario, [...path, 'from'], from)),
    ...(to === undefined ? [] : unknownPerson(scenario, [...path, 'to'], to)),
    ...(chat === undefined || chats.includes(chat)
      ? []
      : [{ path: [...path, 'in'], text: `no chat is called "${chat}". ${suggestion(chat, chats)}` }]),
  ];
}

/** Empty when somebody of the scenario has that name. */
export function unknownPerson({ people }: Scenario, path: readonly PropertyKey[], name: string): Problem[] {
  const known = Object.keys(people);
  if (known.includes(name)) return [];
  return [{ path, text: `nobody is called "${name}". ${suggestion(name, known)}` }];
}
