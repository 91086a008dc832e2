import { askHelper } from '../messages-app/helper/ask-helper.ts';
import { readRequest } from '../messages-app/helper/chat-requests.ts';
import { selectedGuid } from '../program/chat-selector.ts';
import type { Handler } from './method.ts';

/** `read`: everything in a chat is read, and its people may be told (wire-5.3). */
export const read: Handler = async (params, context) => {
  const address = params.address();
  const name =
    address.kind === 'to'
      ? address.to
      : address.kind === 'identifier'
        ? address.identifier
        : selectedGuid(address, context);
  await askHelper(context, readRequest(name));
  return { ok: true };
};
