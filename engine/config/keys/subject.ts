import type { z } from 'zod';
import type { sharedKeys } from './shared-keys.ts';

/** One thing that is wrong with a configuration, as one line: where, what stands there, what may stand there. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** What keys hold once the schema has passed them. */
export type InputOf<Keys> = { readonly [Key in keyof Keys]?: z.output<Keys[Key]> };

/** Where things are unless the file says otherwise. */
export interface Places {
  /** What `~` stands for. */
  readonly home: string;
  /** Default `~/.imgate`. */
  readonly stateDir?: string | undefined;
}

/** Keys at the top of the file to which several subjects look. */
export type SharedKeys = typeof sharedKeys;

/**
 * A rule across keys of one account. It is asked on the effective values: at the channel, and at an account that
 * has one of `keys` itself, since what it merely inherits is told of at the channel.
 */
interface AccountRule<Input> {
  readonly keys: readonly (keyof Input)[];
  /** `path` is within the account. `level` = where the values stand, for texts that name keys. */
  check(input: Input, level: 'channel' | 'account'): readonly Problem[];
}

/**
 * A subject of the configuration: its keys and all that is known of them. A key may stand at the top of the file,
 * or in an account and in the channel for every account that leaves it out.
 */
export interface Subject<FileKeys, AccountKeys, Settings, AccountSettings> {
  readonly fileKeys: FileKeys;
  readonly accountKeys: AccountKeys;
  /** Names under which people's addresses stand: no message shows them whole. */
  readonly handleKeys: readonly string[];
  /** Defaults applied. */
  resolve(file: InputOf<FileKeys & SharedKeys>, places: Places): Settings;
  resolveAccount(
    account: InputOf<AccountKeys>,
    outside: { readonly file: InputOf<FileKeys & SharedKeys>; readonly home: string },
  ): AccountSettings;
  readonly accountRules: readonly AccountRule<InputOf<AccountKeys>>[];
  /** Rules between accounts, by what each has of its own. `path` begins with the account's name. */
  checkAccounts(accounts: Readonly<Record<string, InputOf<AccountKeys>>>): readonly Problem[];
  checkFile(file: InputOf<FileKeys>): readonly Problem[];
  /** What the operator should know of an enabled account, one line each, although it is in order. */
  warningsOf(account: AccountSettings & { readonly accountId: string }): readonly string[];
}
