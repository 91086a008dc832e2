import { normalizeAccountId } from '../config/account-names.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Account } from './account.ts';

/** The account of that name, or the only one, among those that receive. Throws `account_unknown`. */
export function accountNamed(accounts: readonly Account[], name: string | undefined): Account {
  return namedAmong(
    accounts.filter((account) => account.isReceiving()),
    name,
    'receive',
  );
}

/** The account of that name, or the only one. Throws `account_unknown`. */
export function accountToSend(accounts: readonly Account[], name: string | undefined): Account {
  return namedAmong(accounts, name, 'send');
}

function namedAmong(
  accounts: readonly Account[],
  name: string | undefined,
  verb: 'receive' | 'send',
): Account {
  // It may come from a program that is not checked by its types.
  const written = typeof name === 'string' ? name : typeof name;
  const wanted = name === undefined ? null : normalizeAccountId(written);
  const found = accounts.filter((account) => wanted === null || account.accountId === wanted);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const known = accounts.map((account) => `"${account.accountId}"`).join(', ') || 'none';
  const message =
    name === undefined && others.length > 0
      ? `Several accounts ${verb} messages: ${known}.`
      : `No account ${name === undefined ? '' : `"${clean(written, 64)}" `}${verb}s messages; those that do: ${known}.`;
  throw new EngineError('account_unknown', { message });
}
