// A gateway in a process of its own whose clock runs faster, for tests only: no product entry can do that.
// Tells its parent every event; stops in good order on SIGTERM, and dies with its parent.

import type { EngineEventName } from '../../../engine/events.ts';
import { createEngine, createSystemPorts } from '../../../engine/index.ts';
import { createSystemClock } from '../../../engine/ports/clock.ts';
import { createPinoLogger } from '../../../engine/ports/pino-logger.ts';
import type { FastTime } from '../clocks/fast-time.ts';
import { die, type KillPoint, withKillPoint } from './kill-points.ts';

/** The one argument, as JSON. */
export interface FastGatewayOptions {
  readonly config: unknown;
  readonly time: FastTime;
  readonly killAt: KillPoint | null;
}

export const EVENT_NAMES = [
  'row',
  'turn',
  'part',
  'child',
  'subscribed',
] as const satisfies EngineEventName[];

export async function runFastGateway({ config, time, killAt }: FastGatewayOptions): Promise<void> {
  const clock = createSystemClock(time);
  const logger = createPinoLogger({
    level: 'info',
    destination: { write: (line) => void process.stderr.write(line) },
    clock,
  });
  const ports = createSystemPorts({ logger, clock });
  const engine = createEngine({ config, logger, ports: killAt ? withKillPoint(ports, killAt) : ports });
  engine.on('part', ({ state }) => {
    if (killAt === 'after the receipt' && state === 'sent') die();
  });
  const tell = (name: EngineEventName, event: unknown) =>
    process.send!({ name, event, peakMemoryKib: process.resourceUsage().maxRSS });
  for (const name of EVENT_NAMES) engine.on(name, (event) => void tell(name, event));
  process.once('SIGTERM', () => void engine.stop().then(() => process.disconnect()));
  process.once('disconnect', () => process.exit());
  await engine.start();
}

if (import.meta.main) await runFastGateway(JSON.parse(process.argv[2]!) as FastGatewayOptions);
