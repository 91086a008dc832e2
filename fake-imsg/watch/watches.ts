import type { ChatDbAccess } from '../chat-db/read/access.ts';
import type { Message } from '../chat-db/read/messages.ts';
import type { PreviewOptions } from '../chat-db/read/previews.ts';
import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import { escapedJson } from '../wire/json.ts';
import type { Outbox } from '../wire/outbox.ts';
import { createBridgeEventBuffer } from './bridge-event-buffer.ts';
import { createBridgeEventStream } from './bridge-event-stream.ts';
import { createWatchBuffer } from './buffer.ts';
import { isStill } from './is-still.ts';
import type { WatchPolicy, WatchRequest } from './policy.ts';
import { createWatchStream } from './stream.ts';
import { createSubscriptions } from './subscriptions.ts';

/** The watches of one process, as handlers see them. */
export interface Watches {
  /** Prepares a stream; it is silent until `begin`. Throws `Outcome` when it may not be. */
  open(request: WatchRequest): { id: number; begin(): void };
  /** The same for events of the bridge; the numbers are of one kind. */
  openBridgeEvents(bufferLimit: number): { id: number; begin(): void };
  close(id: number): void;
  /** Ends all and lets no more begin. */
  shutDown(): void;
}

export interface WatchesParts {
  readonly device: Device;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly chatDb: ChatDbAccess;
  readonly policy: WatchPolicy;
  /** Subscriptions that may live at once. */
  readonly liveMax: number;
  project(message: Message): unknown;
  /** How link previews are treated in one subscription. */
  previews(): PreviewOptions;
}

const frame = (method: string, params: object) => escapedJson({ jsonrpc: '2.0', method, params });

export function createWatches(parts: WatchesParts): Watches {
  const { device, clock, outbox, policy, project } = parts;
  const subscriptions = createSubscriptions(parts.liveMax);
  return {
    open(request) {
      let begin = () => {};
      const db = parts.chatDb.hold();
      const id = subscriptions.open((subscription, ended) => {
        const buffer = createWatchBuffer({
          subscription,
          limit: request.bufferLimit,
          outbox,
          sinceRowid: request.sinceRowid,
          frame,
          project,
          ended,
        });
        const { onChange, files } = device;
        const stream = createWatchStream({
          request,
          policy,
          clock,
          db,
          previews: parts.previews(),
          buffer,
          files,
          onChange,
          isStill: () => isStill(device),
          onRoom: outbox.onRoom,
        });
        begin = stream.begin;
        return {
          stop() {
            stream.stop();
            buffer.stop();
          },
        };
      });
      return { id, begin };
    },
    openBridgeEvents(limit) {
      let begin = () => {};
      const id = subscriptions.open((subscription, ended) => {
        const buffer = createBridgeEventBuffer({ subscription, limit, outbox, frame, ended });
        const stream = createBridgeEventStream(device, buffer);
        begin = stream.begin;
        return {
          stop() {
            stream.stop();
            buffer.stop();
          },
        };
      });
      return { id, begin };
    },
    close: subscriptions.close,
    shutDown: subscriptions.shutDown,
  };
}
