import { describe, expect, it } from 'vitest';
import type { Action, Deed, Scene } from '../../../../engine/actions/action.ts';
import { actionNamed } from '../../../../engine/actions/registry.ts';
import { createSaying } from '../../../../engine/actions/saying.ts';
import { ownRowOf } from '../../../../engine/echo/own-rows.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { id } from '../../../support/messages/ids.ts';

const INVALID = { code: 'action_invalid' };
const OPTIONS = [
  { id: 'a', text: 'Pizza' },
  { id: 'b', text: 'Sushi' },
  { id: 'c', text: 'SUSHI' },
];
const SCENE = {
  saying: createSaying({ tables: 'code', textChunkLimit: 4_000, chunkMode: 'length' }),
  poll: async () => ({ guid: id.guid('P'), options: OPTIONS }),
} as unknown as Scene;

async function resolved(name: string, input: object): Promise<Deed> {
  const action = actionNamed(name)! as unknown as Action<unknown>;
  const deed = await action.resolve(action.input.parse(input), SCENE);
  return { name, ...deed } as Deed;
}

function shows(deed: Deed, poll: object, isFromMe = true): boolean {
  const fields = { id: 1, guid: 'ROW', chat_guid: 'any;-;+15550001111', sender: '', text: '' };
  const told = normalize({ ...fields, is_from_me: isFromMe, poll });
  const row = told.ok ? ownRowOf(told.message) : null;
  return row?.deed !== undefined && actionNamed(deed.name)!.isShownBy!(row.deed, deed);
}

describe('a poll (BEY-1)', () => {
  const asked = () => resolved('poll', { question: ' **Lunch?** ', options: ['Pizza\n', 'Sushi'] });
  const created = (question: string, ...texts: string[]) => ({
    kind: 'created',
    question,
    options: texts.map((text, index) => ({ id: String(index), text })),
  });

  it('asks in plain words, and is no message that could be edited', async () => {
    expect(await asked()).toEqual({
      name: 'poll',
      params: { question: 'Lunch?', options: ['Pizza', 'Sushi'] },
      caption: 'Lunch?',
    });
  });

  it('is shown by a row that asks the same, and by no other', async () => {
    const deed = await asked();
    expect(shows(deed, created('Lunch?', 'Pizza', 'Sushi'))).toBe(true);
    expect(shows(deed, created('', 'Pizza', 'Sushi'))).toBe(true);
    expect(shows(deed, created('Dinner?', 'Pizza', 'Sushi'))).toBe(false);
    expect(shows(deed, created('Lunch?', 'Sushi', 'Pizza'))).toBe(false);
    expect(shows(deed, created('Lunch?', 'Pizza', 'Sushi', 'Soup'))).toBe(false);
    expect(shows(deed, { kind: 'vote', poll_guid: 'P', votes: [] })).toBe(false);
    expect(shows(deed, created('Lunch?', 'Pizza', 'Sushi'), false)).toBe(false);
  });

  it.each([{ options: ['Pizza', ' pizza'] }, { options: ['Pizza', ' '] }, { question: '<think>hm</think>' }])(
    'is refused with %j',
    async (given) => {
      await expect(
        resolved('poll', { question: 'Lunch?', options: ['Pizza', 'Sushi'], ...given }),
      ).rejects.toMatchObject(INVALID);
    },
  );

  it.each([1, 13])('takes no %i options', (count) => {
    const options = Array.from({ length: count }, (_, index) => `o${index}`);
    expect(actionNamed('poll')!.input.safeParse({ question: 'Lunch?', options }).success).toBe(false);
  });
});

describe('a vote (BEY-1)', () => {
  it.each([[{ optionIndex: 2 }], [{ optionId: 'b' }]])('names the option by its id for %j', async (given) => {
    const deed = await resolved('poll-vote', { pollId: 'P', ...given });
    expect(deed).toMatchObject({ params: { poll_guid: 'P', option_id: 'b' }, target: 'P' });
  });

  it.each([
    {},
    { optionIndex: 1, optionId: 'a' },
    { optionIndex: 4 },
    { optionId: 'B' },
    { option: 'sushi' },
    { option: 'Soup' },
  ])('is refused with %j', async (given) => {
    await expect(resolved('poll-vote', { pollId: 'P', ...given })).rejects.toMatchObject(INVALID);
  });

  it('is shown by a row of ours that has chosen the option', async () => {
    const deed = await resolved('poll-vote', { pollId: 'P', option: 'pizza' });
    const votes = (...ids: string[]) => ids.map((option_id) => ({ option_id }));
    expect(shows(deed, { kind: 'vote', poll_guid: 'p', votes: votes('b', 'a') })).toBe(true);
    expect(shows(deed, { kind: 'vote', poll_guid: 'P', vote: { option_id: 'a' } })).toBe(true);
    expect(shows(deed, { kind: 'vote', poll_guid: 'P', votes: votes('b') })).toBe(false);
    expect(shows(deed, { kind: 'vote', poll_guid: 'Q', votes: votes('a') })).toBe(false);
  });
});
