// Which changes from a chat are refused, whoever asks for them.

import { normalizeAccountId } from '../account-names.ts';
import { accountInput, blockName, listAccountIds } from '../accounts.ts';
import { type ConfigInput, configSchema } from '../schema.ts';
import { isOurs } from './ours.ts';
import type { Path } from './path.ts';

/** Why nothing may be written there by somebody who writes to an account; null = it may (CWR-3, CWR-4). */
export function refusalOf(file: ConfigInput, accountId: string, path: Path): string | null {
  if (path[0] === 'channels' && (path.length <= 2 || (path.length === 3 && path[2] === 'accounts')))
    return (
      '⚠️ Channel-initiated /config writes cannot replace channels, channel roots, or accounts collections. ' +
      'Name a key within.'
    );
  if (!isOurs(configSchema, path))
    return '⚠️ That is a setting of another program. /config writes those of imgate.';
  const closed = [accountId, ...targetOf(path)].find((name) => !mayWrite(file, name));
  return closed === undefined ? null : disabled(file, closed);
}

/** The account that a path is about besides; '' = the channel. */
function targetOf([section, channel, key, name = '']: Path): string[] {
  if (section !== 'channels' || channel !== 'imessage') return [];
  return [key === 'accounts' ? name : ''];
}

function mayWrite(file: ConfigInput, name: string): boolean {
  const channel = file.channels?.imessage ?? {};
  if (name === '') return channel.configWrites !== false;
  const effective = accountInput(channel, normalizeAccountId(name), listAccountIds(channel).length);
  return effective.configWrites !== false;
}

function disabled(file: ConfigInput, name: string): string {
  const written = blockName(file.channels?.imessage ?? {}, normalizeAccountId(name));
  const place =
    name !== '' && written !== undefined ? `channels.imessage.accounts.${written}` : 'channels.imessage';
  return `⚠️ Config writes are disabled for imessage. Set ${place}.configWrites=true to enable.`;
}
