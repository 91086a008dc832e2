// Sends over the bridge alone (wire-5.3).

import type { StagedFile } from '../device/device.ts';
import { askHelper } from '../messages-app/helper/ask-helper.ts';
import {
  attachmentRequest,
  type BridgeMessage,
  messageRequest,
  multipartRequest,
} from '../messages-app/helper/send-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import { invalidParams, Outcome } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';
import { sentResult, verifiedResult } from './bridge-result.ts';
import { probe, stageForBridge } from './by-bridge.ts';
import type { SendContext, SendMethod } from './context.ts';
import { effectId } from './effects.ts';
import { refuseRetired, sendRichLink } from './rich-link.ts';
import { stageFile } from './staging.ts';

/** `send.rich`: a text or file with effect, subject, formatting or as an answer; or a URL with its preview. */
export const sendRich: SendMethod = async (params, context) => {
  refuseRetired(params);
  if (params.given('url')) return sendRichLink(params, context);
  const text = params.string('text') ?? '';
  const file = params.string('file') ?? '';
  if (params.given('file') && file === '') throw invalidParams('file must be a non-empty string');
  const isScanned = params.flag('dd_scan');
  const more = modifiers(params);
  const chatGuid = chatGuidOf(params.address(), context);
  const formatting = params.objects('text_formatting');
  const parts = text === '' && file !== '' ? [] : [{ text, ...(formatting && { formatting }) }];
  const message = { chatGuid, parts, ...more };
  if (file !== '') {
    const hasMore = text !== '' || Object.keys(more).length > 0 || formatting !== null;
    return sendRichFile(message, file, hasMore || (params.integer('part_index') ?? 0) !== 0, context);
  }
  const sentMs = context.device.clock.wallMs();
  const request = messageRequest({ ...message, isScanned }, context.delivery);
  return sentResult(await askHelper(context, request), { chatGuid, text, sentMs }, context);
};

function modifiers(params: Params): Partial<BridgeMessage> {
  const effect = params.string('effect_id') ?? '';
  const subject = params.string('subject') ?? '';
  const replyTo = params.string('reply_to') ?? '';
  return {
    ...(effect && { effectId: effectId(effect) }),
    ...(subject && { subject }),
    ...(replyTo && { replyTo }),
  };
}

async function sendRichFile(
  message: BridgeMessage,
  path: string,
  hasMore: boolean,
  context: SendContext,
): Promise<object> {
  const { chatGuid } = message;
  const action = 'send-attachment';
  const aboveRowid = context.chatDb().rows.maxRowid();
  await requireAttachments(context, hasMore);
  const file = stageForBridge(context, path);
  const data = await askHelper(context, attachmentRequest({ ...message, file }));
  return verifiedResult(data, { action, chatGuid, aboveRowid }, context);
}

async function requireAttachments(context: SendContext, needsMetadata: boolean): Promise<void> {
  await probe(
    context,
    'send-attachment',
    'Bridge capability inspection failed before the send was published.',
  );
  const { missingSelectors } = context.device.facts();
  const lacks = missingSelectors.includes('sendAttachment')
    ? 'attachments'
    : needsMetadata && missingSelectors.includes('attachment_metadata')
      ? 'rich attachment metadata'
      : null;
  if (lacks === null) return;
  const detail = `running bridge does not support ${lacks}; restart Messages with the current imsg bridge`;
  throw new Outcome({ kind: 'internal', detail });
}

/** `send.attachment`: a file, or a voice message, which may answer a message. */
export const sendAttachment: SendMethod = async (params, context) => {
  const isStrict = context.delivery.fallsBackAfter === 'not started';
  // Older builds look for the chat before they look at the file.
  const early = isStrict ? null : chatGuidOf(params.address(), context);
  const path = params.string('file') ?? '';
  const isAudio = params.flag('audio');
  const replyTo = params.string('reply_to') ?? '';
  const replyPart = params.integer('part_index');
  if (replyPart !== null && replyPart < 0) {
    throw invalidParams('part_index must be a non-negative integer');
  }
  if (replyPart !== null && replyTo === '') throw invalidParams('part_index requires reply_to');
  const chatGuid = early ?? chatGuidOf(params.address(), context);
  const file: StagedFile = stageFile(context.device, path);
  const message = {
    chatGuid,
    file,
    isAudio,
    ...(replyTo && { replyTo }),
    ...(replyPart !== null && { replyPart }),
  };
  const sentMs = context.device.clock.wallMs();
  const data = await askHelper(context, attachmentRequest(message));
  return sentResult(data, { chatGuid, text: '', sentMs }, context);
};

const PARTS_MAX = 20;
const PART_KEYS = ['text', 'text_formatting', 'textFormatting'];

/** `send.multipart`: several texts as one message. */
export const sendMultipart: SendMethod = async (params, context) => {
  const given = params.objects('parts') ?? [];
  if (given.length === 0 || given.length > PARTS_MAX) {
    throw invalidParams('parts must contain between 1 and 20 text parts');
  }
  const parts = given.map(readPart);
  const more = modifiers(params);
  const chatGuid = chatGuidOf(params.address(), context);
  const aboveRowid = context.chatDb().rows.maxRowid();
  const request = multipartRequest({ chatGuid, parts, ...more });
  const data = await askHelper(context, request);
  const result = await verifiedResult(data, { action: request.action, chatGuid, aboveRowid }, context);
  return { ...result, parts_count: parts.length };
};

function readPart(part: Readonly<Record<string, unknown>>, index: number) {
  const keys = Object.keys(part).sort();
  const refused = keys.find((key) => ['file', 'attachment', 'mention', 'mentions'].includes(key));
  if (refused !== undefined) throw invalidParams(`${refused} parts are not supported`);
  const unknown = keys.find((key) => !PART_KEYS.includes(key));
  const name = `parts[${index}]`;
  if (unknown !== undefined) throw invalidParams(`unknown send.multipart ${name} param: ${unknown}`);
  const { text } = part;
  if (text !== undefined && typeof text !== 'string') throw invalidParams('text must be a string');
  if (!text) throw invalidParams(`${name}.text must be a non-empty string`);
  const formatting = part.text_formatting ?? part.textFormatting;
  return formatting === undefined ? { text } : { text, formatting };
}
