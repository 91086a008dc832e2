import type { Device, WorldEvent } from '../device/device.ts';
import { notStarted } from './outcomes.ts';

/** The operation that a failed AppleScript send names (protocol section 2.2). */
export const SCRIPT_OPERATION = 'send';

/** Messages.app has no such chat. */
export const NO_SUCH_CHAT = -1728;
const NOT_AUTHORIZED = -1743;

export interface ScriptSend {
  readonly chatGuid?: string;
  readonly to?: string;
  readonly service: string;
  readonly text: string;
}

/** Tells Messages.app to send. One of the three readers of the facts. Throws `Outcome`. */
export function tellMessages(device: Device, send: ScriptSend): void {
  if (!device.facts().automation) throw scriptFailure(NOT_AUTHORIZED);
  const event: WorldEvent = { kind: 'script-send', ...send };
  device.schedule(event);
}

/** An AppleScript error that came before anything was handed over (protocol section 6.4). */
export function scriptFailure(code: number) {
  const detail = `Messages automation failed with AppleScript error ${code}.`;
  return notStarted({ transport: 'applescript', operation: SCRIPT_OPERATION, detail, scriptError: code });
}
