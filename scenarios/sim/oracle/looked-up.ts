// What agents are told where they look something up.

import type { World } from './deed-evidence.ts';
import { meansSame } from './deed-meaning.ts';
import type { Finding } from './history.ts';

/** Messages of the chat of the turn, and of no other (invariant-32). */
export function lookedUpFindings({ acting, rowsNamed }: World): Finding[] {
  return acting.asked.flatMap(({ name, to, told = [] }) =>
    told.flatMap((guid): Finding[] => {
      const rows = rowsNamed(guid);
      const isThere = rows.some(({ chatGuid }) => chatGuid === null || meansSame(to, chatGuid));
      return rows.length === 0 || isThere
        ? []
        : [{ clause: 'given', text: `${name} in ${to} told of ${guid}, which stands in another chat` }];
    }),
  );
}
