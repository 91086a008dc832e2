// Accounts that an earlier configuration had: what came to them is answered by nobody else.

import type { AccountConfig } from '../config/config.ts';
import { clean } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import type { Waiting } from '../store/commands/reports.ts';
import type { Store } from '../store/store.ts';

const NAME_SHOWN_MAX = 64;

/** Says of each account that does not run what waits for it: a name that was changed, by a slip even, costs nothing unsaid. */
export async function tellWhatIsLeft(
  store: Pick<Store, 'waitingOfOthers'>,
  accounts: readonly Pick<AccountConfig, 'accountId' | 'enabled'>[],
  logger: Logger,
): Promise<void> {
  const accountIds = accounts.filter(({ enabled }) => enabled).map(({ accountId }) => accountId);
  for (const waiting of await store.waitingOfOthers({ accountIds })) logger.warn(leftLine(waiting));
}

function leftLine({ accountId, rows, turns, parts }: Waiting): string {
  const name = clean(accountId, NAME_SHOWN_MAX);
  return (
    `[${name}] this account does not run, and what came to it waits (rows: ${rows}, turns: ${turns}, parts of answers: ` +
    `${parts}). Name it again, or enable it, and that goes on; answers that have waited too long by then are not sent.`
  );
}
