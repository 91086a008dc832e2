// Pages of `messages.after`, as messages rather than rows: what the source of 0.14 and later does.

import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const LINK = 'https://example.com/a';

interface Row {
  readonly text: string;
  /** A link preview. */
  readonly preview?: true;
  readonly second?: number;
  readonly chat?: number;
}

/** Rows 2, 3 and so on, behind one of Alice's own. */
async function start(...rows: Row[]) {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'first' });
  await mac.pass(1000);
  const db = mac.device.openReader();
  db.exec(`INSERT INTO chat (ROWID, guid, chat_identifier) VALUES (2, 'any;+;crew', 'crew')`);
  for (const [index, { text, preview, second = 0, chat = 1 }] of rows.entries()) {
    const id = index + 2;
    const balloon = preview ? 'com.apple.messages.URLBalloonProvider' : null;
    db.prepare(
      `INSERT INTO message (ROWID, guid, text, handle_id, date, balloon_bundle_id, service)
       VALUES (?, ?, ?, 1, ?, ?, 'iMessage')`,
    ).run(id, `G${id}`, text, second * 1e9, balloon);
    db.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)').run(chat, id);
  }
  const imsg = startTestImsg(mac.device);
  return async (params: object) => {
    const id = imsg.lines.length + 1;
    imsg.ask(id, 'messages.after', { since_rowid: 1, ...params });
    await mac.clock.advance(0);
    const { messages, next_rowid, has_more } = imsg.answer(id).result;
    const ids = messages.map((one: { id: number; url_preview?: { id: number } }) =>
      one.url_preview ? [one.id, one.url_preview.id] : [one.id],
    );
    return [ids, next_rowid, has_more];
  };
}

const text = (more: object = {}): Row => ({ text: `see ${LINK}`, ...more });
const preview = (more: object = {}): Row => ({ text: LINK, preview: true, second: 1, ...more });

describe('a page of messages.after', () => {
  it('has as many messages as were asked for, however many rows they are', async () => {
    const page = await start(text(), preview(), text(), preview(), { text: 'x' });
    expect(await page({ limit: 2 })).toEqual([
      [
        [2, 3],
        [4, 5],
      ],
      5,
      true,
    ]);
    expect(await page({ limit: 3 })).toEqual([[[2, 3], [4, 5], [6]], 6, false]);
  });

  it('also takes the previews that come behind it, the last of which counts', async () => {
    const page = await start(text(), text({ chat: 2 }), preview(), preview(), { text: 'x' });
    expect(await page({ limit: 1 })).toEqual([[[2, 5]], 2, true]);
    expect(await page({ since_rowid: 2, limit: 1 })).toEqual([[[3]], 5, true]);
    expect(await page({ since_rowid: 3, limit: 1 })).toEqual([[[6]], 6, false]);
  });

  it('takes none that comes behind another message of the chat', async () => {
    const page = await start(text(), { text: 'x' }, preview());
    expect(await page({ limit: 1 })).toEqual([[[2]], 2, true]);
  });

  it('drops no preview that is repeated', async () => {
    const page = await start(preview(), preview({ second: 2 }));
    expect(await page({})).toEqual([[[2], [3]], 3, false]);
  });
});
