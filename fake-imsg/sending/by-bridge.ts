// `send` over the bridge (wire-6.2 and wire-6.3).

import type { StagedFile } from '../device/device.ts';
import { askHelper, type HelperContext } from '../messages-app/helper/ask-helper.ts';
import {
  attachmentRequest,
  type BridgeMessage,
  messageRequest,
} from '../messages-app/helper/send-requests.ts';
import { invalidParams, notStarted, Outcome } from '../program/outcomes.ts';
import type { SendContext } from './context.ts';
import type { SendRequest } from './request.ts';
import { stageFile } from './staging.ts';

/** Sends by the helper and answers what it said. Throws `Outcome`. */
export async function sendByBridge(
  request: SendRequest,
  chatGuid: string,
  context: SendContext,
): Promise<Readonly<Record<string, unknown>>> {
  const { text, file, replyTo, formatting, attemptId } = request;
  const { delivery } = context;
  if (file !== '' && text !== '' && delivery.bridge === 'text or file') {
    throw invalidParams('bridge transport does not support text and file together');
  }
  const modifiers = { ...(replyTo && { replyTo }), ...(attemptId !== null && { guid: attemptId }) };
  const parts = text === '' ? [] : [{ text, ...(formatting && { formatting }) }];
  const message: BridgeMessage = { chatGuid, parts, ...modifiers };
  if (attemptId !== null) await probeTracking(context);
  const data = file === '' ? askHelper(context, messageRequest(message, delivery)) : sendFile();
  return bridgeResult(await data, attemptId);

  async function sendFile() {
    const hasMore = text !== '' || replyTo !== '' || formatting !== null;
    if (hasMore) await probe(context, 'send-attachment', INSPECTION_FAILED);
    const staged = stageForBridge(context, file);
    return askHelper(context, attachmentRequest({ ...message, file: staged }));
  }
}

function bridgeResult(data: Readonly<Record<string, unknown>>, attemptId: string | null) {
  const { messageGuid: guid, chatGuid, service } = data;
  return {
    ok: true,
    transport: 'bridge',
    ...(guid ? { guid, message_id: guid } : {}),
    ...(chatGuid ? { chat_guid: chatGuid } : {}),
    ...(service ? { service } : {}),
    ...(attemptId !== null && { attempt_id: attemptId }),
  };
}

const INSPECTION_FAILED = 'Bridge capability inspection failed before the send was published.';

/** Asks the helper what it can do, which it has to answer before anything is sent. Throws `Outcome`. */
export async function probe(context: HelperContext, operation: string, detail: string): Promise<void> {
  try {
    await askHelper(context, {
      action: 'bridge-status',
      kind: 'question',
      waits: 'short',
      perform: () => ({}),
    });
  } catch (error) {
    if (!(error instanceof Outcome)) throw error;
    throw notStarted({ transport: 'bridge_v2', operation, detail });
  }
}

async function probeTracking(context: SendContext): Promise<void> {
  const operation = 'send-message';
  await probe(
    context,
    operation,
    'Bridge capability inspection failed before the tracked send was published.',
  );
  if (!context.device.facts().missingSelectors.includes('clientMessageGuid')) return;
  const detail = 'running bridge does not support caller-owned message GUIDs';
  throw notStarted({ transport: 'bridge_v2', operation, detail });
}

/** Throws `Outcome`: builds with dispositions say that nothing was sent, older ones what was wrong. */
export function stageForBridge(
  { device, delivery }: Pick<SendContext, 'device' | 'delivery'>,
  path: string,
): StagedFile {
  try {
    return stageFile(device, path);
  } catch (error) {
    if (!(error instanceof Outcome) || delivery.fallsBackAfter === 'any failure') throw error;
    throw notStarted({
      transport: 'bridge_v2',
      operation: 'send-attachment',
      detail: 'The attachment could not be staged before bridge dispatch.',
    });
  }
}
