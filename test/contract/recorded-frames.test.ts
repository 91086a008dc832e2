// What the real imsg 0.9.0 answered over rpc about a small database (recorded/), and what the fake's build of
// that version answers. The README beside the recording says how to compare: values, not bytes; the order among
// rows of equal date is free; the text of -32700 is the platform's own.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileDevice } from '../../fake-imsg/process/files/file-device.ts';
import { createManualClock, type ManualClock } from '../support/clocks/manual-clock.ts';
import { countingIds } from '../support/devices/fake-mac.ts';
import { type Frame, startTestImsg, type TestImsg } from '../support/processes/imsg-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

const RECORDED = join(import.meta.dirname, 'recorded');
const HOME = '/Users/me';

interface Exchange {
  readonly kind: string;
  readonly rc: number;
  readonly send: Frame | string;
  readonly replies: Frame[];
  readonly frames: Frame[];
}

const exchanges = readFileSync(join(RECORDED, 'imsg-0.9.0.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);
const inOneProcess = exchanges.filter(({ kind }) => ['rpc', 'raw', 'eof'].includes(kind));
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
  return { clock, imsg: startTestImsg(device, { env: { FAKE_IMSG_BUILD: '0.9.0', HOME } }) };
}

/** Without what only people read. */
function comparable(frame: Frame): Frame {
  const text = JSON.stringify(frame, (key, value) =>
    key === 'data' && frame.error?.code === -32700 ? '' : value,
  );
  return JSON.parse(text.replaceAll('$HOME', HOME));
}

/** Rows of equal date by rowid, for their order says nothing. */
function inOrder(frame: Frame): Frame {
  const messages = frame.result?.messages;
  if (!messages) return frame;
  const sorted = messages.toSorted(
    (one: Frame, other: Frame) => other.created_at.localeCompare(one.created_at) || other.id - one.id,
  );
  return { ...frame, result: { messages: sorted } };
}

describe('one process', () => {
  it('gives the answers that were recorded, request by request, and ends as it did', async () => {
    const { imsg, clock } = start();
    const answers: (Frame[] | number | null)[] = [];
    for (const { kind, send } of inOneProcess) {
      const before = imsg.lines.length;
      if (kind === 'eof') imsg.end();
      else imsg.line(typeof send === 'string' ? send : JSON.stringify(send));
      await clock.advance(0);
      const fresh = imsg.frames().slice(before);
      answers.push(kind === 'eof' ? imsg.exitCode() : fresh.map(comparable).map(inOrder));
    }
    const recorded = inOneProcess.map(({ kind, rc, replies }) =>
      kind === 'eof' ? rc : replies.map(comparable).map(inOrder),
    );
    expect(answers).toHaveLength(recorded.length);
    for (const [index, answer] of answers.entries()) {
      expect.soft(answer, JSON.stringify(inOneProcess[index]!.send)).toEqual(recorded[index]);
    }
  });
});

describe('a watch in a process of its own', () => {
  it.each(watches.map((one) => [JSON.stringify(one.send.params), one] as const))(
    'with %s tells what it told in the first 2.5 seconds',
    async (_params, { send, frames }) => {
      const { imsg, clock } = start();
      imsg.line(JSON.stringify(send));
      await clock.advance(2500);
      expect(imsg.frames().map(comparable)).toEqual(frames.map(comparable));
    },
  );
});
