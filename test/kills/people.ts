// Who writes, and how.

import type { Clock } from '../../fake-imsg/device/clock.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Random } from '../../scenarios/sim/random.ts';
import { createDice } from '../../scenarios/swarm/draw/dice.ts';
import { markOf, marksIn } from './answer.ts';

export const ADMITTED: readonly string[] = Array.from(
  { length: 24 },
  (_, index) => `+1555000${1_000 + index}`,
);
export const STRANGER = '+15550009999';

const GROUP = { name: 'Climbing', with: ADMITTED.slice(0, 3) };
const PAUSE_MAX_MS = 1_000;
/** Messages without an answer at which nobody writes; what has none for a minute may never get one. */
const UNANSWERED_MAX = 40;
const UNANSWERED_FOR_MS = 60_000;

export interface Traffic {
  /** How many messages there have been. */
  readonly written: number;
  stop(): void;
}

/** People write until it is stopped: texts, links that follow their text, in a group too, and a stranger. */
export function startTraffic(device: Device, clock: Clock, random: Random): Traffic {
  const dice = createDice(random);
  const answers = readAnswers(device);
  const unanswered = new Map<string, number>();
  let written = 0;
  let isOver = false;
  const isEnough = () => {
    for (const mark of answers.next()) unanswered.delete(mark);
    for (const [mark, atMs] of unanswered)
      if (clock.monotonicMs() - atMs > UNANSWERED_FOR_MS) unanswered.delete(mark);
    return unanswered.size >= UNANSWERED_MAX;
  };
  const write = () => {
    if (isOver) return;
    if (!isEnough()) {
      written += 1;
      const message = nextMessage(markOf(written), dice);
      device.schedule(message);
      if (message.from !== STRANGER) unanswered.set(markOf(written), clock.monotonicMs());
    }
    device.step();
    timer = clock.after(dice.whole(0, PAUSE_MAX_MS), write);
  };
  let timer = clock.after(0, write);
  return {
    get written() {
      return written;
    },
    stop() {
      if (isOver) return;
      isOver = true;
      timer.cancel();
      answers.close();
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

/** The marks of the messages that the owner has sent since the last time. */
function readAnswers(device: Device) {
  const reader = device.openReader();
  const rows = reader.prepare<[number], { rowid: number; text: string }>(
    `SELECT ROWID AS rowid, coalesce(text, CAST(attributedBody AS TEXT), '') AS text FROM message
     WHERE ROWID > ? AND is_from_me = 1`,
  );
  let last = 0;
  return {
    next(): string[] {
      return rows.all(last).flatMap(({ rowid, text }) => {
        last = rowid;
        return marksIn(text);
      });
    },
    close: () => reader.close(),
  };
}
