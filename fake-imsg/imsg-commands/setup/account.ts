import type { LocalAccount } from '../../chat-db/read/accounts.ts';
import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, currentChatDb } from '../../command-line/command.ts';
import { DB, flag, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import type { HelperRequest } from '../../messages-app/helper/ask-helper.ts';
import { escapedJson } from '../../wire/json.ts';

/** `imsg account`: whose Mac it is (wire-1.4). */
export const accountCommand: Command = {
  name: 'account',
  since: '0.7.0',
  about: 'Show the active iMessage account, login, and aliases',
  discussion: 'Asks the bridge; with --local it lists the accounts that chats of chat.db went by.',
  options: [
    DB,
    flag('local', 'list accounts from local chat.db history (no SIP / bridge required)', { since: '0.11.0' }),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg account', { text: 'imsg account --local', since: '0.11.0' }],
  run(context) {
    if (!context.options.flag('local')) return runBridge(context, accountInfo, summary);
    printLocal(context);
    return undefined;
  },
};

/** The account that the newest chats belong to is the one that is signed in. */
const accountInfo: HelperRequest = {
  action: 'get-account-info',
  kind: 'question',
  waits: 'short',
  perform({ chatDb }) {
    const login = (chatDb.accounts()[0]?.login ?? '').replace(/^[EP]:/, '');
    return { login, vetted_aliases: login === '' ? [] : [login], service: 'iMessage' };
  },
};

function summary({ login, vetted_aliases }: HelperData): string {
  return `account: ${login}\n  aliases: ${(vetted_aliases as readonly string[]).join(', ')}`;
}

function printLocal(context: CommandContext): void {
  const { options, print } = context;
  const accounts = currentChatDb(context).accounts();
  const lines = options.flag('json') ? [escapedJson({ source: 'local', accounts })] : report(accounts);
  for (const line of lines) print(line);
}

function report(accounts: readonly LocalAccount[]): string[] {
  if (accounts.length === 0) return ['account: (none found in local history) (source=local)'];
  const lines = accounts.map(({ login, account_id, chat_count }) => {
    return `  ${login || account_id} (chats=${chat_count})`;
  });
  return ['accounts (source=local):', ...lines];
}
