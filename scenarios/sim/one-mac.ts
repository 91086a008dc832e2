// A simulated Mac has one chat.db, to which every path leads: accounts that name it in several ways have one source.

interface Channel {
  readonly dbPath?: unknown;
  readonly accounts?: Readonly<Record<string, { readonly dbPath?: unknown }>>;
}

interface Config {
  readonly channels?: { readonly imessage?: Channel };
}

/** The same configuration, with one path for the one database. */
export function onOneMac(config: unknown): unknown {
  const { channels } = config as Config;
  const { imessage } = channels ?? {};
  if (!imessage?.accounts) return config;
  const accounts = Object.fromEntries(
    Object.entries(imessage.accounts).map(([name, account]) => [
      name,
      account.dbPath === undefined ? account : { ...account, dbPath: imessage.dbPath },
    ]),
  );
  return { ...(config as Config), channels: { ...channels, imessage: { ...imessage, accounts } } };
}
