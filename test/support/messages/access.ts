import { type AccessPolicy, compileAccess } from '../../../engine/access/policy.ts';
import { parseConfig } from '../../../engine/config/load.ts';

/** The policy of an account that admits these to direct messages, and everybody to groups. */
export function accessOf(...allowFrom: readonly string[]): AccessPolicy {
  const imessage = { dmPolicy: 'allowlist', allowFrom, groupPolicy: 'open' };
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  const { config } = parseConfig({ agents, channels: { imessage } }, { home: '/' });
  return compileAccess(config.accounts[0]!, config.accessGroups);
}
