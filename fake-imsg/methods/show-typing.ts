import { askHelper, type HelperContext } from '../messages-app/helper/ask-helper.ts';
import { typingRequest } from '../messages-app/helper/chat-requests.ts';
import { Outcome, stillInFlight } from '../program/outcomes.ts';
import { typeDirectly } from './direct-typing.ts';

/** Builds that tell failures apart wait no longer than this, a launch included (wire-8). */
const WAIT_MS = 12_000;

/**
 * Shows the owner as typing in a chat, or no more: by the helper, or else without it, as the build has it
 * (wire-5.3). Throws `Outcome`.
 *
 * @param name The guid or identifier of the chat, or `iMessage;-;` and an address.
 */
export async function showTyping(context: HelperContext, name: string, isTyping: boolean): Promise<void> {
  const { typesDirectly } = context.bridge;
  if (typesDirectly === 'always') await typeDirectly(context, name);
  try {
    const done = askHelper(context, typingRequest(name, isTyping));
    await (typesDirectly === 'where nothing started' ? withinWait(context, done) : done);
  } catch (error) {
    if (!(error instanceof Outcome)) throw error;
    if (typesDirectly === 'where nothing started' && error.what.kind !== 'notStarted') throw error;
    await typeDirectly(context, name);
  }
}

function withinWait({ clock }: HelperContext, done: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(WAIT_MS, () => {
      const detail = 'The synchronous typing bridge wait expired; the bridge task was cancelled.';
      reject(stillInFlight({ transport: 'bridge_v2', operation: 'typing', detail }));
    });
    done.then(resolve, reject).finally(() => timer.cancel());
  });
}
