// How far an agent may look: into the chat of its turn, and into no other, whatever it names.

import { posix } from 'node:path';
import { messageFinder } from '../actions/message-finder.ts';
import { EngineError } from '../errors.ts';
import { askHistory } from '../imsg/ask-history.ts';
import { readsHistoryAtOnce } from '../imsg/features.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { MediaFailure } from '../media/failures.ts';
import type { Readable } from '../media/readable.ts';
import type { Slots } from '../media/slots.ts';
import { openSourceFile } from '../media/source-file.ts';
import { copyTo, mediaFolder, namesInFolder, turnFolder } from '../media/stage.ts';
import type { Attachment } from '../message/attachment.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import { systemCode } from '../ports/system-failures.ts';
import type { HandedFile, TurnContext } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { isOfTheTwo, isSpeech, type Journal, withoutTurnedAway } from '../turns/said-before.ts';
import type { Sight } from './tool.ts';

const READ_TIMEOUT_MS = 10_000;
/** The newest messages of a chat of which one can be meant. */
const NAMED_AMONG = 500;

/** Where files may be read, and where copies of them go. */
interface FilesSight {
  readonly stateDir: string;
  readonly roots: readonly string[];
  readonly mediaBytesMax: number;
  readonly files: Files;
  readonly ids: Ids;
  readonly readable: Readable;
  /** Over all turns. */
  readonly staging: Slots;
}

export interface SightOptions extends Journal {
  readonly store: Pick<Store, 'verdictsOf' | 'recentParts' | 'provenPart' | 'rowsNamed' | 'rowNumbered'>;
  readonly clock: Clock;
  readonly rowsMax: number;
  readonly bytesMax: number;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
  /** The child that reads, while it is there. */
  readClient(): RpcCaller | null;
  /** Of its imsg; null until it is known. */
  imsgVersion(): string | null;
  /** Null = imsg runs on another machine. */
  readonly copies: FilesSight | null;
}

/** The turn that is answered. */
export type Where = Pick<TurnContext, 'chatGuid' | 'chatId' | 'isGroup' | 'sender' | 'messageGuids'> & {
  readonly group: string;
};

/** @param signal Ends what is under way. */
export function createSight(where: Where, options: SightOptions, signal: AbortSignal): Sight {
  const { rowsMax, bytesMax } = options;
  const messages: Sight['messages'] = async (count, withFiles) => {
    if (!readsHistoryAtOnce(options.imsgVersion()))
      throw new EngineError('action_unavailable', {
        message:
          'This build of imsg takes seconds to tell what was said before, and everything else waits for it.',
      });
    const request = { chatId: where.chatId, limit: count, attachments: withFiles };
    const payloads = await askHistory(options, request, { signal, timeoutMs: READ_TIMEOUT_MS });
    const said = payloads.flatMap((payload) => messageOf(payload, where, options.wireRegion) ?? []);
    // Who else is in a group nobody has let in where the journal does not know them.
    const kept = await withoutTurnedAway(said, options, !where.isGroup);
    const inOrder = kept.toSorted((one, other) => one.rowid - other.rowid);
    return { messages: inOrder, isFull: payloads.length >= count };
  };
  const find = messageFinder(options)(where);
  return {
    rowsMax,
    bytesMax,
    messages,
    async message(id) {
      const guid = (await find.message(id, 'any')).toUpperCase();
      const { messages: named } = await messages(NAMED_AMONG, true);
      const found = named.find((one) => one.guid?.toUpperCase() === guid);
      if (found) return found;
      throw new EngineError('message_unusable', {
        message: `No message among the newest ${NAMED_AMONG} of this chat that may be told of has this id.`,
      });
    },
    async file(message, index) {
      const file = message.attachments[index]!;
      if (options.copies === null)
        throw new EngineError('action_unavailable', {
          message: 'No file is fetched where imsg runs on another machine.',
        });
      return copyOf(file, folderOf(where, message, index), options.copies, signal);
    },
  };
}

/** Null = it is of another chat, or no words and no file of anybody. */
function messageOf(
  payload: unknown,
  { chatGuid, isGroup, sender }: Where,
  region: string | null,
): Message | null {
  const normalized = normalize(payload, undefined, null, region);
  if (!normalized.ok) return null;
  const { message } = normalized;
  if (message.chatGuid !== chatGuid || message.isGroup !== isGroup) return null;
  if (!isGroup && !isOfTheTwo(message, { sender })) return null;
  const hasFiles = message.reaction === null && message.attachments.length > 0;
  return isSpeech(message) || hasFiles ? message : null;
}

/** Of the same file the same place, so that it is there once however often it is read. */
function folderOf({ group }: Where, { guid, rowid }: Message, index: number): string {
  return posix.join(`${turnFolder(group)}.read`, `${turnFolder(guid ?? String(rowid))}-${index}`);
}

async function copyOf(
  attachment: Attachment,
  within: string,
  { stateDir, roots, mediaBytesMax: bytesMax, files, ids, readable, staging }: FilesSight,
  signal: AbortSignal,
): Promise<HandedFile> {
  const { path, name, kind, mimeType, isWordless, words } = attachment;
  const folder = posix.join(mediaFolder(stateDir), within);
  const target = posix.join(folder, namesInFolder([name])[0]!);
  const unfinished = `${folder}.${ids.uuid('read file')}`;
  try {
    const bytes = await staging.run(async () => {
      const source = await openSourceFile({ path, bytes: attachment.bytes }, { roots, bytesMax }, files);
      try {
        return await copyTo(source, { target, unfinished }, files, { bytesMax, signal });
      } finally {
        await source.close();
      }
    }, signal);
    const said = { ...(isWordless && { isWordless }), ...(words !== undefined && { words }) };
    const [handed] = await readable.of(
      [{ path: target, name, kind, mimeType, bytes, ...said }],
      folder,
      signal,
    );
    return handed!;
  } catch (error) {
    const why = error instanceof MediaFailure ? error.message : systemCode(error);
    if (why === '') throw error;
    throw new EngineError('file_unusable', {
      message: `The file cannot be read: ${why}.`,
      remedy: 'It lies outside of attachmentRoots, is too large, or has not come yet.',
      cause: error,
    });
  }
}
