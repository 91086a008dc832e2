// Which fields messages and chats have, by build (wire-4.1, wire-4.4 and wire-4.5).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const BUILDS = buildsFrom('0.5.0');
const SINCE: Readonly<Record<string, string>> = {
  id: '0.5.0',
  thread_originator_guid: '0.5.0',
  destination_caller_id: '0.5.0',
  reply_to_text: '0.9.0',
  reply_to_sender: '0.9.0',
  reply_to_guid: '0.11.0',
  thread_originator_part: '0.11.0',
  balloon_bundle_id: '0.11.1',
  url_preview: '0.11.1',
  is_read: '0.13.4',
  date_read: '0.13.4',
};

/** One message that has everything, and its preview. */
async function readEverything(build: string) {
  const mac = createTestMac();
  for (const text of ['parent', 'see https://example.com', 'https://example.com']) {
    mac.device.schedule({ kind: 'text', from: '+15550001111', text });
  }
  await mac.pass(1000);
  const db = mac.device.openReader();
  db.exec(`UPDATE message SET text = 'see https://example.com', date = 1000000000, is_read = 1, date_read = 2000000000,
      reply_to_guid = (SELECT guid FROM message WHERE ROWID = 1), thread_originator_part = '0:0:6',
      thread_originator_guid = (SELECT guid FROM message WHERE ROWID = 1) WHERE ROWID = 2`);
  db.exec(`UPDATE message SET text = 'https://example.com', date = 2000000000,
      balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 3`);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask('chats', 'chats.list');
  imsg.ask('all', 'watch.subscribe', { since_rowid: 1 });
  await mac.clock.advance(0);
  const messages = imsg.frames().filter(({ method }) => method === 'message');
  return {
    fields: messages.flatMap(({ params }) => Object.keys(params.message)),
    chat: imsg.answer('chats').result.chats[0],
  };
}

describe.each(BUILDS)('build %s', (build) => {
  it('has the fields of its time in messages, and no later ones (wire-7)', async () => {
    const { fields } = await readEverything(build);
    const expected = Object.entries(SINCE)
      .filter(([, since]) => BUILDS.indexOf(since) <= BUILDS.indexOf(build))
      .map(([field]) => field)
      // Where the preview folds into its text, no message of its own has the mark.
      .filter((field) => field !== 'balloon_bundle_id' || !fields.includes('url_preview'));
    expect(Object.keys(SINCE).filter((field) => fields.includes(field))).toEqual(expected);
  });

  it('has the fields of its time in chats', async () => {
    const { chat } = await readEverything(build);
    const isStrict = buildsFrom('0.14.1').includes(build);
    expect('unread_count' in chat).toBe(isStrict || build === '0.13.4');
    expect('display_name' in chat).toBe(isStrict);
    expect('account_id' in chat).toBe(isStrict);
    expect(chat.name).toBe(isStrict ? '+15550001111' : '');
  });
});
