// Several agents, and which of them answers whom.

import type { Cast } from './cast.ts';
import type { Dice } from './dice.ts';

const LIST = [
  { id: 'main', type: 'echo' },
  { id: 'clerk', type: 'echo', groupChat: { mentionPatterns: ['number \\d*[13579]\\b', 'trouble'] } },
  { id: 'valet', type: 'echo', groupChat: { historyLimit: 2 } },
];

/** In few worlds agents are bound, beside all else that is drawn; each configuration of a world has the same agents. */
export function withBindings(
  dice: Dice,
  config: Record<string, unknown>,
  { people }: Pick<Cast, 'people'>,
): Record<string, unknown> {
  const agentId = () => dice.pick(['clerk', 'valet']);
  const bind = (peer?: object) => ({
    agentId: agentId(),
    match: { channel: 'imessage', ...(dice.chance(0.5) && { accountId: '*' }), ...(peer && { peer }) },
  });
  const bindings = [
    ...dice.some(Object.values(people), 0.4).map(([id]) => bind({ kind: 'direct', id })),
    ...dice.some(['direct', 'group'], 0.3).map((kind) => bind({ kind, id: '*' })),
    ...(dice.chance(0.3) ? [bind()] : []),
  ];
  return { ...config, agents: { list: LIST }, bindings };
}
