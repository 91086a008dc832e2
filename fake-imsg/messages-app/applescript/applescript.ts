// Messages.app as AppleScript sees it: told to send to a chat or to somebody, it does or it says a number.

import { openHelperDb } from '../../chat-db/read/access.ts';
import { targetForms } from '../../chat-db/read/targets.ts';
import type { Device, StagedFile, WorldEvent } from '../../device/device.ts';
import { SendFailure } from '../../device/send-failure.ts';
import { type Delivery, mayHave, notStarted } from '../../program/outcomes.ts';

/** The operation that a failed AppleScript send names (wire-2.2). */
const SCRIPT_OPERATION = 'send';

const NO_SUCH_OBJECT = -1728;
const NOT_AUTHORIZED = -1743;
const TIMED_OUT = -1712;

/** From the text to the file of one script: its row never comes before that of the text. */
const FILE_AFTER_MS = 200;

/** Whom a script names: `chat id …`, or `buddy … of service …`. */
export type ScriptTarget =
  | { readonly chatId: string }
  | { readonly buddy: string; readonly service: 'iMessage' | 'SMS' };

/** What one run of the script sends: the text, then the file, a message each. */
export interface ScriptSend {
  readonly target: ScriptTarget;
  readonly text: string;
  readonly file: StagedFile | null;
}

/** One of the three readers of the facts. Throws `Outcome` where no script may tell Messages anything. */
export function requireAutomation(device: Device, target: ScriptTarget): void {
  if (!device.facts().automation) throw scriptError(NOT_AUTHORIZED, target, false);
}

/** Tells Messages to send. Throws `Outcome`; null = no answer comes. */
export function tellMessages(device: Device, { target, text, file }: ScriptSend): 'done' | null {
  requireAutomation(device, target);
  const to = resolve(device, target);
  const event: WorldEvent = { kind: 'script-send', ...to };
  try {
    if (text !== '') device.schedule({ ...event, text });
    if (file) device.schedule({ ...event, file }, { inMs: text === '' ? 0 : FILE_AFTER_MS });
    return 'done';
  } catch (error) {
    if (error instanceof SendFailure) return failed(error, target);
    throw error;
  }
}

/** Whom Messages takes the target for. Throws `Outcome` where it knows nobody like that. */
function resolve(device: Device, target: ScriptTarget): Readonly<Record<string, unknown>> {
  const unknown = () => scriptError(NO_SUCH_OBJECT, target, false);
  if (!device.facts().signedIn) throw unknown();
  if ('buddy' in target) {
    if (!/^\+?\d+$|@/.test(target.buddy)) throw unknown();
    return { to: target.buddy, service: target.service };
  }
  const { chatDb, close } = openHelperDb(device);
  try {
    const known = chatDb.chats.byGuid(target.chatId);
    if (known) return { chatGuid: known.guid, service: known.service };
    // The other polarity of a chat that exists is accepted and goes nowhere (file-7, "ghost rows").
    const [, toggled] = targetForms(target.chatId);
    if (toggled === undefined || !chatDb.chats.byGuid(toggled)) throw unknown();
    return { chatGuid: target.chatId, fate: 'ghost' };
  } finally {
    close();
  }
}

function failed({ what }: SendFailure, target: ScriptTarget): null {
  if (what.kind === 'silent') return null;
  if (what.kind === 'not launched' || what.kind === 'refused') {
    throw notStarted(scriptDelivery('osascript could not be launched.'));
  }
  throw scriptError(what.code, target, what.isDispatched);
}

export const scriptDelivery = (detail: string): Delivery => ({
  transport: 'applescript',
  operation: SCRIPT_OPERATION,
  detail,
});

function scriptError(code: number, target: ScriptTarget, isDispatched: boolean) {
  const delivery: Delivery = {
    ...scriptDelivery(`Messages automation failed with AppleScript error ${code}.`),
    scriptText: scriptText(code, target),
    isUnknown: code === NO_SUCH_OBJECT,
  };
  return isDispatched ? mayHave(delivery) : notStarted(delivery);
}

/** What AppleScript itself says of an error. */
function scriptText(code: number, target: ScriptTarget): string {
  switch (code) {
    case NOT_AUTHORIZED:
      return 'execution error: Not authorized to send Apple events to Messages. (-1743)';
    case NO_SUCH_OBJECT: {
      const object = 'chatId' in target ? `chat id "${target.chatId}"` : `buddy "${target.buddy}"`;
      return `Messages got an error: Can’t get ${object}.`;
    }
    case TIMED_OUT:
      return 'Messages got an error: AppleEvent timed out.';
    default:
      return `Messages got an error: An error of type ${code} has occurred.`;
  }
}
