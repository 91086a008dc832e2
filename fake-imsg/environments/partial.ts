import type { Facts } from '../device/device.ts';
import { bridge } from './bridge.ts';

/** The bridge on a macOS that lacks some of what it needs: nothing can be edited, unsent or notified anyway. */
export const partial: Facts = {
  ...bridge,
  missingSelectors: [
    'editMessageItemTranslation',
    'editMessageItem',
    'editMessage',
    'retractMessagePart',
    'notifyAnyways',
  ],
};
