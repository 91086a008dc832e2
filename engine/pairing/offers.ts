// What strangers are sent: drawn when their rows are committed, sent once they are.

import type { Decided, Decision, Stranger } from '../inbound/decision.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { StrangerInput } from '../store/commands/pairing.ts';
import type { Notice } from '../store/commands/parts.ts';
import { planNotice } from '../turns/notice.ts';
import { drawCode } from './code.ts';
import { challengeText } from './texts.ts';

/** Fills in what goes with the rows of strangers. `taken` = codes that are in use. */
export function withOffers(
  decisions: readonly Decision[],
  taken: () => Set<string>,
  { ids, logger }: { readonly ids: Ids; readonly logger: Logger },
): readonly Decision[] {
  if (!decisions.some(strangerIn)) return decisions;
  const codes = taken();
  const offerTo = ({ handle, sender, target, isNew }: Stranger, accountId: string) => {
    if (!isNew) return null;
    const code = drawCode(ids, codes);
    if (code === null) {
      logger.error('imessage: no pairing code could be drawn that is not in use; nothing was sent.');
      return null;
    }
    codes.add(code);
    const notice = planNotice('pairing', challengeText(handle, code), target, { accountId, ids });
    return { sender, code, notice };
  };
  return decisions.map((decision) => {
    const stranger = strangerIn(decision);
    if (!stranger) return decision;
    const verdicts = decision.row.verdicts.map((verdict) => {
      const met: StrangerInput = { handle: stranger.handle, offer: offerTo(stranger, verdict.accountId) };
      return { ...verdict, stranger: met };
    });
    return { ...decision, row: { ...decision.row, verdicts } };
  });
}

/** What goes to strangers now that their rows are durable, and since when. */
export function challengesIn(
  decided: readonly Decided[],
): { readonly notice: Notice; readonly atMs: number }[] {
  return decided.flatMap(({ row, isNew, standing }) => {
    if (!isNew || standing !== 'new') return [];
    const offers = row.verdicts.flatMap(({ stranger }) => stranger?.offer ?? []);
    return offers.map(({ notice }) => ({ notice, atMs: row.arrivedAtMs }));
  });
}

function strangerIn({ consequences }: Decision): Stranger | undefined {
  return consequences.find((consequence) => consequence.kind === 'challenge');
}
