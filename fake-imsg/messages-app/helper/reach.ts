import { MAGIC_HANDLES } from '../../faults/magic-handles.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import { type Helper, HelperError } from './ask-helper.ts';

const SMS_ONLY = 'send-sms-only';

/**
 * Refuses those of these people whom iMessage does not reach, the first of them by name: who was only ever reached by SMS, and the
 * number that stands for that. Anybody else is taken for reachable. The words are ours but for `not reachable`
 * (ChatCreateTests.m in openclaw/imsg). Throws `HelperError`.
 */
export function requireReach(
  { chatDb }: Helper,
  addresses: readonly string[],
  { checksPeople }: Pick<BridgePolicy, 'checksPeople'>,
): void {
  if (!checksPeople) return;
  const isBeyond = (address: string) =>
    chatDb.targets.serviceOf(address) === 'sms' || MAGIC_HANDLES[address]?.fault === SMS_ONLY;
  const beyond = addresses.find(isBeyond);
  if (beyond !== undefined) throw new HelperError(`Address is not reachable on iMessage: ${beyond}`);
}
