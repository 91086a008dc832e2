import { access } from './keys/access.ts';
import { agents } from './keys/agents.ts';
import { attachments } from './keys/attachments.ts';
import { coalescing } from './keys/coalescing.ts';
import { enabled } from './keys/enabled.ts';
import { groups } from './keys/groups.ts';
import { ownAddresses } from './keys/own-addresses.ts';
import { recovery } from './keys/recovery.ts';
import { sending } from './keys/sending.ts';
import { session } from './keys/session.ts';
import { source } from './keys/source.ts';
import { state } from './keys/state.ts';
import type { InputOf } from './keys/subject.ts';

/** Every subject, in the order in which messages and editors list the keys. */
export const SUBJECTS = [
  state,
  enabled,
  source,
  sending,
  ownAddresses,
  access,
  groups,
  attachments,
  agents,
  coalescing,
  recovery,
  session,
] as const;

type AnySubject = (typeof SUBJECTS)[number];
/** `A | B` as `A & B`. */
type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Every) => void
  ? Every
  : never;

export const fileKeys = together<All<AnySubject['fileKeys']>>(SUBJECTS.map((subject) => subject.fileKeys));
export const accountKeys = together<All<AnySubject['accountKeys']>>(
  SUBJECTS.map((subject) => subject.accountKeys),
);

/** What the keys at the top of the file come to. `home` = what `~` stands for. */
export function resolveFile(file: InputOf<typeof fileKeys>, home: string) {
  return together<All<ReturnType<AnySubject['resolve']>>>(
    SUBJECTS.map((subject) => subject.resolve(file, home)),
  );
}

/** What the keys of an account come to, after inheritance. */
export function resolveAccountKeys(
  account: InputOf<typeof accountKeys>,
  outside: { readonly file: InputOf<typeof fileKeys>; readonly home: string },
) {
  return together<All<ReturnType<AnySubject['resolveAccount']>>>(
    SUBJECTS.map((subject) => subject.resolveAccount(account, outside)),
  );
}

function together<Whole>(parts: readonly object[]): Whole {
  return Object.assign({}, ...parts) as Whole;
}
