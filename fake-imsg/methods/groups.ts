import { askHelper, type HelperRequest } from '../messages-app/helper/ask-helper.ts';
import {
  addMemberRequest,
  iconRequest,
  leaveRequest,
  removeMemberRequest,
  renameRequest,
  stagedPhoto,
} from '../messages-app/helper/group-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import type { Params } from '../wire/params.ts';
import type { Handler, MethodContext } from './method.ts';

/** A method that tells the helper to do something with a chat, and answers no more than that it was done. */
export function chatMethod(
  request: (chatGuid: string, params: Params, context: MethodContext) => HelperRequest,
): Handler {
  return async (params, context) => {
    const chatGuid = chatGuidOf(params.address(), context);
    await askHelper(context, request(chatGuid, params, context));
    return { ok: true };
  };
}

/** `group.rename`. An empty name takes the name away. */
export const groupRename = chatMethod((guid, params) => renameRequest(guid, params.string('name') ?? ''));

/** `group.setIcon`. Without a file the photo is cleared. */
export const groupSetIcon = chatMethod((guid, params, { device }) =>
  iconRequest(guid, stagedPhoto(device, params.string('file'))),
);

/** `group.addParticipant`. */
export const groupAddParticipant = chatMethod((guid, params, { bridge }) =>
  addMemberRequest(guid, params.string('address') ?? '', bridge),
);

/** `group.removeParticipant`. */
export const groupRemoveParticipant = chatMethod((guid, params) =>
  removeMemberRequest(guid, params.string('address') ?? ''),
);

/** `group.leave`: by the owner. */
export const groupLeave = chatMethod((guid) => leaveRequest(guid));
