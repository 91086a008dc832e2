// What watches do about rows that are in no chat yet, by build (wire-3.2).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import {
  insertUntold,
  startWatched,
  subscribe,
  told,
  toldIds,
} from '../../../support/devices/watched-mac.ts';

describe('a row in no chat', () => {
  it.each(['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0'])('is told as of chat 0 in %s', async (build) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 2, { chats: [] });
    insertUntold(setup, 3, 3);
    await subscribe(setup, { since_rowid: 1 });
    expect(toldIds(setup)).toEqual([2, 3]);
    expect(told(setup)[0]).toMatchObject({
      chat_id: 0,
      chat_identifier: '',
      chat_guid: '',
      chat_name: '',
      participants: [],
      is_group: false,
    });
  });

  it.each(buildsFrom('0.11.0'))(
    'holds back what comes after it for 20 tries in %s, then is skipped',
    async (build) => {
      const setup = await startWatched(build);
      insertUntold(setup, 2, 2, { chats: [] });
      insertUntold(setup, 3, 3);
      await subscribe(setup, { since_rowid: 1, debounce_ms: 100 });
      await setup.mac.clock.advance(1999);
      expect(toldIds(setup)).toEqual([]);
      await setup.mac.clock.advance(1);
      expect(toldIds(setup)).toEqual([3]);
    },
  );
});

describe('a link preview behind a row in no chat', () => {
  const told = async (build: string) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 2, { chats: [] });
    insertUntold(setup, 3, 3);
    const db = setup.mac.device.openReader();
    db.exec(`UPDATE message SET balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 3`);
    await subscribe(setup, { since_rowid: 1 });
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 2)');
    await setup.mac.clock.advance(5000);
    return toldIds(setup);
  };

  it.each(['0.11.0', '0.11.1', '0.13.4'])('counts as seen in %s, and so it is lost', async (build) => {
    expect(await told(build)).toEqual([2]);
  });

  it.each(buildsFrom('0.14.1'))('waits its turn in %s', async (build) => {
    expect(await told(build)).toEqual([2, 3]);
  });
});
