// The configuration as the engine uses it: complete, checked, with every default and inheritance applied.

export type Service = 'imessage' | 'sms' | 'auto';
/** `auto` = the bridge where it is ready, else AppleScript. */
export type SendTransport = 'auto' | 'bridge' | 'applescript';
type DmPolicy = 'pairing' | 'allowlist' | 'open' | 'disabled';
export type GroupPolicy = 'allowlist' | 'open' | 'disabled';
export type DmScope = 'main' | 'per-peer' | 'per-channel-peer' | 'per-account-channel-peer';

export interface GroupConfig {
  /** Default true (ACC-50). Without mention patterns it cannot be enforced and every message passes (ACC-53). */
  readonly requireMention: boolean;
}

/** One account, after the channel's keys have been overlaid by its own (CFG-73). */
export interface AccountConfig {
  /** Normalised (CFG-70). */
  readonly accountId: string;
  readonly enabled: boolean;
  /**
   * The account that reads the same cliPath and dbPath: this one is not started, and neither reads nor sends. Null
   * for an account that reads for itself, and for disabled ones.
   */
  readonly duplicateOf: string | null;
  /** Executable name or path, `~` expanded. Default `imsg`. */
  readonly cliPath: string;
  /** Path of chat.db, on the Mac that runs imsg; null = imsg's own default. */
  readonly dbPath: string | null;
  /**
   * chat.db as this machine can read it: `dbPath`, or where Messages keeps it when cliPath is a local imsg;
   * null behind a remote wrapper (REC-5).
   */
  readonly localDbPath: string | null;
  /** `host` or `user@host` of the Mac behind cliPath; null = this machine, as far as the configuration says. */
  readonly remoteHost: string | null;
  /** Default `auto`. */
  readonly service: Service;
  /** Which way replies leave. Default `auto`. */
  readonly sendTransport: SendTransport;
  /** Sent with each send, for numbers without a country code. Default `US`. */
  readonly region: string;
  /**
   * The numbers and mail addresses under which people reach this Mac; null = not set, and those under which rows
   * have reached it count. The direct chat with one of them is the chat with oneself: only there a row whose
   * sender is an address of the owner's is taken at its word.
   */
  readonly ownAddresses: readonly string[] | null;
  /** Default `pairing`. */
  readonly dmPolicy: DmPolicy;
  /** Trimmed, blank entries removed. */
  readonly allowFrom: readonly string[];
  /** Default `allowlist`. */
  readonly groupPolicy: GroupPolicy;
  /** Null = not set, so that allowFrom serves (ACC-30). An empty list blocks everyone. */
  readonly groupAllowFrom: readonly string[] | null;
  /** By chat_id in digits, or `*`. Null = not set. */
  readonly groups: Readonly<Record<string, GroupConfig>> | null;
  /** Whether files are passed on to the agent. Default false: a message of nothing else is `empty` (ATT-1). */
  readonly includeAttachments: boolean;
  /** Whether every row of a DM waits for its link preview (COA-2). Default false. */
  readonly coalesceSameSenderDms: boolean;
  /** How long rows wait for each other, in milliseconds; 0 = not at all (CFG-40, COA-2). */
  readonly coalesceWindowMs: number;
  readonly recovery: RecoveryConfig;
}

/** How far back a start looks (REC-8), and what `catchup.enabled: true` makes of it (ruling-3). */
export interface RecoveryConfig {
  /** Age up to which a row that was missed is answered. Default 2 h, with catch-up `maxAgeMinutes`. */
  readonly windowMs: number;
  /** The same for a first run, which without catch-up answers nothing older than its start: null. */
  readonly firstRunWindowMs: number | null;
  /** Tries after which a row or turn that keeps failing is given up. Default 3. */
  readonly failuresMax: number;
  /** Rows asked for at once when reading page by page. Default 500. */
  readonly pageRows: number;
}

/** A static list of senders that allow lists name as `accessGroup:<name>` (ACC-16). */
export interface AccessGroup {
  readonly type: 'message.senders';
  /** By channel name; `*` serves every channel. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export type AgentConfig =
  | { readonly id: string; readonly type: 'echo' }
  | {
      readonly id: string;
      readonly type: 'command';
      /** Program and arguments, started without a shell. */
      readonly command: readonly [string, ...string[]];
      /** How long one turn may take. Default 120000. */
      readonly timeoutMs: number;
      /** How many turns may run at once. Default 4. */
      readonly turnsMax: number;
    };

export interface Config {
  /** Folder of the store. Default `~/.imgate`, expanded. */
  readonly stateDir: string;
  /** Every listed account, sorted by id (CFG-71). Never empty. */
  readonly accounts: readonly AccountConfig[];
  readonly defaultAccountId: string;
  readonly accessGroups: Readonly<Record<string, AccessGroup>>;
  /** Never empty; the default agent comes first. */
  readonly agents: readonly [AgentConfig, ...AgentConfig[]];
  /** Default `main` (CFG-43). */
  readonly dmScope: DmScope;
}
