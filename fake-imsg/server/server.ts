// `imsg rpc`: bytes in, frames out. Reads lines, sorts requests into lanes, answers them by the build.

import type { ChatDbAccess } from '../chat-db/read/access.ts';
import type { PreviewMemory } from '../chat-db/read/previews.ts';
import { DateTrap } from '../chat-db/read/time.ts';
import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import type { ByteSink } from '../device/process-io.ts';
import { HANDLERS, type MethodName } from '../methods/handlers.ts';
import type { MethodContext } from '../methods/method.ts';
import type { Contacts } from '../program/contacts.ts';
import { busy, type Delivery, laneBlocked, Outcome } from '../program/outcomes.ts';
import { createWatches } from '../watch/watches.ts';
import type { FramingFault, Request, RequestId } from '../wire/framing-strict.ts';
import { escapedJson } from '../wire/json.ts';
import { createLineSplitter } from '../wire/lines.ts';
import { createOutbox, type Outbox } from '../wire/outbox.ts';
import { projectResult } from '../wire/projection.ts';
import { passTurns } from './answer-turns.ts';
import type { MethodSpec, ServerPolicy } from './policy.ts';
import type { LaneName } from './scheduler.ts';
import { scanReactions } from './slow-history.ts';

export interface ServerParts {
  readonly build: ServerPolicy;
  readonly device: Device;
  readonly clock: Clock;
  readonly stdout: ByteSink;
  readonly chatDb: ChatDbAccess;
  readonly contacts: Contacts;
  stepAgenda(): void;
  /** Writes a line to stderr. */
  complain(line: string): void;
  /** Input has ended and everything accepted has been answered. */
  done(): void;
  /** The process is gone at once, by its own fault. */
  trap(): void;
}

export interface Server {
  input(bytes: Uint8Array): void;
  endInput(): void;
  wantsInput(): boolean;
  stop(): void;
}

/** Responses that wait for a full pipe before no more input is read. */
const WAITING_RESPONSES_MAX = 256;

/** Methods that do without chat.db, and so do not wait where it is locked. */
const SPEAKS_OF_ITSELF = new Set(['initialize', 'status']);

export function createServer(parts: ServerParts): Server {
  const { build, clock } = parts;
  const outbox = createOutbox(parts.stdout);
  const jobs = build.createScheduler(clock);
  const lines = createLineSplitter();
  const { base, watches } = programOf(parts, outbox);
  let inFlight: Delivery | null = null;
  let inputEnded = false;
  let unwritten = 0;

  const finish = () => {
    if (!inputEnded || jobs.outstanding() > 0 || unwritten > 0) return;
    watches.shutDown();
    parts.done();
  };
  const respond = (id: RequestId, body: object, written: () => void = () => {}) => {
    unwritten++;
    outbox.respond(escapedJson({ jsonrpc: '2.0', id, ...body }), () => {
      unwritten--;
      written();
      finish();
    });
  };
  const answer = async (request: Request) => {
    const after: (() => void)[] = [];
    const afterResponse = (callback: () => void) => void after.push(callback);
    const stillRuns = (delivery: Delivery) => {
      if (build.blocksAfterHang) inFlight ??= delivery;
    };
    try {
      if (inFlight && laneOf(build, request) === 'mutation') throw laneBlocked(inFlight);
      const free = SPEAKS_OF_ITSELF.has(request.method) ? null : parts.chatDb.whenFree();
      if (free) await free;
      const result = projectResult(
        build.project,
        request.method,
        await call(build, request, { ...base, afterResponse, stillRuns }),
      );
      if (request.method === 'messages.history') await scanReactions(parts, result);
      if (build.readsOvertake) await passTurns(clock, result);
      if (request.id === undefined) for (const callback of after) callback();
      else respond(request.id, { result }, () => after.forEach((callback) => void callback()));
    } catch (error) {
      if (error instanceof DateTrap) return parts.trap();
      if (build.blocksAfterHang) inFlight ??= hung(error);
      if (request.id === undefined && !build.answersFailedNotifications) return;
      respond(request.id ?? null, { error: build.renderError(error) });
    }
  };
  const accept = (line: string) => {
    const frame = build.readFrame(line);
    const isTaken = jobs.submit(laneOf(build, frame), async () => {
      if (!('fault' in frame)) await answer(frame);
      else if (frame.id !== undefined) respond(frame.id, { error: build.renderError(frame.fault) });
    });
    if (isTaken || frame.id === undefined) return;
    const refusal = 'fault' in frame ? frame.fault : busy('outstanding request limit exceeded');
    respond(frame.id, { error: build.renderError(refusal) });
  };
  jobs.onIdle(finish);

  return {
    input(bytes) {
      for (const line of lines.push(bytes)) accept(line);
    },
    endInput() {
      const rest = lines.end();
      if (rest !== null) accept(rest);
      inputEnded = true;
      if (build.endOfInput === 'streams first') watches.shutDown();
      finish();
    },
    wantsInput: () => outbox.waiting() < WAITING_RESPONSES_MAX,
    stop: watches.shutDown,
  };
}

/** What handlers know whichever request they answer, and the watches of the process. */
function programOf(parts: ServerParts, outbox: Outbox) {
  const { build, device, clock } = parts;
  const processMemory: PreviewMemory = new Map();
  const previews = () => {
    const { foldMax, memory } = build.previews;
    if (memory === 'none') return { foldMax, memory: null };
    return { foldMax, memory: memory === 'process' ? processMemory : new Map() };
  };
  const watches = createWatches({
    device,
    clock,
    outbox,
    policy: build.watch,
    chatDb: parts.chatDb,
    liveMax: build.subscriptionsMax,
    project: build.project.message,
    previews,
  });
  const methods = Object.keys(build.methods);
  const program = { version: build.version, protocolVersion: build.protocolVersion, methods };
  const base: Omit<MethodContext, 'afterResponse' | 'stillRuns'> = {
    device,
    clock,
    program,
    watches,
    previews,
    search: build.search,
    reactionsNeedAttachments: build.reactionsNeedAttachments,
    watch: build.watch,
    delivery: build.delivery,
    contacts: parts.contacts,
    bridge: build.bridge,
    chatDb: parts.chatDb.current,
    stepAgenda: parts.stepAgenda,
    complain: parts.complain,
  };
  return { base, watches };
}

/** The mutation that the helper took and never answered. */
function hung(error: unknown): Delivery | null {
  return error instanceof Outcome && error.what.kind === 'stillInFlight' ? error.what.delivery : null;
}

function laneOf(build: ServerPolicy, frame: Request | FramingFault): LaneName {
  return ('fault' in frame ? null : specOf(build, frame.method))?.lane ?? 'control';
}

function call(build: ServerPolicy, { method, params }: Request, context: MethodContext): unknown {
  const spec = specOf(build, method);
  if (!spec) throw new Outcome({ kind: 'unknownMethod', method });
  return HANDLERS[method as MethodName](build.readParams(method, spec, params), context);
}

function specOf({ methods }: ServerPolicy, method: string): MethodSpec | null {
  return Object.hasOwn(methods, method) ? (methods[method as MethodName] ?? null) : null;
}
