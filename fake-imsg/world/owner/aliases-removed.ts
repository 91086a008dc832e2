import { bridgeEvent } from '../event/bridge-event.ts';
import { onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** The owner takes an address off the account, somewhere: `{}`. Only the helper of the bridge notices. */
export const aliasesRemoved: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, []);
  const name = 'aliases-removed';
  const apply = (mac: Parameters<typeof bridgeEvent>[0]) =>
    bridgeEvent(mac, { key: `${eventId} ${name}`, event: name, data: {}, atMs });
  return [{ atMs, apply }];
};
