import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { URL_BALLOON } from '../../../../engine/message/preview.ts';
import type { StoredChange } from '../../../../engine/ports/messages-db.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { createLatestWords } from '../../../../engine/turns/latest-words.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { formedTurn, type Payload, payload } from '../../../support/stores/formed-turn.ts';
import { createSource, TARGET } from '../../../support/stores/inputs.ts';

const FILE = { original_path: '/a/photo.heic', transfer_name: 'photo.heic', mime_type: 'image/heic' };
const EDITED: StoredChange = { isEmptied: false, rowsSince: 3, editedAtMs: null };
const EMPTIED: StoredChange = { isEmptied: true, rowsSince: 3, editedAtMs: null };

describe('what the rows of a turn say by now (ruling-32)', () => {
  const clock = createManualClock();
  const signal = new AbortController().signal;
  let store: ReturnType<typeof openCore>;
  let changes: Record<string, StoredChange>;
  let asked: unknown[];
  let history: () => Promise<readonly Payload[]>;
  let logger: ReturnType<typeof createListLogger>;
  let isThere: boolean;
  beforeEach(async () => {
    store = openCore(createMemoryCore());
    changes = {};
    asked = [];
    history = async () => [];
    logger = createListLogger();
    isThere = true;
    await createSource(store);
  });

  const client = {
    async call(method: string, params: unknown) {
      asked.push({ method, params });
      return { messages: await history() };
    },
  } as unknown as RpcCaller;
  const words = (more: object = {}) =>
    createLatestWords({
      store,
      clock,
      logger,
      wireRegion: null,
      db: { changesOf: async (guids) => guids.map((guid) => changes[guid] ?? null) },
      readClient: () => (isThere ? client : null),
      ...more,
    });
  const formed = (told: readonly Payload[], text: string, attachments: readonly unknown[] = []) =>
    formedTurn(store, told, text, { attachments });

  it('is the very turn where nothing was edited, and imsg is not asked', async () => {
    const given = await formed([payload(1, 'Go')], 'Go');
    expect(await words().of(given, signal)).toBe(given);
    expect(asked).toEqual([]);
    expect([...(await words().asTold(given.context.messageGuids, null))]).toEqual(['G1']);
  });

  it('is what an edited row says, read over the wire as far back as it stands', async () => {
    const given = await formed([payload(1, 'Cancel'), payload(2, 'the flight')], 'Cancel the flight');
    changes.G1 = EDITED;
    history = async () => [payload(9, 'else'), payload(2, 'the flight'), payload(1, ' Keep ')];
    expect(await words().of(given, signal)).toEqual({ ...given, text: 'Keep the flight' });
    const params = { chat_id: TARGET.chatId, limit: 203, attachments: false };
    expect(asked).toEqual([{ method: 'messages.history', params }]);
    expect([...(await words().asTold(given.context.messageGuids, null))]).toEqual(['G2']);
  });

  it('is the same turn once more where that is what it says already', async () => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    changes.G1 = EDITED;
    history = async () => [payload(1, 'Keep')];
    const latest = (await words().of(given, signal))!;
    expect(latest.text).toBe('Keep');
    expect(await words().of(latest, signal)).toBe(latest);
  });

  it('is what is left where one of several was taken back, by which it is known then', async () => {
    const given = await formed([payload(1, 'Cancel'), payload(2, 'the flight')], 'Cancel the flight');
    changes.G1 = EMPTIED;
    const latest = await words().of(given, signal);
    expect(latest).toMatchObject({
      text: 'the flight',
      context: { messageGuids: ['G2'], MessageSid: String(given.memberSeqs[1]) },
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['chat.db has nothing of it', EMPTIED, []],
    ['imsg says nothing of it', EDITED, [payload(1, '')]],
    ['nothing of it can be seen', EDITED, [payload(1, ' \u200b\uFFFC')]],
  ])('is nothing where all was taken back: %s', async (_, change, told) => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    changes.G1 = change;
    history = async () => told;
    expect(await words().of(given, signal)).toBeNull();
  });

  describe('where a link was told by words and by a preview without any', () => {
    const card = payload(2, '', { balloon_bundle_id: URL_BALLOON });
    const link = payload(1, 'See https://example.com/7');
    const formedOfLink = () => formed([link, card], 'See https://example.com/7');

    it('is nothing once the words were taken back: no mark stands for them', async () => {
      const given = await formedOfLink();
      changes.G1 = EMPTIED;
      expect(await words().of(given, signal)).toBeNull();
    });

    it('is what the words say that have no link any more', async () => {
      const given = await formedOfLink();
      changes.G1 = EDITED;
      history = async () => [payload(1, 'See tomorrow'), card];
      const latest = await words().of(given, signal);
      expect(latest).toMatchObject({ text: 'See tomorrow', context: { messageGuids: ['G1'] } });
    });

    it('is the same while a link is in them, whichever', async () => {
      const given = await formedOfLink();
      changes.G1 = EDITED;
      history = async () => [payload(1, 'See https://example.com/8'), card];
      const latest = await words().of(given, signal);
      expect(latest).toMatchObject({
        text: 'See https://example.com/8',
        context: { messageGuids: ['G1', 'G2'] },
      });
    });
  });

  it('keeps the mark of a link that words told nothing of, though they were taken back', async () => {
    const card = payload(2, '', { balloon_bundle_id: URL_BALLOON });
    const given = await formed([payload(1, 'Look'), card], 'Look\n[imessage link unavailable]');
    changes.G1 = EMPTIED;
    expect(await words().of(given, signal)).toMatchObject({ text: '[imessage link unavailable]' });
  });

  it('goes without the file that was taken back, and with the one that is there', async () => {
    const file = {
      path: '/a/photo.heic',
      name: 'photo.heic',
      kind: 'image',
      mimeType: 'image/heic',
      bytes: null,
    };
    const given = await formed([payload(1, '\uFFFCSee', { attachments: [FILE] })], 'See', [file]);
    changes.G1 = EDITED;
    history = async () => [payload(1, '\uFFFCLook', { attachments: [FILE] })];
    expect(await words().of(given, signal)).toMatchObject({ text: 'Look', context: { attachments: [file] } });
    history = async () => [payload(1, 'See', { attachments: [] })];
    expect(await words().of(given, signal)).toMatchObject({ text: 'See', context: { attachments: [] } });
    history = async () => [payload(1, '\uFFFC', { attachments: [FILE] })];
    expect(await words().of(given, signal)).toMatchObject({ text: '<media:image>' });
  });

  it.each<[string, () => Promise<readonly Payload[]>]>([
    ['is not among what imsg tells', async () => [payload(2, 'else')]],
    ['comes as bytes that nobody could read', async () => [payload(1, 'streamtyped\uFFFD\u0003@')]],
  ])('stays as it was told where an edited row %s', async (_, told) => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    changes.G1 = EDITED;
    history = told;
    expect(await words().of(given, signal)).toBe(given);
  });

  it('stays as it was told where imsg cannot be asked for half a minute, and says so', async () => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    changes.G1 = EDITED;
    isThere = false;
    const latest = words().of(given, signal);
    await clock.advance(31_000);
    expect(await latest).toBe(given);
    const line = 'warn imessage: a turn goes on with words that were edited since: imsg rpc not running';
    expect(logger.lines).toEqual([line]);
  });

  it.each(['imsg_not_running', 'imsg_exited', 'rpc_timeout'] as const)(
    'is read again where the first two calls came to nothing: %s',
    async (code) => {
      const given = await formed([payload(1, 'Cancel')], 'Cancel');
      changes.G1 = EDITED;
      history = async () => {
        if (asked.length > 2) return [payload(1, 'Keep')];
        throw new EngineError(code);
      };
      const latest = words().of(given, signal);
      await clock.advance(2_000);
      expect(await latest).toMatchObject({ text: 'Keep' });
    },
  );

  it.each([
    ['at once where imsg refuses', 'rpc_error', 1],
    ['at once where imsg answers with something else', 'rpc_unexpected', 1],
    ['after the third loss of imsg', 'imsg_exited', 3],
  ] as const)('stays as it was told %s, and imsg is asked no more', async (_, code, times) => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    changes.G1 = EDITED;
    history = () => Promise.reject(new EngineError(code));
    const latest = words().of(given, signal);
    await clock.advance((times - 1) * 1_000);
    expect(await latest).toBe(given);
    expect(asked).toHaveLength(times);
    expect(clock.waiting).toBe(0);
  });

  it('stays as it was told where a row of it is not kept any more, or has no GUID', async () => {
    const given = await formed([payload(1, 'Cancel'), payload(2, 'it')], 'Cancel it');
    changes.G1 = EMPTIED;
    const bare = { ...given, context: { ...given.context, messageGuids: [id.guid('G1')] } };
    expect(await words().of(bare, signal)).toBe(bare);
  });

  it('stays as it was told where chat.db cannot be read, or answers too late, and is asked again after that', async () => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    const rejects = words({
      db: { changesOf: () => Promise.reject(new EngineError('messages_db_unreadable')) },
    });
    expect(await rejects.of(given, signal)).toBe(given);
    const answer = Promise.withResolvers<(StoredChange | null)[]>();
    let questions = 0;
    const changesOf = () => {
      questions += 1;
      return questions === 1 ? answer.promise : Promise.resolve([EMPTIED]);
    };
    const late = words({ db: { changesOf } });
    const told = late.of(given, signal);
    await clock.advance(1_000);
    expect(await told).toBe(given);
    expect(await late.of(given, signal)).toBe(given);
    expect(questions).toBe(1);
    answer.resolve([EMPTIED]);
    await clock.advance(0);
    expect(await late.of(given, signal)).toBeNull();
  });

  it('owes nothing where the answer comes in the very moment in which it is too late', async () => {
    const given = await formed([payload(1, 'Cancel')], 'Cancel');
    const answer = Promise.withResolvers<(StoredChange | null)[]>();
    let questions = 0;
    const changesOf = () => {
      questions += 1;
      return questions === 1 ? answer.promise : Promise.resolve([EMPTIED]);
    };
    const after = (delayMs: number, callback: () => void) =>
      clock.after(delayMs, () => {
        answer.resolve([EMPTIED]);
        callback();
      });
    const late = words({ db: { changesOf }, clock: { ...clock, after } });
    const told = late.of(given, signal);
    await clock.advance(1_000);
    await told;
    expect(await late.of(given, signal)).toBeNull();
    expect(questions).toBe(2);
  });
});
