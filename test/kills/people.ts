// Who writes, and how.

import type { Clock } from '../../fake-imsg/device/clock.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Random } from '../../scenarios/sim/random.ts';
import { createDice } from '../../scenarios/swarm/draw/dice.ts';
import { markOf } from './answer.ts';

export const ADMITTED: readonly string[] = Array.from(
  { length: 24 },
  (_, index) => `+1555000${1_000 + index}`,
);
export const STRANGER = '+15550009999';

const GROUP = { name: 'Climbing', with: ADMITTED.slice(0, 3) };
const PAUSE_MAX_MS = 1_000;

export interface Traffic {
  /** How many messages there have been. */
  readonly written: number;
  stop(): void;
}

/** People write until it is stopped: texts, links that follow their text, in a group too, and a stranger. */
export function startTraffic(device: Device, clock: Clock, random: Random): Traffic {
  const dice = createDice(random);
  let written = 0;
  let isOver = false;
  const write = () => {
    if (isOver) return;
    written += 1;
    device.schedule(nextMessage(markOf(written), dice));
    device.step();
    timer = clock.after(dice.whole(0, PAUSE_MAX_MS), write);
  };
  let timer = clock.after(0, write);
  return {
    get written() {
      return written;
    },
    stop() {
      isOver = true;
      timer.cancel();
    },
  };
}

function nextMessage(mark: string, dice: ReturnType<typeof createDice>) {
  const from = dice.pick(ADMITTED);
  return dice.weighted([
    [60, { kind: 'text', from, text: `What about ${mark}?` }],
    [20, { kind: 'split', from, text: `Read ${mark}`, link: 'https://example.com/a', gapMs: 100 }],
    [15, { kind: 'text', from: dice.pick(GROUP.with), chat: GROUP, text: `All: ${mark}` }],
    [5, { kind: 'text', from: STRANGER, text: `Let me in ${mark}` }],
  ] as const);
}
