import { askHelper } from '../messages-app/helper/ask-helper.ts';
import { shareRequest, shouldOfferRequest } from '../messages-app/helper/name-photo-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import type { Handler } from './method.ts';

/** `contacts.shouldShareContact`: whether Messages would offer name and photo there (wire-2.6). */
export const contactsShouldShare: Handler = async (params, context) => {
  const chatGuid = chatGuidOf(params.address(), context);
  return {
    ...(await askHelper(context, shouldOfferRequest(chatGuid, context.device, context.bridge))),
    ok: true,
  };
};

/** `contacts.shareContactCard`: name and photo, in spite of what it is called (wire-5.3). */
export const contactsShare: Handler = async (params, context) => {
  const chatGuid = chatGuidOf(params.address(), context);
  return { ...(await askHelper(context, shareRequest(chatGuid))), ok: true };
};
