// What the real imsg 0.9.0 answered about a small database (recorded/), and what the oldest build here
// answers. The differences allowed are those of the releases between (protocol section 7).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileDevice } from '../../fake-imsg/device/file-device.ts';
import { countingIds } from '../support/fake-mac.ts';
import { type Frame, startTestImsg, type TestImsg } from '../support/imsg-process.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/processes.ts';

const RECORDED = join(import.meta.dirname, 'recorded');
const HOME = '/Users/me';
/** Methods that the fake does not have. */
const ELSEWHERE = ['tapback', 'message.edit', 'chats.create', 'group.rename'];
/** In no chat: since 0.10 a watch waits for its chat, and holds back what comes after it. */
const UNJOINED_ROW = 25;

interface Exchange {
  readonly kind: string;
  readonly send: { readonly method: string } | string;
  readonly replies: Frame[];
  readonly frames: Frame[];
}

const exchanges = readFileSync(join(RECORDED, 'imsg-0.9.0.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);
const named = (list: Exchange[]) => list.map((one) => [JSON.stringify(one.send), one] as const);
const requests = exchanges.filter(
  ({ kind, send }) => kind === 'raw' || (kind === 'rpc' && !ELSEWHERE.includes((send as Frame).method)),
);
const watches = exchanges.filter(({ kind }) => kind === 'watch');

const sample = readFileSync(join(RECORDED, 'sample.sql'), 'utf8');

function start(): { imsg: TestImsg; clock: ManualClock } {
  const path = join(temporaryFolder(), 'sample.db');
  const db = new Database(path);
  db.exec(sample);
  db.close();
  const clock = createManualClock(Date.UTC(2026, 4, 18));
  const device = openFileDevice(path, { clock, ids: countingIds() });
  onTestFinished(() => device.close());
  return { clock, imsg: startTestImsg(device, { env: { FAKE_IMSG_BUILD: '0.11.0', HOME } }) };
}

/** Without what 0.10 added, and without what only people read. */
function comparable(frame: Frame): Frame {
  const text = JSON.stringify(frame, (key, value) => {
    if (key === 'thread_originator_part') return undefined;
    return key === 'data' && frame.error?.code === -32700 ? '' : value;
  });
  return JSON.parse(text.replaceAll('$HOME', HOME));
}

async function answers({ send }: Exchange): Promise<Frame[]> {
  const { imsg, clock } = start();
  imsg.line(typeof send === 'string' ? send : JSON.stringify(send));
  await clock.advance(0);
  return imsg.frames().map(comparable);
}

describe('a request', () => {
  it.each(named(requests))('%s is answered as it was', async (_send, exchange) => {
    expect(await answers(exchange)).toEqual(exchange.replies.map(comparable));
  });
});

describe('a watch', () => {
  it.each(named(watches))('%s tells what it told, up to the row in no chat', async (_send, exchange) => {
    // The order in which answer and replay come is free (protocol section 2.4).
    const apart = (frames: Frame[]) => ({
      answer: frames.find(({ id }) => id !== undefined),
      told: frames
        .filter(({ method }) => method === 'message')
        .filter(({ params }) => isChatWatch(exchange) || params.message.id < UNJOINED_ROW),
    });
    const recorded = apart(exchange.frames.map(comparable));
    expect(apart(await answers(exchange))).toEqual(recorded);
  });
});

const isChatWatch = ({ send }: Exchange) => 'chat_id' in (send as Frame).params;
