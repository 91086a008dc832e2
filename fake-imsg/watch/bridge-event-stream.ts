import { isoText } from '../chat-db/read/time.ts';
import type { Device, DeviceEffect } from '../device/device.ts';
import type { StreamBuffer } from './stream-buffer.ts';

/**
 * An event as the helper logs it. The Mac records it as an effect `bridge-event` with its name in `event` and
 * what belongs to it in `data`.
 */
export interface BridgeEvent {
  readonly event: string;
  readonly data: object;
  /** To the second. */
  readonly ts: string;
}

/** Follows the helper's log from its end on. Silent until `begin`. */
export function createBridgeEventStream(
  { effects, onChange, onAgenda }: Pick<Device, 'effects' | 'onChange' | 'onAgenda'>,
  buffer: StreamBuffer<BridgeEvent>,
) {
  let seen = 0;
  const endings: (() => void)[] = [];
  const look = () => {
    const all = effects();
    const fresh = all.slice(seen);
    seen = all.length;
    fresh
      .filter(({ effect }) => effect === 'bridge-event')
      .every((effect) => buffer.push(bridgeEvent(effect)));
  };
  return {
    begin() {
      seen = effects().length;
      endings.push(onChange(look), onAgenda(look));
    },
    stop() {
      for (const end of endings.splice(0)) end();
    },
  };
}

function bridgeEvent({ event, data, atMs }: DeviceEffect): BridgeEvent {
  return {
    event: String(event),
    data: typeof data === 'object' && data !== null ? data : {},
    ts: isoText(atMs).replace(/\.\d{3}Z$/, 'Z'),
  };
}
