// Sending by AppleScript: the script, its answer, and the row that proves it (wire-6.4).

import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { OwnRow } from '../chat-db/read/own-rows.ts';
import type { StagedFile } from '../device/device.ts';
import {
  type ScriptSend,
  type ScriptTarget,
  scriptDelivery,
  tellMessages,
} from '../messages-app/applescript/applescript.ts';
import { mayHave, notStarted, Outcome } from '../program/outcomes.ts';
import { normalizeAddress } from '../program/phone-number.ts';
import type { SendContext } from './context.ts';
import type { SendRequest } from './request.ts';
import { lookFor, oldestRow, seen, textRow } from './sent-row.ts';
import { stageFile } from './staging.ts';
import { directChat, type SendTarget, scriptTarget } from './target.ts';

type ScriptContext = Pick<SendContext, 'device' | 'clock' | 'delivery' | 'stepAgenda'>;

/** Sends by script and answers what is known of it. Throws `Outcome`. */
export async function sendByScript(
  request: SendRequest,
  target: SendTarget,
  context: SendContext,
  chatDb: ChatDb | null,
): Promise<Readonly<Record<string, unknown>>> {
  const sentMs = context.clock.wallMs();
  const above = (chatDb && seen(() => chatDb.rows.maxRowid())) ?? 0;
  const file = await runScript(request, target, context);
  const { verifyForMs, verifiesFiles } = context.delivery;
  const isLookedFor = target.isChat || ((request.text !== '' || verifiesFiles) && request.verifiesPeople);
  const isVerified = chatDb !== null && verifyForMs > 0 && isLookedFor;
  const row = isVerified ? await verify(request, target, context, { sentMs, above, file }) : null;
  const chat = chatDb && seen(() => chatOf(context, row) ?? targetChat(chatDb, target));
  const guid = chat?.guid || target.guid;
  return {
    ok: true,
    transport: 'applescript',
    ...(row && { id: row.id, ...(row.guid && { guid: row.guid, message_id: row.guid }) }),
    ...(guid && { chat_guid: guid }),
    ...serviceOf(request, row, chat?.service, context),
  };
}

async function runScript(
  request: SendRequest,
  target: SendTarget,
  context: SendContext,
): Promise<StagedFile | null> {
  const named = scriptTarget(target, request.region, context.delivery);
  const file = request.file === '' ? null : stageFile(context.device, request.file);
  const { text } = request;
  try {
    await tellChatOrPerson(context, { target: named, text, file });
  } catch (error) {
    const buddy = smsBuddy(error, request, target, named, context);
    if (buddy === null) throw error;
    await tellByScript(context, { target: { buddy, service: 'SMS' }, text, file: null }).catch((second) => {
      throw context.delivery.smsFallback === 'any failure' ? bothFailed(error, second) : second;
    });
  }
  return file;
}

/** Runs the script, and once more for the one person of a chat that Messages does not know. Throws `Outcome`, that of the last. */
async function tellChatOrPerson(context: SendContext, send: ScriptSend): Promise<void> {
  try {
    await tellByScript(context, send);
  } catch (error) {
    const person = personAgain(error, send.target, context);
    if (person === null) throw error;
    await tellByScript(context, { ...send, target: person });
  }
}

/** Runs the script once. Throws `Outcome`. */
export async function tellByScript(context: ScriptContext, send: ScriptSend): Promise<void> {
  const { clock, device, delivery, stepAgenda } = context;
  const answer = tellMessages(device, send);
  stepAgenda();
  if (answer === 'done') return;
  const { scriptDeadlineMs } = delivery;
  // Without a deadline nobody ever hears of it again.
  await new Promise<void>((resolve) => {
    if (scriptDeadlineMs !== null) clock.after(scriptDeadlineMs, resolve);
  });
  throw mayHave(scriptDelivery(`osascript timed out after ${(scriptDeadlineMs ?? 0) / 1000} seconds.`));
}

function serviceOf(
  { service }: SendRequest,
  row: OwnRow | null,
  ofChat: string | undefined,
  { delivery }: SendContext,
): object {
  const asked = { sms: 'SMS', imessage: 'iMessage' }[service as string];
  const told = delivery.tellsServiceOfRow ? row?.service || ofChat || asked : ofChat;
  return told ? { service: told } : {};
}

/** The one person of a direct chat that Messages does not know by its guid; null where that is not to be tried (wire-11.18). */
function personAgain(
  error: unknown,
  named: ScriptTarget,
  { delivery, chatDb }: SendContext,
): ScriptTarget | null {
  const isUnknown =
    error instanceof Outcome && error.what.kind === 'notStarted' && error.what.delivery.isUnknown;
  if (!delivery.findsPersonAgain || !isUnknown || !('chatId' in named)) return null;
  const chat = seen(() => chatDb().chats.byGuid(named.chatId));
  if (!chat?.guid.includes(';-;') || chat.participants.length !== 1 || !chat.accountId) return null;
  return { buddy: chat.participants[0]!, service: chat.service === 'SMS' ? 'SMS' : 'iMessage' };
}

/** Whom to send an SMS to after an iMessage failed; null where that is not to be tried (wire-6.1). */
function smsBuddy(
  error: unknown,
  { text, file, service, allowsSms, region }: SendRequest,
  target: SendTarget,
  named: ScriptTarget,
  { delivery: { smsFallback } }: SendContext,
): string | null {
  if (!(error instanceof Outcome) || smsFallback === 'never') return null;
  if (smsFallback === 'not started' && error.what.kind !== 'notStarted') return null;
  const isText = text !== '' && file === '';
  const isAuto = service === 'auto' && target.service === 'auto' && allowsSms;
  if (target.isChat || !isText || !isAuto) return null;
  const person = 'buddy' in named ? named.buddy : (normalizeAddress(target.person, region) ?? target.person);
  return !person.includes('@') && /\d/.test(person) ? person : null;
}

function bothFailed(first: unknown, second: unknown): unknown {
  const said = (error: unknown) =>
    error instanceof Outcome && 'delivery' in error.what
      ? `AppleScript failed: ${error.what.delivery.scriptText ?? error.what.delivery.detail}`
      : null;
  const [one, other] = [said(first), said(second)];
  if (one === null || other === null) return second;
  return notStarted(scriptDelivery(`iMessage send failed (${one}); SMS fallback also failed (${other})`));
}

/** What was there when a send began, and what it sends. */
interface Dispatched {
  readonly sentMs: number;
  /** The newest row at that moment. */
  readonly above: number;
  readonly file: StagedFile | null;
}

/** The row of the send, or null where builds take that for good. Throws `Outcome`. */
async function verify(
  { text }: SendRequest,
  target: SendTarget,
  context: SendContext,
  { sentMs, above, file }: Dispatched,
): Promise<OwnRow | null> {
  const { clock, chatDb, delivery } = context;
  const { verifiesIn, verifiesBodies, unseenRow } = delivery;
  const known = seen(() => targetChat(chatDb(), target))?.id ?? null;
  const query = { service: target.service, heedsService: delivery.scriptNames === 'chats' };
  const look = () => {
    const db = chatDb();
    const chatId = known ?? directChat(db, target.person, query)?.id ?? null;
    if (chatId === null && verifiesIn === 'the new chat') return null;
    if (text === '' && file) {
      const { filename } = file;
      return chatId === null
        ? null
        : db.ownRows.withFile({ filename, chatId, from: oldestRow(sentMs), above });
    }
    const inChat = verifiesIn === 'the new chat' ? chatId : known;
    return textRow(db, { text, sentMs, chatId: inChat, bodies: verifiesBodies });
  };
  const isLookedFor = text !== '' || delivery.verifiesFiles;
  const row = isLookedFor ? await lookFor(clock, delivery.verifyForMs, look) : null;
  if (row) return row;
  refuseGhost(context, target, sentMs);
  if (unseenRow === 'ok' || !isLookedFor) return null;
  const what = text === '' ? 'attachment' : 'text';
  throw mayHave(
    scriptDelivery(
      `Messages automation returned success, but no matching outgoing ${what} row was observed within 8 seconds.`,
    ),
  );
}

/** Messages may have taken the send of a chat and written nothing but an empty row. Throws `Outcome`. */
function refuseGhost({ chatDb, delivery }: SendContext, target: SendTarget, sentMs: number): void {
  const direct = delivery.scriptNames === 'chats' ? (target.directChat?.guid ?? '') : '';
  const names = [target.guid || direct, target.identifier].filter((name) => name !== '');
  if (names.length === 0) return;
  const rowid = seen(() => chatDb().ownRows.ghost(names, oldestRow(sentMs)));
  if (rowid === null) return;
  const detail = `Messages accepted the chat send but wrote an unjoined empty outgoing row (${rowid}); delivery to the target chat was not confirmed`;
  throw mayHave(scriptDelivery(detail));
}

/** The chat that a target means, as far as the database knows it. */
function targetChat({ targets }: ChatDb, { guid, identifier, directChat }: SendTarget) {
  const name = guid || identifier;
  return name === '' ? directChat : targets.chat(name);
}

function chatOf({ chatDb }: SendContext, row: OwnRow | null) {
  return row?.chatId == null ? null : chatDb().chats.byId(row.chatId);
}
