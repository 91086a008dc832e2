// How watches differ by build: one test for each row of wire-3.2 that does.

import { describe, expect, it } from 'vitest';
import {
  insertUntold,
  startWatched,
  subscribe,
  told,
  toldIds,
  type Watched,
} from '../../../support/devices/watched-mac.ts';

const ALICE = '+15550001111';
const LINK = 'https://example.com/a';

describe('debounce', () => {
  it.each([
    ['0.5.0', 250],
    ['0.7.0', 500],
    ['0.8.1', 500],
    ['0.13.4', 500],
    ['0.14.1', 500],
  ])('build %s looks %i ms after a change', async (build, afterMs) => {
    const setup = await startWatched(build);
    await subscribe(setup);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'second' });
    setup.mac.device.step();
    await setup.mac.clock.advance(afterMs - 1);
    expect(toldIds(setup)).toEqual([]);
    await setup.mac.clock.advance(1);
    expect(toldIds(setup)).toEqual([2]);
  });

  it('cannot be chosen in 0.5.0', async () => {
    const setup = await startWatched('0.5.0');
    await subscribe(setup, { debounce_ms: 5000 });
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'second' });
    setup.mac.device.step();
    await setup.mac.clock.advance(250);
    expect(toldIds(setup)).toEqual([2]);
  });
});

describe('fallback poll', () => {
  it.each(['0.7.0', '0.8.1', '0.9.0', '0.11.0', '0.13.4', '0.14.1', 'current', '0.15.2'])(
    'build %s finds a row nobody announced within 5 seconds',
    async (build) => {
      const setup = await startWatched(build);
      await subscribe(setup);
      insertUntold(setup, 2, 2);
      await setup.mac.clock.advance(4999);
      expect(toldIds(setup)).toEqual([]);
      await setup.mac.clock.advance(1);
      expect(toldIds(setup)).toEqual([2]);
    },
  );

  it('is missing in 0.5.0, which never finds it by itself', async () => {
    const setup = await startWatched('0.5.0');
    await subscribe(setup);
    insertUntold(setup, 2, 2);
    await setup.mac.clock.advance(60_000);
    expect(toldIds(setup)).toEqual([]);
  });
});

describe('a backlog of more than 100 rows', () => {
  it.each(['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.11.1', '0.13.4', '0.14.1'])(
    'comes batch by batch in %s, the next with the next sign of change',
    async (build) => {
      const setup = await startWatched(build);
      insertUntold(setup, 2, 250);
      await subscribe(setup, { since_rowid: 1 });
      expect(told(setup)).toHaveLength(100);
      setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'new' });
      setup.mac.device.step();
      await setup.mac.clock.advance(600);
      expect(told(setup)).toHaveLength(200);
    },
  );

  it('comes at once in the current build', async () => {
    const setup = await startWatched('current');
    insertUntold(setup, 2, 250);
    await subscribe(setup, { since_rowid: 1 });
    expect(told(setup)).toHaveLength(249);
  });

  it.each(['0.9.0', 'current'])('counts only rows that may be told in %s', async (build) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 150);
    const db = setup.mac.device.openReader();
    db.exec(
      "UPDATE message SET associated_message_type = 2000, associated_message_guid = 'x' WHERE ROWID BETWEEN 2 AND 50",
    );
    await subscribe(setup, { since_rowid: 1 });
    expect(toldIds(setup)).toEqual(Array.from({ length: 100 }, (_, index) => index + 51));
  });
});

describe('a row in two chats', () => {
  async function startWithTwoChats(build: string): Promise<Watched> {
    const setup = await startWatched(build);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'other', chat: { name: 'Lunch' } });
    await setup.mac.pass(1000);
    insertUntold(setup, 3, 3, { chats: [2, 1] });
    return setup;
  }

  it.each(['0.5.0', '0.9.0', '0.13.4', '0.14.1'])('is told for each of them in %s', async (build) => {
    const setup = await startWithTwoChats(build);
    await subscribe(setup, { since_rowid: 2 });
    expect(told(setup).map(({ chat_id }) => chat_id)).toEqual([1, 2]);
  });

  it('is told once, for the lower one, by the current build, unless a chat was named', async () => {
    const setup = await startWithTwoChats('current');
    await subscribe(setup, { since_rowid: 2 });
    await subscribe(setup, { since_rowid: 2, chat_id: 2 });
    expect([told(setup), told(setup, 2)].map((all) => all.map(({ chat_id }) => chat_id))).toEqual([[1], [2]]);
  });
});

describe('rows numbered between the tapbacks there are', () => {
  it.each([
    ['0.9.0', []],
    ['0.14.1', []],
    ['current', [2]],
  ])('build %s tells %j', async (build, expected) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 2);
    setup.mac.device.openReader().exec('UPDATE message SET associated_message_type = 2007 WHERE ROWID = 2');
    await subscribe(setup, { since_rowid: 1 });
    expect(toldIds(setup)).toEqual(expected);
  });
});

describe('link previews', () => {
  /** A text with a link, its preview, and a second preview of the same link. */
  async function startWithPreviews(build: string): Promise<Watched> {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 4);
    const db = setup.mac.device.openReader();
    db.prepare('UPDATE message SET text = ? WHERE ROWID = 2').run(`see ${LINK}`);
    db.prepare(
      `UPDATE message SET text = ?, balloon_bundle_id = 'com.apple.messages.URLBalloonProvider',
         date = 3000000000 WHERE ROWID > 2`,
    ).run(LINK);
    return setup;
  }

  it.each([
    ['0.5.0', [2, 3, 4]],
    ['0.8.1', [2, 3]],
    ['0.11.0', [2, 3]],
    ['0.13.4', [2]],
    ['0.14.1', [2]],
    ['current', [2]],
  ])('build %s tells %j of a text, its preview and a twin', async (build, expected) => {
    const setup = await startWithPreviews(build);
    await subscribe(setup, { since_rowid: 1 });
    expect(toldIds(setup)).toEqual(expected);
    expect('url_preview' in told(setup)[0]).toBe(expected.length === 1);
  });

  it.each([
    ['0.5.0', true],
    ['0.9.0', false],
    ['0.11.1', false],
    ['0.14.1', true],
    ['current', true],
  ])('build %s tells a second watch of a preview that the first has told: %s', async (build, again) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 2);
    setup.mac.device
      .openReader()
      .prepare(
        `UPDATE message SET text = ?, balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 2`,
      )
      .run(LINK);
    await subscribe(setup, { since_rowid: 1 });
    await subscribe(setup, { since_rowid: 1 });
    expect(toldIds(setup)).toEqual([2]);
    expect(toldIds(setup, 2)).toEqual(again ? [2] : []);
  });
});

describe('reactions', () => {
  it.each([
    ['0.5.0', false],
    ['0.8.1', true],
    ['current', true],
  ])('build %s lists them without attachments being asked for: %s', async (build, listed) => {
    const setup = await startWatched(build);
    insertUntold(setup, 2, 3);
    setup.mac.device
      .openReader()
      .exec(
        "UPDATE message SET associated_message_type = 2001, associated_message_guid = 'p:0/G2' WHERE ROWID = 3",
      );
    await subscribe(setup, { since_rowid: 1, include_reactions: true });
    await subscribe(setup, { since_rowid: 1, include_reactions: true, attachments: true });
    expect(told(setup).map(({ is_reaction }) => is_reaction)).toEqual([undefined, true]);
    expect(told(setup)[0].reactions).toHaveLength(listed ? 1 : 0);
    expect(told(setup, 2)[0].reactions).toHaveLength(1);
  });
});

describe('filters', () => {
  it('work on what is left after folding: a preview goes with its text', async () => {
    const setup = await startWatched('current');
    insertUntold(setup, 2, 3);
    const db = setup.mac.device.openReader();
    db.prepare('UPDATE message SET text = ?, date = 1000000000 WHERE ROWID = 2').run(LINK);
    db.prepare(
      `UPDATE message SET text = ?, balloon_bundle_id = 'com.apple.messages.URLBalloonProvider',
         date = 4000000000 WHERE ROWID = 3`,
    ).run(LINK);
    await subscribe(setup, { since_rowid: 1, start: '2001-01-01T00:00:02Z' });
    expect(toldIds(setup)).toEqual([]);
  });
});
