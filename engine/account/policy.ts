// How an account decides: what of a snapshot its configuration settles once and for all.

import { compileAccess } from '../access/policy.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Policy } from '../inbound/snapshot.ts';

/** The lists of an account, compiled, and what decisions need to know of it. */
export function compilePolicy(account: AccountConfig, accessGroups: Config['accessGroups']): Policy {
  return {
    accountId: account.accountId,
    includeAttachments: account.includeAttachments,
    waitsForPreviews: account.coalesceSameSenderDms && account.coalesceWindowMs > 0,
    access: compileAccess(account, accessGroups),
  };
}
