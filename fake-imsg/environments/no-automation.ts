import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** Control of Messages.app was refused: AppleScript ends with -1743. */
export const noAutomation: Facts = { ...basic, automation: false };
