import { describe, expect, it } from 'vitest';
import type { Action, Deed, Look, Scene } from '../../../../engine/actions/action.ts';
import { edit } from '../../../../engine/actions/edit.ts';
import { partOf } from '../../../../engine/actions/message-part.ts';
import { unsend } from '../../../../engine/actions/unsend.ts';
import { createSightOf } from '../../../../engine/outbound/sights.ts';
import type { MessagesDb, StoredChange } from '../../../../engine/ports/messages-db.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';

const GUID = id.guid('00000001-0000-4000-8000-0000000000AA');
const FILE = { filename: 'a.png', transfer_name: 'a.png', uti: '', mime_type: 'image/png', total_bytes: 1 };
const BESIDE = {
  text: '\uFFFClook',
  attachments: [{ ...FILE, is_sticker: false, original_path: '/a.png', missing: false }],
};

interface Told {
  readonly fields?: object;
  readonly change?: StoredChange | null;
  readonly isRemote?: boolean;
  readonly version?: string;
}

/** What is seen of a message of which imsg tells so. */
function lookAt({ fields = {}, change = null, isRemote = false, version = '0.15.10' }: Told = {}): Look {
  const messages = [payload({ guid: GUID, is_from_me: true, ...fields })];
  const db = { changesOf: async () => [change] } as unknown as MessagesDb;
  return createSightOf({
    db: isRemote ? null : db,
    readClient: () => ({ call: async () => ({ messages }) }),
    imsgVersion: () => version,
  })({ chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(3) });
}
const changed = (atMs: number): StoredChange => ({ isEmptied: false, rowsSince: 1, editedAtMs: atMs });

describe('the parts of a message', () => {
  it('are its words and each file among them', async () => {
    expect(await lookAt().partsOf(GUID)).toBe(1);
    expect(await lookAt({ fields: BESIDE }).partsOf(GUID)).toBe(2);
    expect(await lookAt({ fields: BESIDE }).wordsOf(GUID, 1)).toBe('look');
    expect(await lookAt({ fields: BESIDE }).wordsOf(GUID, 0)).toBe('');
    expect(await lookAt({ fields: BESIDE }).wordsOf(GUID, 2)).toBeNull();
    expect(await lookAt().wordsOf(GUID, 0)).toBe('hello');
  });

  it.each<[why: string, told: Told]>([
    ['of a message that was changed, whose parts keep their numbers', { change: changed(1) }],
    ['behind a wrapper', { isRemote: true }],
    ['of a build that tells of them too slowly', { version: '0.9.0' }],
    ['of a file that does not stand in its text', { fields: { ...BESIDE, text: 'look' } }],
    ['of a message that is not among the newest', { fields: { guid: 'OTHER' } }],
  ])('are not known %s', async (_, told) => {
    expect(await lookAt({ fields: BESIDE, ...told }).partsOf(GUID)).toBeNull();
  });
});

describe('the part that is meant (ACT-13, ACT-14)', () => {
  const seen = (count: number | null) => ({ partsOf: async () => count });

  it('is the first where none is named, of which imsg is told nothing', async () => {
    expect(await partOf('edit', 0, GUID, seen(1))).toEqual({});
    expect(await partOf('edit', 1, GUID, seen(2))).toEqual({ part_index: 1 });
  });

  it('is left to imsg where nobody knows the parts', async () => {
    expect(await partOf('edit', 7, GUID, seen(null))).toEqual({ part_index: 7 });
  });

  it.each([
    [1, 'one part alone, 0'],
    [2, 'the parts 0 to 1'],
  ])('is refused where the message has %i', async (count, there) => {
    const message = `iMessage unsend: part: there is no part 2; the message has ${there}.`;
    await expect(partOf('unsend', 2, GUID, seen(count))).rejects.toMatchObject({
      code: 'action_invalid',
      message,
    });
  });
});

/** As it is resolved by an action, of which only the compiler knows what it takes. */
const resolved = async ({ resolve, name }: Action, input: object, look: Look): Promise<Deed> => {
  const lastEdit: Scene['lastEdit'] = async (guid) => ({ ...(await look.editedAt(guid))!, lookedAtMs: 0 });
  const scene = { ...look, lastEdit, message: async () => GUID, saying: { whole: (text: string) => text } };
  return { name, ...(await resolve(input as never, scene as unknown as Scene)) } as Deed;
};

it('an edit of one part is proven by the words of that part (ACT-13)', async () => {
  const deed = await resolved(edit, { text: 'there', part: 1 }, lookAt({ fields: BESIDE }));
  expect(deed.params).toMatchObject({ text: 'there', part_index: 1 });
  expect(await edit.isDone?.(deed, lookAt({ fields: BESIDE }))).toBe(false);
  expect(await edit.isDone?.(deed, lookAt({ fields: { ...BESIDE, text: '\uFFFCthere' } }))).toBe(true);
});

it('one part of several that is taken back is proven by the change, since the others stay (ACT-14)', async () => {
  const deed = await resolved(unsend, { part: 1 }, lookAt({ fields: BESIDE }));
  expect(deed.params).toEqual({ message_id: GUID, part_index: 1 });
  expect(await unsend.isDone?.(deed, lookAt({ fields: BESIDE }))).toBe(false);
  expect(await unsend.isDone?.(deed, lookAt({ fields: { text: '\uFFFC' }, change: changed(5) }))).toBe(true);
  // Of a message of one part nothing is left.
  const whole = await resolved(unsend, { part: 0 }, lookAt());
  expect(whole.params).toEqual({ message_id: GUID });
  expect(await unsend.isDone?.(whole, lookAt({ change: changed(5) }))).toBe(false);
  expect(await unsend.isDone?.(whole, lookAt({ change: { ...changed(5), isEmptied: true } }))).toBe(true);
});
