import { Command } from 'commander';
import type { Device } from '../device/device.ts';
import { messageGuid } from '../world/event/derived.ts';
import { findChatGuid } from './chat.ts';
import { durationMs } from './duration.ts';
import { WAIT_MAX_MS } from './happen.ts';
import type { Macs } from './macs.ts';
import { type MacOutput, UsageError } from './output.ts';

interface TextOptions {
  readonly from: string;
  readonly chat?: string;
  readonly name?: string;
  readonly with?: string;
  readonly sentAgo?: string;
  readonly json?: true;
}

interface Arrived {
  readonly rowid: number;
  readonly chatGuid: string;
}

/** How long to wait when another process of the device is just making the row. */
const RETRY_MS = 5;

const notThere = (guid: string) =>
  `The message ${guid} is not there: Messages is asleep or kept from writing, see fake-mac state; it comes by itself once it can.`;

const ARRIVED = `SELECT message.ROWID AS rowid, chat.guid AS chatGuid FROM message
  JOIN chat_message_join AS link ON link.message_id = message.ROWID
  JOIN chat ON chat.ROWID = link.chat_id
  WHERE message.guid = ? ORDER BY chat.ROWID`;

function chatField(device: Device, { chat, name, with: others }: TextOptions) {
  if (chat !== undefined && (name !== undefined || others !== undefined)) {
    throw new UsageError('--chat names a chat that exists, --name and --with a group; use one or the other.');
  }
  if (chat !== undefined) return { chat: findChatGuid(device, chat) };
  if (name === undefined && others === undefined) return {};
  const participants = others?.split(',').map((handle) => handle.trim()) ?? [];
  return { chat: { name: name ?? '', with: participants } };
}

/** Steps the device until the row stands in its chat. Fails where it does not come soon. */
function arrival(device: Device, guid: string): Promise<Arrived> {
  const { clock } = device;
  const endMs = clock.monotonicMs() + WAIT_MAX_MS;
  const reader = device.openReader();
  const arrived = reader.prepare<[string], Arrived>(ARRIVED);
  const found = new Promise<Arrived>((resolve, reject) => {
    const look = () => {
      try {
        const dueMs = device.step();
        const row = arrived.get(guid);
        if (row) return resolve(row);
        // Of what cannot happen at present, nobody knows when it is due.
        const waitMs = dueMs === null ? Number.POSITIVE_INFINITY : dueMs - clock.wallMs();
        if (clock.monotonicMs() + waitMs >= endMs) throw new Error(notThere(guid));
        clock.after(Math.max(1, Math.min(waitMs, RETRY_MS)), look);
      } catch (error) {
        reject(error);
      }
    };
    look();
  });
  return found.finally(() => reader.close());
}

/** `fake-mac text DIR TEXT`: somebody writes to the owner, at once. */
export const textCommand = (output: MacOutput, macs: Macs) =>
  new Command('text')
    .description('let somebody write to the Mac, and print the GUID of the message')
    .argument('<DIR>', 'the folder of the Mac')
    .argument('<TEXT>', 'what they write')
    .requiredOption('--from <HANDLE>', 'who writes: phone number or email address')
    .option('--chat <NAME|GUID>', 'in a chat that exists; without it, in the direct chat')
    .option('--name <GROUP>', 'in the group of this name, made on first use')
    .option('--with <HANDLES>', 'who else is in that group, separated by commas')
    .option('--sent-ago <TIME>', 'written that long ago, arriving only now: 90s, 20m, 3h, 2d')
    .option('--json', 'print guid, rowid and chat as JSON')
    .action((dir: string, text: string, options: TextOptions) =>
      macs.open(dir, async (device) => {
        const { from, sentAgo, json } = options;
        const sentMs = sentAgo === undefined ? {} : { sentMs: device.clock.wallMs() - durationMs(sentAgo) };
        const eventId = device.schedule({
          kind: 'text',
          from,
          text,
          ...chatField(device, options),
          ...sentMs,
        });
        const guid = messageGuid(eventId);
        const { rowid, chatGuid } = await arrival(device, guid);
        output.out(json ? JSON.stringify({ guid, rowid, chatGuid }) : `${guid}\t${rowid}`);
      }),
    );
