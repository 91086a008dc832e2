import { deleteRequest, markUnreadRequest } from '../messages-app/helper/chat-requests.ts';
import { chatsCreate } from './chats-create.ts';
import {
  chatMethod,
  groupAddParticipant,
  groupLeave,
  groupRemoveParticipant,
  groupRename,
  groupSetIcon,
} from './groups.ts';
import type { Handler } from './method.ts';
import { read } from './read.ts';
import { typing, typingStart, typingStop } from './typing.ts';

/** Methods that act on a chat or a group (wire-5.3). */
export const GROUP_HANDLERS = {
  'chats.create': chatsCreate,
  'chats.delete': chatMethod((guid) => deleteRequest(guid)),
  'chats.markUnread': chatMethod((guid) => markUnreadRequest(guid)),
  typing,
  'typing.start': typingStart,
  'typing.stop': typingStop,
  read,
  'group.rename': groupRename,
  'group.setIcon': groupSetIcon,
  'group.addParticipant': groupAddParticipant,
  'group.removeParticipant': groupRemoveParticipant,
  'group.leave': groupLeave,
} as const satisfies Record<string, Handler>;
