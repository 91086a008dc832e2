// Which bindings of the file are for an account of this channel.

export interface Binding {
  readonly agentId: string;
  /** Whether it stands for any account. */
  readonly isForAll: boolean;
  /** Null = for whole accounts. */
  readonly kind: 'direct' | 'group' | null;
  /** `*` = anybody of its kind; null = for whole accounts. */
  readonly id: string | null;
}

interface Written {
  readonly type?: string;
  readonly agentId: string;
  readonly match: {
    readonly channel: string;
    readonly accountId?: string;
    readonly peer?: { readonly kind: string; readonly id: string };
  };
}

/** One without an account is for the one called `default`. */
export function bindingsFor(account: string, written: unknown): readonly Binding[] {
  return ((written ?? []) as readonly Written[])
    .filter(({ type, match }) => type !== 'acp' && match.channel === 'imessage')
    .filter(({ match: { accountId = 'default' } }) =>
      ['*', account.toLowerCase()].includes(accountId.toLowerCase()),
    )
    .map(({ agentId, match: { accountId, peer } }) => ({
      agentId,
      isForAll: accountId === '*',
      kind: peer === undefined ? null : peer.kind === 'group' ? 'group' : 'direct',
      id: peer?.id ?? null,
    }));
}
