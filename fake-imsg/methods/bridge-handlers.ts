import { bridgeEventsSubscribe } from './bridge-events.ts';
import { contactsShare, contactsShouldShare } from './contacts.ts';
import { handlesCheck } from './handles-check.ts';
import type { Handler } from './method.ts';

/** Methods that ask or watch the bridge (wire-2.6). */
export const BRIDGE_HANDLERS = {
  'bridge.events.subscribe': bridgeEventsSubscribe,
  'contacts.shouldShareContact': contactsShouldShare,
  'contacts.shareContactCard': contactsShare,
  'handles.check': handlesCheck,
} as const satisfies Record<string, Handler>;
