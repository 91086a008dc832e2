import { access } from './keys/access.ts';
import { acp } from './keys/acp.ts';
import { actions } from './keys/actions.ts';
import { agents } from './keys/agents.ts';
import { alerts } from './keys/alerts.ts';
import { approvals } from './keys/approvals.ts';
import { attachments } from './keys/attachments.ts';
import { bindings } from './keys/bindings.ts';
import { bridge } from './keys/bridge.ts';
import { budgets } from './keys/budgets.ts';
import { coalescing } from './keys/coalescing.ts';
import { commands } from './keys/commands.ts';
import { context } from './keys/context.ts';
import { enabled } from './keys/enabled.ts';
import { filtered } from './keys/filtered.ts';
import { groups } from './keys/groups.ts';
import { monitoring } from './keys/monitoring.ts';
import { ownAddresses } from './keys/own-addresses.ts';
import { owner } from './keys/owner.ts';
import { people } from './keys/people.ts';
import { recovery } from './keys/recovery.ts';
import { replies } from './keys/replies.ts';
import { sending } from './keys/sending.ts';
import { session } from './keys/session.ts';
import { signals } from './keys/signals.ts';
import { source } from './keys/source.ts';
import { state } from './keys/state.ts';
import type { InputOf, Places, SharedKeys } from './keys/subject.ts';
import { tools } from './keys/tools.ts';

/** Every subject, in the order in which messages and editors list the keys. */
export const SUBJECTS = [
  state,
  enabled,
  source,
  sending,
  owner,
  ownAddresses,
  access,
  filtered,
  groups,
  context,
  signals,
  attachments,
  agents,
  bindings,
  coalescing,
  recovery,
  replies,
  bridge,
  actions,
  tools,
  session,
  people,
  approvals,
  commands,
  acp,
  budgets,
  monitoring,
  alerts,
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

/** What the keys at the top of the file come to. */
export function resolveFile(file: InputOf<typeof fileKeys & SharedKeys>, places: Places) {
  return together<All<ReturnType<AnySubject['resolve']>>>(
    SUBJECTS.map((subject) => subject.resolve(file, places)),
  );
}

/** What the keys of an account come to, after inheritance. */
export function resolveAccountKeys(
  account: InputOf<typeof accountKeys>,
  outside: { readonly file: InputOf<typeof fileKeys & SharedKeys>; readonly home: string },
) {
  return together<All<ReturnType<AnySubject['resolveAccount']>>>(
    SUBJECTS.map((subject) => subject.resolveAccount(account, outside)),
  );
}

function together<Whole>(parts: readonly object[]): Whole {
  return Object.assign({}, ...parts) as Whole;
}
