// Waiting alone: rows in, groups out, no journal. Its rate must not depend on how many people write at
// once, so it is measured with few and with many open buckets.

import type { Message } from '../engine/message/message.ts';
import { normalize } from '../engine/message/normalize.ts';
import { URL_BALLOON } from '../engine/message/preview.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Member } from '../engine/turns/member.ts';
import { createBuckets } from '../engine/turns/wait/buckets.ts';
import { secondsOf } from './clock.ts';
import { type Figure, median, type Workload } from './figure.ts';

const SIZES = { small: { rows: 20_000, runs: 3 }, full: { rows: 500_000, runs: 5 } } as const;
const OPEN_BUCKETS = [8, 2_000] as const;
const WINDOW_MS = 2_500;
/** Every fifth row is the preview of the one before it, as where many links are sent. */
const PREVIEW_EVERY = 5;

export const waiting: Workload = {
  name: 'waiting',
  async run(size) {
    const { rows, runs } = SIZES[size];
    const figures: Figure[] = [];
    for (const buckets of OPEN_BUCKETS) {
      const input = makeRows(rows, buckets);
      const seconds: number[] = [];
      let groups = 0;
      for (let run = 0; run < runs; run += 1) {
        seconds.push(
          await secondsOf(async () => {
            groups = pass(input, buckets);
          }),
        );
      }
      figures.push({
        figure: `waiting: ${buckets} open buckets`,
        value: rows / median(seconds),
        unit: 'rows/s',
        limit: null,
        bar: { of: 'value', atLeast: 500_000 },
        parameters: `${rows} rows, every ${PREVIEW_EVERY}th a preview, ${runs} runs`,
        checksum: `${groups} groups`,
      });
    }
    return figures;
  },
};

/** All rows in batches as a busy wire gives them, the clock moving on so that windows end all the time. */
function pass(rows: readonly Member[], senders: number): number {
  const clock = createStepClock();
  let groups = 0;
  let members = 0;
  const buckets = createBuckets({
    clock,
    rule: () => ({ pairsOnly: true, windowMs: WINDOW_MS }),
    isMetadataKnown: () => true,
    waits: () => true,
    release(released) {
      groups += released.length;
      for (const group of released) members += group.length;
    },
  });
  for (let at = 0; at < rows.length; at += senders) {
    buckets.add(rows.slice(at, at + senders));
    clock.advance(WINDOW_MS / 4);
  }
  clock.advance(WINDOW_MS * 10);
  if (members !== rows.length) throw new Error(`${members} of ${rows.length} rows came out`);
  return groups;
}

/** Each round comes when the clock has moved on to it. */
function makeRows(count: number, senders: number): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / senders);
    const isPreview = round % PREVIEW_EVERY === PREVIEW_EVERY - 1;
    const message = makeMessage(index + 1, `chat${index % senders}`, isPreview);
    const arrivedAtMs = (round * WINDOW_MS) / 4;
    return { sourceId: 'source', seq: index + 1, eventId: 'guid:G', message, arrivedAtMs };
  });
}

function makeMessage(rowid: number, chat: string, isPreview: boolean): Message {
  const normalized = normalize({
    id: rowid,
    guid: 'G',
    chat_id: 1,
    chat_guid: chat,
    sender: '+15550001111',
    text: isPreview ? 'https://example.com/a' : 'Dump',
    ...(isPreview && { balloon_bundle_id: URL_BALLOON }),
  });
  if (!normalized.ok) throw new TypeError(`bad field ${normalized.field}`);
  return normalized.message;
}

/** Time that stands still until it is moved; timers of equal delay are due in the order in which they were set. */
function createStepClock(): Clock & { advance(ms: number): void } {
  let nowMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  return {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    soon: (callback) => callback(),
    advance(ms) {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}
