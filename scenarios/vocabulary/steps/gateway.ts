import { z } from 'zod';
import type { StepWord } from '../step-word.ts';

const schema = z
  .enum(['start', 'stop', 'restart', 'crash'])
  .describe('what becomes of the gateway; only a simulated one can crash');
type Change = z.output<typeof schema>;

export const gateway: StepWord<Change> = {
  name: 'gateway',
  schema,
  check(change, { cast, path }) {
    if (change !== 'crash' || !cast.drivers.includes('spawned')) return [];
    return [{ path, text: 'only the simulator can crash; add drivers: [sim]' }];
  },
  async perform(change, { controls }) {
    const { isRunning } = controls;
    if ((change === 'start') === isRunning) {
      const state = isRunning ? 'running already' : 'not running';
      return [`gateway: ${change} makes no sense here: it is ${state}`];
    }
    if (change === 'crash') controls.crash();
    if (change === 'stop' || change === 'restart') await controls.stop();
    if (change === 'start' || change === 'restart') await controls.start();
    return null;
  },
  describe: (change) => `gateway ${change}`,
  guide: [['`gateway: start`', 'or `stop`, `restart`, `crash` (only simulated). After a start it reads']],
  leavesRunning: (change) => change === 'start' || change === 'restart',
};
