import { type Projection, without } from './project.ts';

/** Chats and subscriptions as builds up to 0.13 give them (protocol sections 2.4 and 4.5). */
export function lenientProjection(omittedMessageFields: readonly string[]): Projection {
  return {
    message: without(new Set(omittedMessageFields)),
    chat: ({ id, identifier, guid, display_name, service, last_message_at, participants, is_group }) => ({
      id,
      identifier,
      guid: guid ?? '',
      // An unnamed chat has an empty name; only where there is no such column it has its identifier.
      name: display_name,
      service,
      last_message_at,
      participants,
      is_group,
    }),
    subscription: without(new Set(['buffer_limit'])),
  };
}
