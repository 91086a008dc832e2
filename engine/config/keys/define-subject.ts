import type { z } from 'zod';
import type { Subject } from './subject.ts';

type Shape = z.core.$ZodLooseShape;
type NoKeys = Record<never, never>;

const NOTHING: Subject<NoKeys, NoKeys, object, object> = {
  fileKeys: {},
  accountKeys: {},
  handleKeys: [],
  resolve: () => ({}),
  resolveAccount: () => ({}),
  accountRules: [],
  checkAccounts: () => [],
  checkFile: () => [],
  warningsOf: () => [],
};

/** What is left out of `parts` is nothing: no keys, no rules, no warnings. */
export function defineSubject<
  FileKeys extends Shape = NoKeys,
  AccountKeys extends Shape = NoKeys,
  Settings extends object = NoKeys,
  AccountSettings extends object = NoKeys,
>(
  parts: Partial<Subject<FileKeys, AccountKeys, Settings, AccountSettings>>,
): Subject<FileKeys, AccountKeys, Settings, AccountSettings> {
  return { ...NOTHING, ...parts } as Subject<FileKeys, AccountKeys, Settings, AccountSettings>;
}
