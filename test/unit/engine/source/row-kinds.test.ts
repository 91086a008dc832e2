import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../engine/message/message.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { withKinds } from '../../../../engine/source/row-kinds.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const FILES = [{ original_path: '/a/b.png' }];
const STICKER = { itemType: 0, associatedType: 2007, associatedGuid: 'p:0/G', hasFiles: false };

function arrival(fields: Record<string, unknown>): Arrival {
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: 0 };
}
const batch = [
  arrival({ guid: 'TEXT' }),
  arrival({ guid: 'STICKER', attachments: FILES }),
  arrival({ guid: 'GONE', attachments: FILES }),
  arrival({ guid: '', attachments: FILES }),
  { ...arrival({}), payload: null },
];

/** Nobody ever waits in vain by the one, and always by the other. */
const impatient = { wallMs: () => 0, monotonicMs: () => 0, after: () => ({ cancel() {} }), soon() {} };
const hasty = {
  ...impatient,
  after(_: number, callback: () => void) {
    callback();
    return { cancel() {} };
  },
};

function db(kindsOf: MessagesDb['kindsOf']): MessagesDb {
  return { ...EMPTY_MESSAGES_DB, kindsOf };
}

describe('what chat.db knows of rows', () => {
  it('is asked of those with files alone, by their GUIDs', async () => {
    const asked: string[] = [];
    const known = await withKinds(
      batch,
      db(async (guids) => {
        asked.push(...guids);
        return guids.map((guid) => (guid === 'STICKER' ? STICKER : null));
      }),
      impatient,
      false,
    );
    expect(asked).toEqual(['STICKER', 'GONE']);
    expect(known!.map(({ kind }) => kind)).toEqual([undefined, STICKER, undefined, undefined, undefined]);
    expect(known!.map(({ payload }) => payload)).toEqual(batch.map(({ payload }) => payload));
  });

  it('is not asked where no row has files, or where there is no chat.db', () => {
    expect(
      withKinds(
        batch.slice(0, 1),
        db(() => Promise.reject(new Error('asked'))),
        impatient,
        false,
      ),
    ).toBeNull();
    expect(withKinds(batch, null, impatient, true)).toBeNull();
  });

  it('is asked of those as well that have the placeholder of a file, where files are wanted', async () => {
    const bare = [arrival({ guid: 'BARE', text: '\uFFFC' }), arrival({ guid: 'TEXT' })];
    const file = { itemType: 0, associatedType: 0, associatedGuid: null, hasFiles: true };
    const known = db(async (guids) => guids.map(() => file));
    expect(withKinds(bare, known, impatient, false)).toBeNull();
    expect((await withKinds(bare, known, impatient, true))!.map(({ kind }) => kind)).toEqual([
      file,
      undefined,
    ]);
  });

  it('is left out where the file cannot be read, or does not answer in time', async () => {
    const unreadable = db(() => Promise.reject(new Error('unreadable')));
    expect(await withKinds(batch, unreadable, impatient, false)).toEqual(batch);
    expect(
      await withKinds(
        batch,
        db(() => new Promise(() => {})),
        hasty,
        false,
      ),
    ).toEqual(batch);
  });
});
