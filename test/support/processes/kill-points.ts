import type { EnginePorts } from '../../../engine/engine-ports.ts';

/** Where a gateway can be made to die while it sends: always as SIGKILL does it, without a last word. */
export const KILL_POINTS = {
  'before the frame': 'the part is durably `sending`, the wire has not seen it',
  'after the frame': 'the wire has the frame, nothing has come back',
  'at the answer': 'imsg has answered, before the gateway heard it',
  'after the receipt': 'the answer is durable',
} as const;

export type KillPoint = keyof typeof KILL_POINTS;

export function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** The ports of a process that dies at `point`, as far as that lies on a pipe. */
export function withKillPoint(ports: EnginePorts, point: KillPoint): EnginePorts {
  const dieOn = (here: KillPoint, bytes: Uint8Array, text: string) => {
    if (point === here && Buffer.from(bytes).includes(text)) die();
  };
  return {
    ...ports,
    spawn(request, events) {
      const transport = ports.spawn(request, {
        ...events,
        onData(bytes) {
          dieOn('at the answer', bytes, '"transport":"applescript"');
          events.onData(bytes);
        },
      });
      return {
        ...transport,
        write(bytes) {
          dieOn('before the frame', bytes, '"method":"send"');
          transport.write(bytes);
          dieOn('after the frame', bytes, '"method":"send"');
        },
      };
    },
  };
}
