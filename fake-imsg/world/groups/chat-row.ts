import { STYLE } from '../../chat-db/write/chats.ts';
import { addMember } from '../../chat-db/write/members.ts';
import { insertRaw } from '../../chat-db/write/raw-rows.ts';
import type { WorldEvent } from '../../device/device.ts';
import { columnsField } from '../event/columns.ts';
import { badField, onlyFields, textField, toHandle } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * A row of `chat` as it stands: `{ guid, identifier?, style?, service?, name?, with?, columns? }`. Identifier and
 * style (43 a group, 45 a direct chat) follow from the guid where they are absent; they may contradict it. A chat
 * with that guid stays as it is, but for members it lacks.
 */
export const chatRow: ExpandEvent = (event, { atMs, owner }) => {
  onlyFields(event, ['guid', 'identifier', 'style', 'service', 'name', 'with', 'columns']);
  const guid = textField(event, 'guid');
  if (guid === '') throw badField(event, 'guid', 'give a guid, such as "any;+;chat1"');
  const [, separator, ...rest] = guid.split(';');
  const identifier = event.identifier === undefined ? rest.join(';') : textField(event, 'identifier');
  const service = event.service === undefined ? 'iMessage' : textField(event, 'service');
  const name = event.name === undefined ? '' : textField(event, 'name');
  const style = styleField(event) ?? (separator === '-' ? STYLE.dm : STYLE.group);
  const columns = columnsField(event, 'chat');
  const members = membersField(event);
  return [
    {
      atMs,
      apply({ writer }) {
        const usual = {
          guid,
          style,
          state: 3,
          account_id: owner.accountGuid,
          chat_identifier: identifier,
          service_name: service,
          room_name: style === STYLE.group ? identifier : null,
          account_login: owner.account,
          last_addressed_handle: owner.handle,
          display_name: name,
          is_filtered: 0,
          successful_query: 1,
        };
        const rowid = insertRaw(writer, 'chat', { ...usual, ...columns, guid });
        for (const member of members) addMember(writer, rowid, member, service);
      },
    },
  ];
};

function styleField(event: WorldEvent): number | undefined {
  const { style } = event;
  if (style === undefined || (typeof style === 'number' && Number.isInteger(style) && style >= 0))
    return style;
  throw badField(event, 'style', 'give a whole number from 0 on: 43 is a group, 45 a direct chat');
}

function membersField(event: WorldEvent): readonly string[] {
  const { with: members = [] } = event;
  if (!Array.isArray(members)) throw badField(event, 'with', 'give a list of handles');
  return members.map((handle) => toHandle(handle, event, 'with'));
}
