// What becomes no turn: a preview that had to be asked for, and one of a link that was told.

import type { Emit } from '../events.ts';
import { REASONS, reasonText } from '../fates.ts';
import type { Store } from '../store/store.ts';
import type { Member, Members } from './member.ts';
import { createToldLinks } from './told-links.ts';

interface PreviewsOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'settle'>;
  readonly emit: Emit;
}

interface Previews {
  /** What is left of groups that are to become turns; resolves once the others have their fate. */
  passOver(groups: readonly Members[]): {
    readonly begin: readonly Members[];
    readonly settled: Promise<void>;
  };
}

export function createPreviews(options: PreviewsOptions): Previews {
  const links = createToldLinks(options.accountId);
  return {
    passOver(groups) {
      const begin: Members[] = [];
      const ends: Promise<void>[] = [];
      for (const group of groups) {
        const words = group.findIndex(({ isLatePreview }) => !isLatePreview);
        const late = words < 0 ? group : group.slice(0, words);
        ends.push(...late.map((member) => settle([member], 'preview_late', options)));
        const [first, ...rest] = words < 0 ? [] : group.slice(words);
        if (first === undefined) continue;
        const left: Members = [first, ...rest];
        if (links.isTold(left)) ends.push(settle(left, 'preview_told', options));
        else begin.push(left);
      }
      return { begin, settled: Promise.all(ends).then(() => {}) };
    },
  };
}

async function settle(
  members: Members,
  code: 'preview_late' | 'preview_told',
  { store, accountId, emit }: PreviewsOptions,
): Promise<void> {
  const { fate } = REASONS[code];
  const verdicts = members.map(({ seq }: Member) => ({ seq, fate, code }) as const);
  const settled = await store.settle({ sourceId: members[0].sourceId, accountId, verdicts });
  members.forEach(({ eventId, message }, index) => {
    if (!settled[index]) return;
    const { rowid, chatGuid } = message;
    const reason = reasonText({ code });
    emit('settled', { accountId, rowid, eventId, chatGuid: chatGuid!, fate, code, reason });
  });
}
