// Of which rows chat.db is asked how Messages has put aside their conversations: those of strangers, of nobody else (ruling-35).

import { asksCategory, countsCategory } from '../access/hidden.ts';
import { readWireHandle } from '../message/identity/wire-handle.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Receivers } from './members.ts';

/** The GUID of a row whose sender is a stranger to the account that it goes to; null = it is of somebody else, or nobody asks. */
export function strangersGuids(
  { owner, others, receiverOf }: Receivers,
  pairing: Pick<Pairing, 'known'>,
): ((payload: unknown) => string | null) | null {
  const asking = [owner, ...others.values()]
    .map((policy) => policy())
    .filter(({ access, answersFiltered }) => asksCategory(access.dm, answersFiltered));
  if (asking.length === 0) return null;
  const paired = new Map(asking.map(({ accountId }) => [accountId, pairing.known(accountId).paired]));
  return (payload) => {
    const { guid, sender, is_from_me: isFromMe, is_group: isGroup } = (payload ?? {}) as RowFields;
    if (typeof sender !== 'string' || isFromMe === true || isGroup === true) return null;
    const policy = others.size === 0 ? owner : (others.get(receiverOf(payload)) ?? owner);
    const { access, answersFiltered, accountId, wireRegion = null } = policy();
    const from = readWireHandle(sender, wireRegion);
    const counts = countsCategory(access.dm, answersFiltered, from, paired.get(accountId));
    return counts && typeof guid === 'string' && guid !== '' ? guid : null;
  };
}

type RowFields = Readonly<Record<'guid' | 'sender' | 'is_from_me' | 'is_group', unknown>>;
