// Messages may tell a link twice: in the words of somebody, and as a preview that says nothing by itself. Where the preview comes
// too late to join the words, it is no request of its own.

import { linksIn } from '../message/links.ts';
import { isSilentPreview, PREVIEW_WITHIN_MS } from '../message/preview.ts';
import { laneOf, type Member, type Members } from './member.ts';

/** People in conversations whose last words are remembered. */
const WRITERS_MAX = 2_048;

interface ToldLinks {
  /** Whether it shows only what its writer said just before. To be asked of all that is to become a turn, in its order. */
  isTold(members: Members): boolean;
}

export function createToldLinks(accountId: string): ToldLinks {
  /** Links in what was last said that no preview has shown yet, by conversation and writer. */
  const last = new Map<string, { readonly atMs: number; readonly left: number }>();
  const remember = (name: string, atMs: number, left: number) => {
    last.delete(name);
    if (left > 0) last.set(name, { atMs, left });
    if (last.size > WRITERS_MAX) last.delete(last.keys().next().value!);
  };
  return {
    isTold(members) {
      const [{ message }] = members;
      const name = `${laneOf(accountId, message)} ${message.sender}`;
      const previews = members.filter((member) => isSilentPreview(member.message)).length;
      const before = last.get(name);
      if (previews === members.length && before !== undefined) {
        const isSoon = writtenAtMs(members[0]) - before.atMs < PREVIEW_WITHIN_MS;
        if (!isSoon || before.left < previews) return false;
        remember(name, before.atMs, before.left - previews);
        return true;
      }
      const links = members.flatMap((member) => linksIn(member.message.text)).length;
      remember(name, writtenAtMs(members.at(-1)!), links - previews);
      return false;
    },
  };
}

function writtenAtMs({ message, arrivedAtMs }: Member): number {
  return message.sentAtMs ?? arrivedAtMs;
}
