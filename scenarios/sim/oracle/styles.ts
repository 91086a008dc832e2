// How what left looks (OUT-10).

import type { Finding, History } from './history.ts';
import { looksOf } from './looks.ts';
import { type Asked, keyOf } from './replies-asked.ts';

/** Over the bridge, where imsg takes them, words have the styles that the agent marked; else they are plain. */
export function styleFindings(asked: readonly Asked[], { departures, build }: History): Finding[] {
  const wanted = Map.groupBy(asked, keyOf);
  return departures.flatMap((left): Finding[] => {
    const same = wanted.get(keyOf(left)) ?? [];
    if (left.styles === undefined || same.length === 0) return [];
    const takesStyles = build.takesStyles === true && left.transport === 'bridge';
    const shown = looksOf(left.text.length, left.styles).join();
    const plain = looksOf(left.text.length, []).join();
    const isRight = same.some(({ looks }) => shown === (takesStyles && looks ? looks.join() : plain));
    return isRight ? [] : [{ clause: 'styled', text: `an answer for ${left.chatGuid} left in another look` }];
  });
}
