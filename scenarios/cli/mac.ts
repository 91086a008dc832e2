import type { Device, SentRecord, WorldEvent } from '../../fake-imsg/device/device.ts';
import { runFakeMac } from '../../fake-imsg/process/run-fake-mac.ts';
import { withDevice } from '../../fake-imsg/process/with-device.ts';
import { messageGuid } from '../../fake-imsg/world/event/derived.ts';
import { burstGuid } from '../../fake-imsg/world/messages/flush.ts';
import { previewGuid } from '../../fake-imsg/world/messages/split.ts';
import type { Line } from './conversation.ts';

/** Apple's own gap between the rows of a split send begins here. */
const SPLIT_GAP_MS = 500;
const PREVIEW_MS = 100;
/** How long to wait when another process of the Mac is just making the row. */
const RETRY_MS = 5;

/** A fake Mac in a folder of its own. */
export interface Mac {
  readonly dir: string;
  /** The executable that a client takes as its `cliPath`. */
  readonly imsg: string;
  readonly chatDb: string;
  /** Somebody writes to the owner; resolves with the GUIDs of the rows when they stand in their chat. */
  receives(line: Line): Promise<string[]>;
  /** Apple delivers what it held up, in one burst. Resolves with one GUID a line, as `receives` does. */
  receivesHeldUp(lines: readonly Line[]): Promise<string[]>;
  /** Everything that physically left the Mac, oldest first. */
  sent(): Promise<SentRecord[]>;
}

/** Makes a Mac in a folder that does not exist yet. Throws what `fake-mac` says when it refuses. */
export async function createMac(dir: string): Promise<Mac> {
  const [paths] = await fakeMac<{ imsg: string; chatDb: string }>('init', dir);
  const happens = (event: WorldEvent, guidsOf: (eventId: string) => string[]) =>
    withDevice(dir, async (device) => {
      const guids = guidsOf(device.schedule(event));
      await arrival(device, guids);
      return guids;
    });
  return {
    dir,
    ...paths!,
    receives({ from: { handle: from }, text, link }) {
      if (link === undefined) return happens({ kind: 'text', from, text }, (id) => [messageGuid(id)]);
      const event = { kind: 'split', from, text, link, gapMs: SPLIT_GAP_MS, previewMs: PREVIEW_MS };
      return happens(event, (id) => [messageGuid(id), previewGuid(id)]);
    },
    receivesHeldUp(lines) {
      const messages = lines.map(({ from, text, heldUpMs }) => ({
        from: from.handle,
        text,
        agoMs: heldUpMs,
      }));
      return happens({ kind: 'flush', messages }, (id) => lines.map((_, index) => burstGuid(id, index)));
    },
    sent: () => fakeMac<SentRecord>('sent', dir),
  };
}

/** Steps the Mac until all of the rows stand in their chats. */
function arrival(device: Device, guids: readonly string[]): Promise<void> {
  const reader = device.openReader();
  const joined = reader
    .prepare<string[], number>(
      `SELECT COUNT(DISTINCT guid) FROM message JOIN chat_message_join ON message_id = message.ROWID
       WHERE guid IN (${guids.map(() => '?').join(', ')})`,
    )
    .pluck();
  return new Promise((resolve, reject) => {
    const look = () => {
      try {
        const dueMs = device.step();
        if (joined.get(...guids) === guids.length) {
          reader.close();
          return resolve();
        }
        const waitMs = dueMs === null ? RETRY_MS : Math.max(1, dueMs - device.clock.wallMs());
        device.clock.after(Math.min(waitMs, RETRY_MS), look);
      } catch (error) {
        reject(error);
      }
    };
    look();
  });
}

/** Runs one command of `fake-mac` and returns the objects it printed, one a line. */
async function fakeMac<Result>(...args: string[]): Promise<Result[]> {
  const lines: string[] = [];
  const problems: string[] = [];
  const code = await runFakeMac([...args, '--json'], {
    out: (line) => void lines.push(line),
    err: (line) => void problems.push(line),
  });
  if (code !== 0) throw new Error(problems.join('\n'));
  return lines.map((line) => JSON.parse(line) as Result);
}
