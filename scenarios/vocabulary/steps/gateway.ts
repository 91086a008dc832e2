import { z } from 'zod';
import { onlySimulated } from '../simulated.ts';
import type { Controls, StartOptions, StepWord } from '../step-word.ts';

const changes = z.enum(['start', 'stop', 'restart', 'crash']);
type Change = z.output<typeof changes>;

const start = z
  .strictObject({
    config: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('from now on, in place of the configuration of the scenario'),
    waits: z.literal(false).optional().describe('the next step does not wait until it reads'),
    beside: z
      .enum(['same-state', 'own-state'])
      .optional()
      .describe('another gateway is running, on the same state or on one of its own'),
    takeOver: z
      .literal(false)
      .optional()
      .describe(
        'it leaves the same state to the other one, as without --take-over, and is refused after 10 s',
      ),
  })
  .describe('only simulated');
const schema = z
  .union([changes, z.strictObject({ start }), z.strictObject({ restart: start })])
  .describe('what becomes of the gateway; only a simulated one can crash');
type Value = z.output<typeof schema>;

interface Read {
  readonly change: Change;
  readonly options: StartOptions;
}

function read(value: Value): Read {
  if (typeof value === 'string') return { change: value, options: {} };
  return 'start' in value
    ? { change: 'start', options: value.start }
    : { change: 'restart', options: value.restart };
}

async function perform({ change, options }: Read, controls: Controls): Promise<string[] | null> {
  const isRunning = controls.isRunning();
  if (options.beside === undefined && (change === 'start') === isRunning) {
    const state = isRunning ? 'running already' : 'not running';
    return [`gateway: ${change} makes no sense here: it is ${state}`];
  }
  if (options.beside !== undefined && !(isRunning && change === 'start'))
    return ['gateway: only a start can be beside another gateway, and only beside one that runs'];
  if (change === 'crash') controls.crash();
  if (change === 'stop' || change === 'restart') await controls.stop();
  if (change === 'start' || change === 'restart') await controls.start(options);
  return null;
}

export const gateway: StepWord<Value> = {
  name: 'gateway',
  schema,
  check(value, context) {
    if (typeof value !== 'string') {
      const { change, options } = read(value);
      if (options.takeOver === false && options.beside !== 'same-state') {
        const text = 'there is nobody to leave the state to; write beside: same-state';
        return [...onlySimulated(context), { path: [...context.path, change, 'takeOver'], text }];
      }
      return onlySimulated(context);
    }
    if (value !== 'crash' || !context.cast.drivers.includes('spawned')) return [];
    return [{ path: context.path, text: 'only the simulator can crash; add drivers: [sim]' }];
  },
  perform: (value, { controls }) => perform(read(value), controls),
  describe: (value) => `gateway ${read(value).change}`,
  guide: [
    ['`gateway: start`', 'or `stop`, `restart`, `crash` (only simulated). After a start it reads'],
    [
      '`gateway: { start: { config: { … } } }`',
      'with another configuration; also `restart`, `waits: false` (nothing waits until it reads), `beside: same-state` or `own-state` (another gateway beside the one that runs; on the same state it takes over, or waits and is refused with `takeOver: false`). Only simulated',
    ],
  ],
  leavesRunning(value) {
    const { change } = read(value);
    return change === 'start' || change === 'restart';
  },
};
