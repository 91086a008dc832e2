import type { OpenPolicy } from '../chat-db/read/access.ts';
import type { ContactsPolicy } from '../program/contacts.ts';
import type { ServerPolicy } from '../server/policy.ts';
import type { CommandLinePolicy } from './command-lines.ts';

/** All that one release of imsg does in its own way. Its settings stand in tables of all releases (by-release.ts). */
export interface Build extends ServerPolicy {
  readonly commandLine: CommandLinePolicy;
  /** `rpc` on a database that cannot be read: it goes on without, refuses everything, or prints why and ends. */
  readonly start: 'degraded' | 'refusing' | 'printing';
  readonly database: OpenPolicy;
  readonly contacts: ContactsPolicy;
}
