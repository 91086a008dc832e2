import type { ByRelease } from './by-release.ts';

/** How a release reads its command line and prints (wire-1.1 to wire-1.4). */
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

/** All but the release, which decides by itself on commands, options and help (command-line/releases.ts). */
export const COMMAND_LINES: ByRelease<Omit<CommandLinePolicy, 'release'>> = {
  strayArguments: ['ignored', ['0.13.4', 'refused where none is taken'], ['current', 'refused']],
  badNumbers: ['default', ['current', 'refused']],
  optionsBy: ['name', ['current', 'form']],
  asksBehindTerminator: [true, ['current', false]],
  reactsWithAnyEmoji: [true, ['0.7.0', false]],
  printsErrorValues: [true, ['0.7.0', false]],
  omittedChatFields: [
    [
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
    ['0.7.0', ['unread_count']],
    ['0.13.4', []],
  ],
  namesUnnamedChats: [false, ['0.14.1', true]],
  omittedMessageFields: [
    ['chat_identifier', 'chat_guid', 'chat_name', 'participants', 'is_group'],
    ['0.7.0', []],
  ],
  escapesSlashes: [false, ['0.7.0', true]],
  sentRow: ['nothing', ['0.11.0', 'chat targets only'], ['0.14.1', 'whole']],
  sendNeedsDatabase: [false, ['0.7.0', true], ['0.11.0', false]],
};
