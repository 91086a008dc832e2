import type { Facts } from '../../device/device.ts';
import { flagField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

const PERMISSIONS = [
  'fullDiskAccess',
  'automation',
  'signedIn',
  'contacts',
] as const satisfies readonly (keyof Facts)[];

/**
 * Somebody grants or takes away what imsg needs: `{ fullDiskAccess?, automation?, signedIn?, contacts? }`.
 * A program that runs meets it at its next look.
 */
export const permission: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, PERMISSIONS);
  const named = PERMISSIONS.filter((name) => event[name] !== undefined);
  const change = Object.fromEntries(named.map((name) => [name, flagField(event, name, true)]));
  return [{ atMs, by: 'mac', apply: ({ changeFacts }) => changeFacts(change) }];
};
