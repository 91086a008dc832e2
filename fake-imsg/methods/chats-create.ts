import { askHelper } from '../messages-app/helper/ask-helper.ts';
import { createRequest } from '../messages-app/helper/create-request.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `chats.create`: a direct chat or a group, with a first message if one is given (wire-5.3). */
export const chatsCreate: Handler = async (params, context) => {
  const { chatCreation } = context.bridge;
  const addresses = params
    .strings('addresses')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  if (addresses.length === 0) {
    throw invalidParams('addresses is required (non-empty array of phone/email)');
  }
  const service = params.string('service') ?? 'iMessage';
  if (chatCreation === 'iMessage, checked' && service.toLowerCase() !== 'imessage') {
    throw invalidParams('service must be iMessage');
  }
  const name = params.string('name') ?? '';
  const text = params.string('text') ?? '';
  const data = await askHelper(context, createRequest({ addresses, service, name, text }, context.bridge));
  const answer = { ok: true, chat_guid: data.chatGuid };
  if (chatCreation === 'iMessage, guid only') return answer;
  const { messageGuid, service: used } = data;
  return { ...answer, ...(messageGuid !== '' && { message_guid: messageGuid }), service: used };
};
