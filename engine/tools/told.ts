// Messages as an agent is told of them: as many as fit.

import { z } from 'zod';
import type { Message } from '../message/message.ts';
import type { Said, ShownFile, Sight } from './tool.ts';

/** How many of them an agent asks for. */
export const limit = z
  .int()
  .positive()
  .max(1_000)
  .optional()
  .describe('How many messages. Default as many as may be told');

/** Of one message that is longer than all that may be told. */
const CUT = '…';

interface ToldMessage {
  /** Its full GUID, by which actions and tools take it; left out = it has none. */
  readonly messageId?: string;
  /** `Me` = it was sent from this Mac's account, by the agent or by its owner. */
  readonly from: string;
  readonly name?: string;
  /** ISO 8601; left out = nobody knows. */
  readonly at?: string;
  readonly text: string;
  readonly files?: readonly ShownFile[];
}

interface ToldMessages {
  /** Oldest first. */
  readonly messages: readonly ToldMessage[];
  /** Whether there are older ones that are not told, or may be: what was asked for or may be told was full, or imsg has more. */
  readonly isCut: boolean;
}

/** The newest of them. */
export function told(
  { messages: said, isFull }: Said,
  { bytesMax, ...limits }: Pick<Sight, 'rowsMax' | 'bytesMax'>,
  rowsWanted = limits.rowsMax,
): ToldMessages {
  const rows = said.slice(-Math.min(rowsWanted, limits.rowsMax));
  const messages: ToldMessage[] = [];
  let bytes = 0;
  for (const row of rows.toReversed()) {
    const one = toldOf(row);
    bytes += bytesOf(one);
    if (bytes <= bytesMax) messages.unshift(one);
    else if (messages.length === 0) messages.push({ ...one, text: shortened(one, bytesMax) });
    else break;
  }
  return { messages, isCut: isFull || messages.length < said.length };
}

function toldOf({ guid, isFromMe, sender, senderName, sentAtMs, text, attachments }: Message): ToldMessage {
  const files = attachments.map(({ name, kind, bytes }, index) => ({ index: index + 1, name, kind, bytes }));
  return {
    ...(guid !== null && { messageId: guid }),
    from: isFromMe ? 'Me' : sender,
    ...(senderName !== undefined && !isFromMe && { name: senderName }),
    ...(sentAtMs !== null && { at: new Date(sentAtMs).toISOString() }),
    text,
    ...(files.length > 0 && { files }),
  };
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** By half each time: how many bytes a character has in JSON is not known before. */
function shortened(one: ToldMessage, bytesMax: number): string {
  let { text } = one;
  while (text !== '' && bytesOf({ ...one, text: text + CUT }) > bytesMax)
    text = text.slice(0, Math.floor(text.length / 2)).replace(/[\uD800-\uDBFF]$/, '');
  return text + CUT;
}
