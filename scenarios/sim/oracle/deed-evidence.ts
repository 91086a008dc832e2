// What shows in Messages that something was done which leaves no message.

import { chatMeaning } from './chat-meaning.ts';
import type { Acting, DeedCall, DeedPart } from './deed.ts';
import { tapbackType } from './deed-meaning.ts';
import type { History, WitnessedRow } from './history.ts';
import { isOwn } from './speech.ts';
import { isSilent } from './words.ts';

/** Between the look at the newest row and the call. */
const MARKED_MS = 1_000;

const LEAVING: ReadonlySet<string> = new Set(['group-remove', 'group-leave']);

export interface World {
  readonly history: History;
  readonly acting: Acting;
  rowsNamed(guid: string): readonly WitnessedRow[];
}

/** Of a row that is a vote in the poll that it is put on. */
const VOTE = 4000;

/** A note that Messages makes in a group of another picture, or of the owner who leaves. */
const NOTE_OF_GROUP = 3;

/** Whether it shows by then, null = nobody can say; `part` = by the row that is said to prove it. */
export function showsBy(call: DeedCall, untilMs: number, world: World, part?: DeedPart): boolean | null {
  const { method, params } = call;
  const { acting, history, rowsNamed } = world;
  const isSince = (atMs: number) => atMs >= call.atMs - MARKED_MS && atMs <= untilMs;
  const inChat = ({ chatGuid }: WitnessedRow) =>
    chatGuid === null || meaningIn(chatGuid) === meaningIn(call.chatGuid);
  const rows = () => history.rows.filter((row) => isOwn(row) && isSince(row.insertedAtMs) && inChat(row));
  const isRow = ({ guid }: WitnessedRow) =>
    part === undefined || guid.toUpperCase() === part.guid?.toUpperCase();
  const target = () => rowsNamed(String(params.message_id));
  const changed = (kinds: readonly string[], what?: unknown) =>
    acting.groups.some(
      (change) =>
        kinds.includes(change.kind) &&
        change.atMs >= call.atMs &&
        change.atMs <= untilMs &&
        (change.chat === null || change.chat === meaningIn(call.chatGuid)) &&
        (what === undefined || change.what === what),
    );
  const left = (address: unknown) =>
    acting.groups.some(({ kind, what, atMs }) => LEAVING.has(kind) && what === address && atMs <= call.atMs);
  switch (method) {
    case 'tapback': {
      const type = tapbackType(params);
      const of = String(params.message_id).toUpperCase();
      return rows().some((row) => row.associatedType === type && isRow(row) && isPutOn(row, of));
    }
    case 'poll.send':
      // It points at itself once somebody has added an option to it.
      return rows().some((row) => [0, 3].includes(row.associatedType) && isPoll(row) && isRow(row));
    case 'poll.vote': {
      const of = String(params.poll_guid).toUpperCase();
      return rows().some((row) => row.associatedType === VOTE && isRow(row) && isPutOn(row, of));
    }
    case 'message.edit':
      return target().some(({ versions }) =>
        versions.some(({ text, atMs }) => atMs <= untilMs && text === params.text),
      );
    case 'message.unsend':
      return target().some(
        ({ versions, deletedAtMs }) =>
          versions.some(({ text, atMs }, index) => index > 0 && atMs <= untilMs && isSilent(text)) ||
          (deletedAtMs !== null && deletedAtMs <= untilMs),
      );
    case 'group.rename':
      return changed(['group-rename'], params.name);
    case 'group.addParticipant':
      // Whoever has written may be in it from the beginning.
      return (
        changed(['group-join'], params.address) || (isKnown(params.address, history.rows) ? null : false)
      );
    case 'group.removeParticipant': {
      // Whoever has not written there may not be in it.
      const wrote = history.rows.filter((row) => row.insertedAtMs <= call.atMs && isIn(row.chatGuid, call));
      return (
        changed(['group-remove', 'group-leave'], params.address) ||
        (isKnown(params.address, wrote) && !left(params.address) ? false : null)
      );
    }
    default:
      return rows().some((row) => row.itemType === NOTE_OF_GROUP && isRow(row));
  }
}

const isPoll = ({ balloonId }: WitnessedRow) => balloonId?.endsWith('com.apple.messages.Polls') === true;

const meaningIn = (chatGuid: string) => chatMeaning({ chatGuid, chatIdentifier: null });

const isPutOn = ({ target = '' }: WitnessedRow, guid: string) =>
  target.toUpperCase().replace(/^P:\d+\//, '') === guid || target.toUpperCase().replace(/^BP:/, '') === guid;

const isIn = (chatGuid: string | null, call: DeedCall) =>
  chatGuid !== null && meaningIn(chatGuid) === meaningIn(call.chatGuid);

function isKnown(address: unknown, rows: readonly WitnessedRow[]): boolean {
  return rows.some(({ sender }) => sender === address);
}
