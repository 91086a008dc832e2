// How many hours of a world one core simulates a second, with the oracle watching: what a search over seeds costs.

import { drawScenario } from '../scenarios/swarm/draw/draw.ts';
import type { Drawn, DrawnStep } from '../scenarios/swarm/drawn.ts';
import { type Played, play } from '../scenarios/swarm/play.ts';
import type { Figure, Workload } from './figure.ts';
import { checksumOf } from './traffic.ts';

const SIZES = { small: { seeds: 4, hours: 1 }, full: { seeds: 200, hours: 48 } } as const;
const HOUR_MS = 3_600_000;

export const simulatedHours: Workload = {
  name: 'simulated hours',
  async run(size) {
    const { seeds, hours } = SIZES[size];
    const drawn = Array.from({ length: seeds }, (_, index) => drawScenario(`bench-${index}`));
    // What is compiled in the first runs has to be compiled only once.
    await play(dyingChildren(1));
    return [
      await figureOf('simulated hours, drawn', drawn, `${seeds} drawn scenarios`),
      await figureOf(
        'simulated hours, children that keep dying',
        [dyingChildren(hours)],
        `${hours} h in which each imsg ends at its first line, a message every 10 min`,
      ),
    ];
  },
};

/** Under this fault every imsg ends at its first line, and is started again; at last one is well. */
function dyingChildren(hours: number): Drawn {
  const said = Array.from({ length: hours * 6 }, (_, index): DrawnStep[] => [
    { alice: { sends: `message ${index}` } },
    { wait: '10m' },
  ]);
  return {
    about: 'bench-dying-children',
    drivers: ['sim'],
    seed: 'bench',
    people: { alice: '+15550001111' },
    steps: [
      { mac: { fault: { fault: 'exit@chance:1', forMs: `${hours}h` } } },
      ...said.flat(),
      { wait: '10m' },
    ],
  };
}

async function figureOf(figure: string, drawn: readonly Drawn[], what: string): Promise<Figure> {
  const before = process.cpuUsage();
  const played: Played[] = [];
  for (const each of drawn) played.push(await play(each));
  const { user, system } = process.cpuUsage(before);
  const hours = played.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0) / HOUR_MS;
  const unknown = played.flatMap(({ violations }) => violations).filter(({ kind }) => kind === null);
  return {
    figure,
    value: hours / ((user + system) / 1e6),
    unit: 'h/s',
    limit: null,
    bar: { of: 'value', atLeast: 100 },
    parameters: `a second of processor time, all threads; ${what}, ${Math.round(hours)} h under the oracle, ${unknown.length} violations that nobody knows`,
    checksum: checksumOf(played.map(({ seed, marks, opinion }) => JSON.stringify([seed, marks, opinion]))),
  };
}
