import type { Contact } from '../../device/contact.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField, onlyFields, toHandle } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

function personOf(event: WorldEvent, person: unknown): Contact {
  const { name, handles } = (person ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || !Array.isArray(handles)) {
    throw badField(event, 'people', 'give a list of { name, handles: [phone number or address] }');
  }
  return { name, handles: handles.map((handle) => toHandle(handle, event, 'people')) };
}

/**
 * People are added to Contacts, and imsg may read them from then on: `{ people: [{ name, handles }] }`. Somebody
 * may have several numbers and addresses, and several people the same name.
 */
export const contacts: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['people']);
  const { people } = event;
  if (!Array.isArray(people)) throw badField(event, 'people', 'give a list of { name, handles }');
  const added = people.map((person) => personOf(event, person));
  return [
    {
      atMs,
      by: 'mac',
      apply({ addContacts, changeFacts }) {
        addContacts(eventId, added);
        changeFacts({ contacts: true });
      },
    },
  ];
};
