import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../../engine/account/policy.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import type { KnownPairing } from '../../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { lookInto } from '../../../../engine/source/look-into.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
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

const LISTED = { dmPolicy: 'allowlist', allowFrom: ['+15550001111'] };
const PAIRS = { dmPolicy: 'pairing', allowFrom: ['+15550001111'] };

function receiversOf(imessage: object) {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  const { config } = parseConfig({ agents, channels: { imessage } }, { home: '/' });
  const owner = compilePolicy(config.accounts[0]!, config);
  return {
    owner: () => owner,
    others: new Map(),
    receiverOf: () => owner.accountId,
    ownAddresses: ownAddresses(null),
  };
}

interface Look {
  readonly db: MessagesDb | null;
  readonly imessage?: object;
  readonly wantsFiles?: boolean;
  readonly known?: (accountId: string) => KnownPairing;
  readonly clock?: ReturnType<typeof createManualClock>;
}

const nobody = () => ({ paired: new Set<never>(), requests: [] });

function look(batch: readonly Arrival[], options: Look) {
  const { db, imessage = LISTED, wantsFiles = false, known = nobody, clock = createManualClock() } = options;
  const receivers = receiversOf(imessage);
  return lookInto(batch, { receivers, pairing: { known }, db, clock, wantsFiles: () => wantsFiles });
}

function knowing(answers: Partial<Pick<MessagesDb, 'kindsOf' | 'categoriesOf'>>): MessagesDb {
  return { ...EMPTY_MESSAGES_DB, ...answers };
}
const never = () => new Promise<never>(() => {});

describe('of what kind rows are', () => {
  it('is asked of those with files alone, by their GUIDs', async () => {
    const asked: string[] = [];
    const db = knowing({
      async kindsOf(guids) {
        asked.push(...guids);
        return guids.map((guid) => (guid === 'STICKER' ? STICKER : null));
      },
    });
    const known = await look(batch, { db });
    expect(asked).toEqual(['STICKER', 'GONE']);
    expect(known!.map(({ kind }) => kind)).toEqual([undefined, STICKER, undefined, undefined, undefined]);
    expect(known!.map(({ payload }) => payload)).toEqual(batch.map(({ payload }) => payload));
  });

  it('is not asked where no row has files, or where there is no chat.db', () => {
    const db = knowing({ kindsOf: () => Promise.reject(new Error('asked')) });
    expect(look(batch.slice(0, 1), { db })).toBeNull();
    expect(look(batch, { db: null, wantsFiles: true })).toBeNull();
  });

  it('is asked of those as well that have the placeholder of a file, where files are wanted', async () => {
    const bare = [arrival({ guid: 'BARE', text: '\uFFFC' }), arrival({ guid: 'TEXT' })];
    const file = { itemType: 0, associatedType: 0, associatedGuid: null, hasFiles: true };
    const db = knowing({ kindsOf: async (guids) => guids.map(() => file) });
    expect(look(bare, { db })).toBeNull();
    const known = await look(bare, { db, wantsFiles: true });
    expect(known!.map(({ kind }) => kind)).toEqual([file, undefined]);
  });

  it('is left out where the file cannot be read', async () => {
    const db = knowing({ kindsOf: () => Promise.reject(new Error('unreadable')) });
    expect(await look(batch, { db })).toEqual(batch);
  });
});

describe('how Messages has put rows aside', () => {
  const JUNK = { filtered: 2, isSpam: false };
  const stranger = { sender: '+15550009999' };

  it('is asked of strangers alone, whatever else imsg tells of with them (ruling-35)', async () => {
    const asked: string[] = [];
    const db = knowing({
      async categoriesOf(guids) {
        asked.push(...guids);
        return guids.map(() => JUNK);
      },
    });
    const mixed = [
      arrival({ guid: 'LISTED' }),
      arrival({ guid: 'STRANGER', ...stranger }),
      arrival({ guid: 'OWN', ...stranger, is_from_me: true }),
      arrival({ guid: 'GROUP', ...stranger, is_group: true }),
      arrival({ guid: 'PAIRED', sender: '+15550007777' }),
      ...[undefined, null, 7, []].map((payload) => ({ ...arrival({}), payload })),
    ];
    let known = 0;
    const pairing = () => {
      known += 1;
      return { paired: new Set([id.handle('+15550007777')]), requests: [] };
    };
    const found = await look(mixed, { db, imessage: PAIRS, known: pairing });
    expect(asked).toEqual(['STRANGER']);
    expect(found!.flatMap(({ category }, index) => (category ? [index] : []))).toEqual([1]);
    expect(found![1]!.category).toEqual(JUNK);
    expect(known).toBe(1);
    expect(look(mixed, { db, imessage: LISTED, known: pairing })).toBeNull();
  });

  it('is asked at once with their kinds: a chat.db that does not answer holds rows up for a second', async () => {
    const clock = createManualClock();
    const db = knowing({ kindsOf: never, categoriesOf: never });
    const both = [arrival({ guid: 'STRANGER', ...stranger, attachments: FILES })];
    let known: readonly Arrival[] | null = null;
    void look(both, { db, imessage: PAIRS, clock })!.then((found) => {
      known = found;
    });
    await clock.advance(999);
    expect(known).toBeNull();
    await clock.advance(1);
    expect(known).toEqual(both);
    expect(clock.waiting).toBe(0);
  });

  it('is known although it is not known of what kind they are', async () => {
    const db = knowing({ kindsOf: () => Promise.reject(new Error('x')), categoriesOf: async () => [JUNK] });
    const [found] = (await look([arrival({ guid: 'S', ...stranger, attachments: FILES })], {
      db,
      imessage: PAIRS,
    }))!;
    expect(found).toMatchObject({ category: JUNK });
    expect(found).not.toHaveProperty('kind');
  });
});
