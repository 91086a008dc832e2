// `typing` without the helper: imsg itself talks to imagent, which macOS 26 does not let it do (wire-5.3).

import { Outcome } from '../program/outcomes.ts';
import type { MethodContext } from './method.ts';

type DirectContext = Pick<MethodContext, 'device' | 'clock' | 'bridge'>;

/** imsg looks fifty times whether imagent has let it in. */
const CONNECT_MS = 50 * 110;

/** Processes that were turned away: they do not try again. */
const turnedAway = new WeakSet<object>();

const failed = (detail: string) =>
  new Outcome({ kind: 'internal', detail: `Typing indicator failed: ${detail}` });

/** Always throws `Outcome`. The oldest builds do not notice that nobody let them in, and find no chats. */
export async function typeDirectly({ device, clock, bridge }: DirectContext, name: string): Promise<never> {
  if (bridge.typesDirectly === 'always') {
    throw failed(
      `Chat not found for identifier: ${name}. ` +
        'Make sure Messages.app has an active conversation with this contact.',
    );
  }
  if (!turnedAway.has(device)) await new Promise<void>((resolve) => void clock.after(CONNECT_MS, resolve));
  turnedAway.add(device);
  throw failed(
    'Failed to connect to imagent. macOS 26 can reject third-party clients that ask for typing indicators, ' +
      'and keep the helper out of Messages.app as well. ' +
      "Verify the set-up with 'imsg status' and 'imsg launch'. Send, history and watch work without.",
  );
}
