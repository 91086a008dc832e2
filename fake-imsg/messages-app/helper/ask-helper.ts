// The way to the helper inside Messages.app: a request is published, taken, done and answered, or not.

import { openHelperDb } from '../../chat-db/read/access.ts';
import type { ChatDb } from '../../chat-db/read/chat-db.ts';
import type { Facts, WorldEvent } from '../../device/device.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import {
  bridgeUnavailable,
  type Delivery,
  mayHave,
  notStarted,
  Outcome,
  stillInFlight,
} from '../../program/outcomes.ts';
import { type LauncherContext, LaunchFailed, launchMessages } from '../launcher/launcher.ts';

/** The helper at work inside Messages.app, which reads chat.db whatever imsg itself may. */
export interface Helper {
  readonly chatDb: ChatDb;
  /** Makes something happen on the Mac at once; returns the id of the event. */
  tell(event: WorldEvent, eventId?: string): string;
}

/** The helper says that it cannot. */
export class HelperError extends Error {
  override readonly name = 'HelperError';
  /** Whether it says as well that nothing was sent. */
  readonly isNotStarted: boolean;

  constructor(message: string, isNotStarted = false) {
    super(message);
    this.isNotStarted = isNotStarted;
  }
}

/** The helper did what it was asked to, and never says so. */
export class HelperSilence extends Error {
  override readonly name = 'HelperSilence';
}

export interface HelperRequest {
  /** Its name on the wire of the helper, which errors name as the operation: `send-message`, `edit-message`. */
  readonly action: string;
  /** A question only asks; a failed one never says what became of it. */
  readonly kind: 'question' | 'mutation';
  readonly waits: 'send' | 'short';
  /** Any one of these must be there (wire-5.2), or the helper refuses with `lacking`. */
  readonly selectors?: readonly string[];
  readonly lacking?: string;
  /** Starts Messages.app with the helper even where other requests of the build do not. */
  readonly launches?: true;
  /** What builds whose other requests start Messages.app say where it does not run; they do not start it then. */
  readonly absent?: string;
  /** What the helper does and answers. Throws `HelperError`. */
  perform(helper: Helper): Readonly<Record<string, unknown>>;
}

/** What of the program a request to the helper needs: it may have to launch Messages.app first. */
export type HelperContext = LauncherContext;

/** The helper looks for requests this often, and imsg for answers (wire-5.1). */
const HELPER_LOOKS_EVERY_MS = 100;
const CLIENT_LOOKS_EVERY_MS = 50;

/** Has the helper do something. One of the three readers of the facts. Throws `Outcome`. */
export async function askHelper(
  context: HelperContext,
  request: HelperRequest,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await exchange(context, request);
  } catch (error) {
    if (request.kind === 'question' && !context.bridge.launches && !request.launches) {
      throw bridgeUnavailable();
    }
    throw error;
  }
}

async function exchange(context: HelperContext, request: HelperRequest) {
  const { clock, device, bridge } = context;
  if (!device.facts().lock) await start(context, request);
  const waitMs = request.waits === 'send' ? bridge.sendDeadlineMs : bridge.deadlineMs;
  const untilMs = clock.monotonicMs() + waitMs;
  const claim = createClaim();
  for (;;) {
    await pause(context, HELPER_LOOKS_EVERY_MS);
    const facts = device.facts();
    claim.look(facts);
    if (facts.bridge === 'answers' && !claim.isLost()) break;
    if (clock.monotonicMs() >= untilMs) throw expired(request.action, claim.isTaken());
  }
  try {
    return perform(context, request);
  } catch (error) {
    if (!(error instanceof HelperSilence)) throw error;
    await pause(context, Math.max(0, untilMs - clock.monotonicMs()));
    throw expired(request.action, true);
  } finally {
    await pause(context, CLIENT_LOOKS_EVERY_MS);
  }
}

/** Whether the helper has taken a request, and whether the run of Messages.app that took it is over. */
function createClaim() {
  let takenIn: number | null = null;
  let isLost = false;
  return {
    look({ bridge, messagesRun }: Facts) {
      if (takenIn === null && bridge !== 'gone') takenIn = messagesRun;
      isLost ||= takenIn !== null && (bridge === 'gone' || takenIn !== messagesRun);
    },
    isTaken: () => takenIn !== null,
    isLost: () => isLost,
  };
}

/** What a request meets where no helper runs. */
async function start(context: HelperContext, request: HelperRequest): Promise<void> {
  const { action, kind, absent } = request;
  const { launches } = context.bridge;
  if (!launches && !request.launches) throw bridgeAbsent(action);
  if (absent !== undefined) throw new Outcome({ kind: 'internal', detail: absent });
  try {
    await launchMessages(context);
  } catch (error) {
    if (!(error instanceof LaunchFailed)) throw error;
    const failed = (prefix: string) => (launches ? error.message : `${prefix}: ${error.message}`);
    if (kind === 'question') {
      throw new Outcome({ kind: 'internal', detail: failed('imsg bridge not ready') });
    }
    const detail = failed('The bridge request could not be published');
    throw notStarted({ transport: 'bridge_v2', operation: action, detail });
  }
}

const pause = ({ clock }: HelperContext, ms: number) =>
  new Promise<void>((resolve) => void clock.after(ms, resolve));

function perform(context: HelperContext, { action, selectors, lacking, perform }: HelperRequest) {
  const { device, stepAgenda, bridge } = context;
  const missing = device.facts().missingSelectors;
  if (selectors?.every((selector) => missing.includes(selector))) {
    throw refused(bridge, action, new HelperError(lacking ?? `${selectors[0]}: not available on this macOS`));
  }
  const { chatDb, close } = openHelperDb(device);
  try {
    return perform({
      chatDb,
      tell(event, eventId) {
        const id = device.schedule(event, eventId === undefined ? {} : { eventId });
        stepAgenda();
        return id;
      },
    });
  } catch (error) {
    throw error instanceof HelperError ? refused(bridge, action, error) : error;
  } finally {
    close();
  }
}

/** What a mutation that needs the bridge ends with where none was launched (wire-5.1). */
function bridgeAbsent(operation: string) {
  return notStarted({
    transport: 'bridge_v2',
    operation,
    detail: 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.',
  });
}

function expired(operation: string, isTaken: boolean) {
  const delivery = (rest: string): Delivery => ({
    transport: 'bridge_v2',
    operation,
    detail: `The bridge response deadline expired. ${rest}`,
    expired: true,
  });
  return isTaken
    ? stillInFlight(delivery('The bridge still owns a claimed request.'))
    : notStarted(delivery('The client reclaimed and removed the unclaimed request.'));
}

function refused({ tellsNothingSent }: BridgePolicy, operation: string, error: HelperError) {
  const delivery: Delivery = { transport: 'bridge_v2', operation, detail: `Dylib error: ${error.message}` };
  return error.isNotStarted && tellsNothingSent ? notStarted(delivery) : mayHave(delivery);
}
