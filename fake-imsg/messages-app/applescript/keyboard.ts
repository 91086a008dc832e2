import type { ChatRecord } from '../../chat-db/read/chats.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import { requireAutomation } from './applescript.ts';

export interface Keyboard {
  readonly device: Device;
  readonly clock: Clock;
  stepAgenda(): void;
}

/** The script finds the chat, opens the menu and presses a key, with a pause after each. */
const KEYS_MS = 1350;

/**
 * Puts a tapback on the newest message of a chat by pressing keys in Messages.app (wire-1.3). Whether
 * it arrived, nobody looks. Throws `Outcome` where Automation is not granted.
 *
 * @param reaction The name of a classic tapback, or an emoji.
 */
export async function pressTapback(keyboard: Keyboard, chat: ChatRecord, reaction: string): Promise<void> {
  const { device, clock, stepAgenda } = keyboard;
  requireAutomation(device, { chatId: chat.guid });
  await new Promise<void>((resolve) => void clock.after(KEYS_MS, resolve));
  // Which message that is, shows when the key is pressed.
  device.schedule({ kind: 'tapback', chat: chat.guid, reaction, here: 'keyboard' });
  stepAgenda();
}
