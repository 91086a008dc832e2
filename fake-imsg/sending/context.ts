import type { HelperContext } from '../messages-app/helper/ask-helper.ts';
import type { ChatContext } from '../program/chat-selector.ts';
import type { Contacts } from '../program/contacts.ts';
import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import type { Params } from '../wire/params.ts';

/** What of the program sending needs. */
export interface SendContext extends HelperContext, ChatContext {
  readonly contacts: Contacts;
  readonly delivery: DeliveryPolicy;
}

/** Answers one method that sends: returns the result, or throws `Outcome`. */
export type SendMethod = (params: Params, context: SendContext) => Promise<object>;
