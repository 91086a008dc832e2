// How the command lines of the builds differ (wire-1.1 to wire-1.4). Which commands, options and
// help texts a build has follows from its release; see command-line/releases.ts.

export interface CommandLinePolicy {
  /** The release whose commands, options and help it has. */
  readonly release: string;
  /** What becomes of more arguments than a command takes: refused by all, by those that take none, or by none. */
  readonly strayArguments: 'ignored' | 'refused where none is taken' | 'refused';
  /** What a number that is none, or is too small, stands for: the default, or an error. */
  readonly badNumbers: 'default' | 'refused';
  /**
   * How options are told from values: `name` takes `-x` and `--x` for the same; `form` tells them apart, and knows
   * `--name=value`, values that are negative numbers, and which arguments have to be there.
   */
  readonly optionsBy: 'name' | 'form';
  /** Whether `--version` and `--help` count behind `--` too. */
  readonly asksBehindTerminator: boolean;
  /** Whether `react` tries any emoji, and not the classic six alone. */
  readonly reactsWithAnyEmoji: boolean;
  /** Whether errors of imsg are printed as a debugger shows them, instead of as text. */
  readonly printsErrorValues: boolean;
  /** What `chats --json` leaves out. */
  readonly omittedChatFields: readonly string[];
  /** Whether a chat without a name is listed under its identifier. */
  readonly namesUnnamedChats: boolean;
  /** What `history` and `watch` leave out beyond what `rpc` does. */
  readonly omittedMessageFields: readonly string[];
  /** Whether slashes in messages are escaped. */
  readonly escapesSlashes: boolean;
  /** What `send` tells of the row it has seen. */
  readonly sentRow: 'nothing' | 'chat targets only' | 'whole';
  /** Whether `send` needs chat.db even for an address. */
  readonly sendNeedsDatabase: boolean;
}

export const commandLine050: CommandLinePolicy = {
  release: '0.5.0',
  strayArguments: 'ignored',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: true,
  printsErrorValues: true,
  omittedChatFields: [
    'guid',
    'display_name',
    'contact_name',
    'is_group',
    'participants',
    'account_id',
    'account_login',
    'last_addressed_handle',
    'unread_count',
  ],
  namesUnnamedChats: false,
  omittedMessageFields: ['chat_identifier', 'chat_guid', 'chat_name', 'participants', 'is_group'],
  escapesSlashes: false,
  sentRow: 'nothing',
  sendNeedsDatabase: false,
};

export const commandLine081: CommandLinePolicy = {
  release: '0.8.1',
  strayArguments: 'ignored',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: ['unread_count'],
  namesUnnamedChats: false,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'nothing',
  sendNeedsDatabase: true,
};

export const commandLine090: CommandLinePolicy = {
  release: '0.9.0',
  strayArguments: 'ignored',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: ['unread_count'],
  namesUnnamedChats: false,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'nothing',
  sendNeedsDatabase: true,
};

export const commandLine0110: CommandLinePolicy = {
  release: '0.11.0',
  strayArguments: 'ignored',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: ['unread_count'],
  namesUnnamedChats: false,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'chat targets only',
  sendNeedsDatabase: false,
};

export const commandLine0111: CommandLinePolicy = {
  release: '0.11.1',
  strayArguments: 'ignored',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: ['unread_count'],
  namesUnnamedChats: false,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'chat targets only',
  sendNeedsDatabase: false,
};

export const commandLine0134: CommandLinePolicy = {
  release: '0.13.4',
  strayArguments: 'refused where none is taken',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: [],
  namesUnnamedChats: false,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'chat targets only',
  sendNeedsDatabase: false,
};

export const commandLine0141: CommandLinePolicy = {
  release: '0.14.1',
  strayArguments: 'refused where none is taken',
  badNumbers: 'default',
  optionsBy: 'name',
  asksBehindTerminator: true,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: [],
  namesUnnamedChats: true,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'whole',
  sendNeedsDatabase: false,
};

export const commandLineCurrent: CommandLinePolicy = {
  release: '0.15.1',
  strayArguments: 'refused',
  badNumbers: 'refused',
  optionsBy: 'form',
  asksBehindTerminator: false,
  reactsWithAnyEmoji: false,
  printsErrorValues: false,
  omittedChatFields: [],
  namesUnnamedChats: true,
  omittedMessageFields: [],
  escapesSlashes: true,
  sentRow: 'whole',
  sendNeedsDatabase: false,
};
