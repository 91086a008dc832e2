// What can be seen of a chat: whether something was done that leaves no row.

import type { Look } from '../actions/action.ts';
import { isChangedBeside } from '../actions/last-edit.ts';
import { EngineError } from '../errors.ts';
import { listsChatsAfresh, tellsSendStatus } from '../imsg/features.ts';
import { chatsList, messageSendStatus } from '../imsg/methods.ts';
import { type NewestSource, newestMessages } from '../imsg/newest-messages.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import { type Tapback, tapbackOf } from '../message/tapback.ts';
import { partsIn, wordsOf } from '../message/text.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { PartRow, PartTarget } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { kindOf } from './kinds/kinds.ts';

/** Messages of a chat among which one is looked for. */
const MESSAGES_MAX = 200;
/** imsg gives chats by their newest message: one in which something was just said is among the first. */
const CHATS_MAX = 200;
/** Apple lets nobody change what was sent longer ago, by far. */
const CHANGED_WITHIN_MS = 60 * 60_000;
/** Parts among which those are that change a message besides another. */
const PARTS_MAX = 1_000;

interface SightsOptions extends NewestSource {
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
}

/** What can be seen of chats at any moment. */
export const createSightOf =
  (options: SightsOptions) =>
  (target: Pick<PartTarget, 'chatGuid' | 'chatId'>): Look =>
    lookAt(target, options);

/** Whether it is to be seen that a part was done. */
export function createSights(
  options: SightsOptions & { readonly store: Pick<Store, 'recentParts'>; readonly clock: Clock },
): (part: PartRow) => Promise<boolean> {
  const lately = ({ accountId }: PartRow) =>
    options.store.recentParts({
      accountId,
      sinceMs: options.clock.wallMs() - CHANGED_WITHIN_MS,
      limit: PARTS_MAX,
    });
  return async (part) => {
    const { isDone } = kindOf(part);
    if (!isDone) return false;
    const look = lookAt(part.target, options);
    const editedAt: Look['editedAt'] = async (guid) =>
      isChangedBeside(part, await lately(part)) ? null : look.editedAt(guid);
    try {
      return (await isDone(part.content, { ...look, editedAt })) ?? false;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return false;
    }
  };
}

interface Seen {
  readonly message: Message;
  readonly payload: unknown;
}

function lookAt({ chatGuid, chatId }: Pick<PartTarget, 'chatGuid' | 'chatId'>, source: SightsOptions): Look {
  const { db, readClient, imsgVersion } = source;
  const find = async (guid: MessageGuid): Promise<Seen | null> => {
    const newest = await newestMessages(source, { chatId, limit: MESSAGES_MAX });
    for (const payload of newest ?? []) {
      const normalized = normalize(payload);
      if (normalized.ok && normalized.message.guid === guid) return { ...normalized, payload };
    }
    return null;
  };
  return {
    async wordsOf(guid, part) {
      const found = await find(guid);
      const parts = found && partsOfPayload(found);
      if (parts === null || parts.length === 1) return found?.message.text ?? null;
      return parts[part] === undefined ? null : wordsOf(parts[part]);
    },
    async partsOf(guid) {
      // Of what was changed parts may be gone, and the others keep their numbers.
      if (db === null || (await db.changesOf([guid]))[0]) return null;
      const found = await find(guid);
      return (found && partsOfPayload(found))?.length ?? null;
    },
    async serviceOf(guid) {
      const caller = readClient();
      if (caller === null || !tellsSendStatus(imsgVersion())) return null;
      return (await messageSendStatus(caller, guid)).delivery?.service ?? null;
    },
    async ownTapback(guid) {
      const found = await find(guid);
      return found && { tapback: ownTapbackOn(found.payload) };
    },
    async editedAt(guid) {
      if (db === null) return null;
      const change = (await db.changesOf([guid]))[0];
      return { atMs: change && !change.isEmptied ? change.editedAtMs : null };
    },
    async isEmptied(guid) {
      if (db !== null) return (await db.changesOf([guid]))[0]?.isEmptied ?? false;
      const words = (await find(guid))?.message.text ?? null;
      // Some versions of macOS leave the old words where nothing is left of a message.
      return words === '' ? true : null;
    },
    async chat() {
      const caller = readClient();
      if (caller === null || !listsChatsAfresh(imsgVersion())) return null;
      const found = (await chatsList(caller, CHATS_MAX)).find(({ guid }) => guid === chatGuid);
      return found ?? null;
    },
  };
}

/** As imsg tells of them. */
function partsOfPayload({ payload, message }: Seen): readonly string[] | null {
  return partsIn(String((payload as { readonly text: unknown }).text), message.attachments.length);
}

/** One person has one tapback on a message at a time. */
function ownTapbackOn(payload: unknown): Tapback | null {
  const { reactions } = payload as { readonly reactions?: unknown };
  if (!Array.isArray(reactions)) return null;
  for (const reaction of reactions) {
    const { type, is_from_me: isOwn } = (reaction ?? {}) as Readonly<Record<string, unknown>>;
    const tapback = isOwn === true && typeof type === 'string' ? tapbackOf(type) : null;
    if (tapback !== null) return tapback;
  }
  return null;
}
