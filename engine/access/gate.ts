import type { Logger } from '../ports/logger.ts';
import type { AccessFacts } from './allowlist.ts';
import { type AccessDecision, type AccessPolicy, decideAccess } from './policy.ts';

/** Warnings given once are remembered up to this many (ACC-42). */
const WARNED_KEYS_MAX = 512;

/** The access decision, with what the operator should hear about it the first time. */
export function createGate(policy: AccessPolicy, logger: Logger): (facts: AccessFacts) => AccessDecision {
  const warned = new Set<string>();
  return (facts) => {
    const decision = decideAccess(policy, facts);
    const { warnOnce } = decision;
    if (warnOnce && !warned.has(warnOnce.key)) {
      warned.add(warnOnce.key);
      if (warned.size > WARNED_KEYS_MAX) warned.delete(warned.values().next().value!);
      logger.warn(warnOnce.text);
    }
    return decision;
  };
}
