import { beforeEach, describe, expect, it } from 'vitest';
import { messageFinder } from '../../../../engine/actions/message-finder.ts';
import { eventIdOf } from '../../../../engine/store/rules.ts';
import { id } from '../../../support/messages/ids.ts';

const HERE = id.chat('iMessage;-;+15550001111');
const ELSEWHERE = id.chat('iMessage;-;+15550002222');
const PLACE = { chatGuid: HERE, messageGuids: [id.guid('ASKED')] };
const NOW_MS = 1_000_000_000;

interface Row {
  readonly guid: string | null;
  readonly chatGuid: string | null;
}

interface Part {
  readonly guid: string;
  readonly kind?: string;
  readonly content?: string;
  readonly state?: string;
  readonly chatGuid?: string;
  readonly agoMs?: number;
  /** Default: of a turn. */
  readonly partId?: string;
}

let rows: Row[];
let parts: Part[];

const partOf = ({
  chatGuid = HERE,
  kind = 'text',
  content = 'hi',
  state = 'sent',
  agoMs = 0,
  guid,
  partId,
}: Part) => ({
  guid,
  partId: partId ?? 'T-1#0',
  turnId: partId === undefined ? 'T-1' : null,
  kind,
  content,
  state,
  target: { chatGuid },
  createdAtMs: NOW_MS - agoMs,
});

const finder = messageFinder({
  accountId: 'default',
  clock: { wallMs: () => NOW_MS } as never,
  store: {
    rowsNamed: async ({ eventIds }: { eventIds: readonly string[] }) =>
      rows.filter(({ guid }) => guid !== null && eventIds.includes(eventIdOf(id.guid(guid)))),
    rowNumbered: async ({ seq }: { seq: number }) => rows[seq - 1] ?? null,
    recentParts: async () => parts.slice(0, 3).map(partOf),
    provenPart: async ({ guid }: { guid: string }) => {
      const found = parts.find((part) => part.guid === guid);
      return found ? partOf(found) : null;
    },
  } as never,
});
const find = (written: string | undefined, whose: 'any' | 'own' = 'any') =>
  finder(PLACE).message(written, whose);
const REFUSED = { code: 'message_unusable' };
const deed = (name: string, more: object = {}) => JSON.stringify({ name, params: {}, ...more });

beforeEach(() => {
  rows = [
    { guid: 'AAAA-1', chatGuid: HERE },
    { guid: 'BBBB-2', chatGuid: ELSEWHERE },
    { guid: 'CCCC-3', chatGuid: null },
  ];
  parts = [];
});

describe('a message that an action is about', () => {
  it('is the one that is answered where nothing is said', async () => {
    expect(await find(undefined)).toBe('ASKED');
  });

  it('is found by its number and by its GUID in every spelling, as it stands in the journal', async () => {
    for (const written of ['1', 'AAAA-1', 'aaaa-1', 'p:0/AAAA-1', 'bp:AAAA-1'])
      expect(await find(written)).toBe('AAAA-1');
  });

  it('of another chat is refused, however it is spelled (MID-4, MID-5)', async () => {
    for (const written of ['2', 'BBBB-2', 'bbbb-2', 'p:1/BBBB-2'])
      await expect(find(written)).rejects.toMatchObject(REFUSED);
  });

  it('whose chat nobody knows is refused by its number (MID-6)', async () => {
    await expect(find('3')).rejects.toMatchObject(REFUSED);
  });

  it('that is not known passes by its GUID: imsg says whether it is there (MID-5)', async () => {
    expect(await find('DDDD-4')).toBe('DDDD-4');
  });

  it('that is not known by its number is refused, with the remedy', async () => {
    await expect(find('99')).rejects.toMatchObject({
      message: 'iMessage short message id <short:2-digit> is no longer available. Use MessageSidFull.',
    });
  });
});

describe('a message of our own', () => {
  it('is the newest that was sent in this chat', async () => {
    parts = [{ guid: 'E-1', chatGuid: ELSEWHERE }, { guid: 'H-2' }, { guid: 'H-1' }];
    expect(await find(undefined, 'own')).toBe('H-2');
  });

  it('is no tapback, and none that was taken back or has not left', async () => {
    parts = [
      { guid: 'T-1', kind: 'action', content: deed('react') },
      { guid: 'U-1', kind: 'action', content: deed('unsend', { target: 'H-3' }) },
      { guid: 'H-3' },
    ];
    await expect(find(undefined, 'own')).rejects.toMatchObject(REFUSED);
    await expect(find('h-3', 'own')).rejects.toMatchObject(REFUSED);
    parts = [
      { guid: 'H-2', state: 'failed' },
      { guid: 'R-1', kind: 'action', content: deed('reply', { words: 'in the thread' }) },
    ];
    expect(await find(undefined, 'own')).toBe('R-1');
    await expect(find('H-2', 'own')).rejects.toMatchObject(REFUSED);
  });

  it.each(['queued', 'sending', 'unknown'])(
    'is none in the place of the last, of which nobody knows what became of it: that is %s',
    async (state) => {
      parts = [{ guid: 'E-1', chatGuid: ELSEWHERE, state }, { guid: 'H-1' }];
      expect(await find(undefined, 'own')).toBe('H-1');
      const tapback = { guid: 'T-1', kind: 'action', content: deed('react'), state };
      parts = [tapback, { guid: 'H-1' }];
      expect(await find(undefined, 'own')).toBe('H-1');
      parts = [{ guid: 'H-2', state }, { guid: 'H-1' }];
      await expect(find(undefined, 'own')).rejects.toMatchObject(REFUSED);
      expect(await find('H-1', 'own')).toBe('H-1');
      const unsend = { guid: 'U-1', kind: 'action', content: deed('unsend', { target: 'H-2' }) };
      parts = [{ ...unsend, state }, { guid: 'H-2' }, { guid: 'H-1' }];
      await expect(find(undefined, 'own')).rejects.toMatchObject(REFUSED);
      parts = [unsend, { guid: 'H-2' }, { guid: 'H-1' }];
      expect(await find(undefined, 'own')).toBe('H-1');
    },
  );

  it('is found by its GUID however much was sent since, for an hour', async () => {
    parts = ['A', 'B', 'C', 'D'].map((guid) => ({ guid, agoMs: 3_600_000 }));
    expect(await find('d', 'own')).toBe('D');
    parts.push({ guid: 'E', agoMs: 3_600_001 }, { guid: 'F', chatGuid: ELSEWHERE });
    await expect(find('E', 'own')).rejects.toMatchObject(REFUSED);
    await expect(find('F', 'own')).rejects.toMatchObject(REFUSED);
  });

  it('is nothing that the gateway says by itself, whoever is asked there', async () => {
    for (const partId of ['approval:1', 'pairing:1', 'command:1', 'budget:1']) {
      parts = [{ guid: 'N-1', partId }, { guid: 'H-1' }];
      expect(await find(undefined, 'own')).toBe('H-1');
      await expect(find('N-1', 'own')).rejects.toMatchObject(REFUSED);
      parts = [{ guid: 'N-1', partId, state: 'sending' }, { guid: 'H-1' }];
      expect(await find(undefined, 'own')).toBe('H-1');
    }
    parts = [{ guid: 'O-1', partId: 'send:1#0' }];
    expect(await find(undefined, 'own')).toBe('O-1');
  });

  it('of which the content is kept no longer is passed by', async () => {
    parts = [{ guid: 'A-1', kind: 'action', content: '' }, { guid: 'H-1' }];
    expect(await find(undefined, 'own')).toBe('H-1');
  });

  it('is refused where somebody else wrote it, without its whole id (ACT-15)', async () => {
    parts = [{ guid: 'H-1' }];
    await expect(find('AAAA-1', 'own')).rejects.toMatchObject({
      code: 'message_unusable',
      message: expect.stringContaining('<uuid:AAAA-1...>'),
    });
  });
});
