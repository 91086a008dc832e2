// How an account decides: what of a snapshot its configuration settles once and for all.

import { createGate } from '../access/gate.ts';
import { type AccessPolicy, compileAccess } from '../access/policy.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Policy } from '../inbound/snapshot.ts';
import { ownAddresses } from '../message/authorship.ts';
import type { Logger } from '../ports/logger.ts';

/** The lists of an account, compiled, and what decisions need to know of it. */
export function compilePolicy(
  account: AccountConfig,
  accessGroups: Config['accessGroups'],
  logger: Logger,
): { readonly access: AccessPolicy; readonly policy: Policy } {
  const access = compileAccess(account, accessGroups);
  return {
    access,
    policy: {
      accountId: account.accountId,
      includeAttachments: account.includeAttachments,
      waitsForPreviews: account.coalesceSameSenderDms && account.coalesceWindowMs > 0,
      ownAddresses: ownAddresses(account.ownAddresses),
      gate: createGate(access, logger),
    },
  };
}
