/** What a configuration says of replies. */
export interface Ways {
  readonly limit: number;
  readonly chunkMode: string;
  readonly tables: string;
  readonly bubbles: string;
  readonly prefix: string;
}

type Keys = Readonly<Record<string, unknown>>;

interface ReplyKeys {
  readonly textChunkLimit?: number;
  readonly chunkMode?: string;
  readonly streaming?: { readonly chunkMode?: string };
  readonly markdown?: { readonly tables?: string };
  readonly outbound?: { readonly bubbles?: string };
  readonly responsePrefix?: string;
}

/** The keys of an account, those of the channel, and `messages`. What is nearer to the account counts. */
export function waysOf(own: Keys = {}, channel: Keys = {}, messages: Keys = {}): Ways {
  const all = { ...channel, ...own } as ReplyKeys;
  const modes = [own, channel].flatMap((keys) => {
    const { streaming, chunkMode } = keys as ReplyKeys;
    return streaming?.chunkMode ?? chunkMode ?? [];
  });
  return {
    limit: all.textChunkLimit ?? 4_000,
    chunkMode: modes[0] ?? 'length',
    tables: all.markdown?.tables ?? 'code',
    bubbles: all.outbound?.bubbles ?? 'off',
    prefix: all.responsePrefix ?? (messages as ReplyKeys).responsePrefix ?? '',
  };
}

/** What is said by something done leaves with nothing in front of it, and no paragraph by itself. */
export const bare = (ways: Ways): Ways => ({
  ...ways,
  bubbles: 'off',
  prefix: '',
});
