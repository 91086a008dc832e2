// The methods that act on a message (wire-5.3).

import { askHelper, type HelperRequest } from '../messages-app/helper/ask-helper.ts';
import {
  deleteMessageRequest,
  editRequest,
  emojiTapbackRequest,
  notifyAnywaysRequest,
  tapbackRequest,
  unsendRequest,
} from '../messages-app/helper/message-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';
import type { Handler, MethodContext } from './method.ts';

/** All that a request of this family names. */
interface Named {
  readonly chatGuid: string;
  readonly messageGuid: string;
}

/** Where first, then which message: the order in which builds before 0.14 complain. */
function named(params: Params, context: MethodContext): Named {
  const chatGuid = chatGuidOf(params.address(), context);
  return { chatGuid, messageGuid: params.string('message_id') ?? '' };
}

/** A method that answers no more than that it was done. */
function messageMethod(
  request: (named: Named, params: Params, context: MethodContext) => HelperRequest,
): Handler {
  return async (params, context) => {
    await askHelper(context, request(named(params, context), params, context));
    return { ok: true };
  };
}

export const tapback: Handler = async (params, context) => {
  const { chatGuid, messageGuid } = named(params, context);
  if (params.given('emoji')) return emojiTapback(params, { chatGuid, messageGuid }, context);
  const reaction = reactionName(params.string('reaction') ?? '', params.flag('remove'));
  const part = params.integer('part_index') ?? 0;
  const policy = { ...context.bridge, ...context.delivery };
  await askHelper(context, tapbackRequest(chatGuid, messageGuid, reaction, part, policy));
  return { ok: true, reaction };
};

/** `tapback` with `emoji`: any, as it is, be it one of the six or not (wire-11.13). */
async function emojiTapback(
  params: Params,
  { chatGuid, messageGuid }: Named,
  context: MethodContext,
): Promise<object> {
  const emoji = params.string('emoji') ?? '';
  if (emoji.trim() === '') throw invalidParams('reaction, kind, or emoji is required');
  const part = params.integer('part_index') ?? 0;
  const asked = { emoji, remove: params.flag('remove') };
  const policy = { ...context.bridge, ...context.delivery };
  await askHelper(context, emojiTapbackRequest(chatGuid, messageGuid, asked, part, policy));
  return { ok: true, emoji };
}

/** What counts as one of the six. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  love: ['love', 'heart', '❤️', '❤'],
  like: ['like', 'thumbsup', 'thumbs-up', '+1', '👍'],
  dislike: ['dislike', 'thumbsdown', 'thumbs-down', '-1', '👎'],
  laugh: ['laugh', 'haha', 'lol', '😂', '🤣'],
  emphasize: ['emphasize', 'emphasis', '!!', '‼', '‼️'],
  question: ['question', '?', '❓'],
};

const REMOVE = 'remove-';

/** The reaction as the helper calls it: `love`, or `remove-love`. Throws `Outcome`. */
function reactionName(asked: string, remove: boolean): string {
  const name = asked.trim().toLowerCase();
  if (name === '') throw invalidParams('reaction, kind, or emoji is required');
  const isRemoved = remove || name.startsWith(REMOVE);
  const bare = name.startsWith(REMOVE) ? name.slice(REMOVE.length) : name;
  const [reaction] = Object.entries(ALIASES).find(([, names]) => names.includes(bare)) ?? [];
  if (reaction !== undefined) return isRemoved ? REMOVE + reaction : reaction;
  throw invalidParams(
    `unsupported tapback reaction ${asked}; use love, like, dislike, laugh, emphasize, or question`,
  );
}

/** `message.edit`. What older devices are shown instead leaves no trace on this Mac. */
export const messageEdit = messageMethod(({ chatGuid, messageGuid }, params, { bridge }) => {
  const text = params.string('text') ?? '';
  return editRequest(chatGuid, messageGuid, text, params.integer('part_index') ?? 0, bridge);
});

export const messageUnsend = messageMethod(({ chatGuid, messageGuid }, params, { bridge }) =>
  unsendRequest(chatGuid, messageGuid, params.integer('part_index') ?? 0, bridge),
);

export const messageDelete = messageMethod(({ chatGuid, messageGuid }) =>
  deleteMessageRequest(chatGuid, messageGuid),
);

export const messageNotifyAnyways = messageMethod(({ chatGuid, messageGuid }) =>
  notifyAnywaysRequest(chatGuid, messageGuid),
);
