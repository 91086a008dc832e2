import { beforeEach, describe, expect, it } from 'vitest';
import { createTools, type Tools } from '../../../../engine/tools/tools.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const HERE = 'any;-;+15550001111';
const WHERE = {
  chatGuid: id.chat(HERE),
  chatId: id.chatId(1),
  isGroup: false,
  sender: ALICE,
  messageGuids: [],
  group: 'turn',
  mayUse: () => true,
};
const ON = { history: true, search: true, readAttachment: true, rowsMax: 50, bytesMax: 65_536 };

let rows: object[];
let verdicts: Record<string, string | null>;
let version: string | null;
let asked: unknown[];
let answer: () => Promise<unknown>;

function row(text: string, more: object = {}): object {
  const rowid = rows.length + 1;
  const one = { id: rowid, guid: `G${rowid}`, chat_guid: HERE, sender: ALICE, text, ...more };
  rows.unshift(one);
  return one;
}

const tools = (keys: object = {}): Tools =>
  createTools({
    accountId: 'default',
    store: {
      verdictsOf: async ({ eventIds }: { eventIds: readonly string[] }) =>
        eventIds.map((eventId) => {
          const fate = verdicts[eventId.replace('guid:', '')];
          return fate === undefined ? null : { fate, code: 'admitted' };
        }),
      rowsNamed: async () => [],
    } as never,
    sourceIds: async () => [],
    wireRegion: null,
    clock: createManualClock(),
    readClient: () =>
      ({
        async call(_method: string, params: unknown) {
          asked.push(params);
          return answer();
        },
      }) as never,
    imsgVersion: () => version,
    keys: () => ({ ...ON, ...keys }),
    copies: () => null,
    ending: new AbortController().signal,
  });
const textsOf = async (name: string, input: object = {}, where: object = {}) => {
  const outcome = await tools().look({ ...WHERE, ...where }, { name, input })!;
  return (outcome.result as { messages: { text: string }[] }).messages.map(({ text }) => text);
};

beforeEach(() => {
  rows = [];
  verdicts = {};
  version = '0.15.1';
  asked = [];
  answer = async () => ({ messages: rows });
});

describe('what an agent may look up', () => {
  it('says that there is more where imsg may have more, whatever is left of what it told', async () => {
    const isCut = async (name: string, input: object) =>
      ((await tools().look(WHERE, { name, input })!).result as { isCut: boolean }).isCut;
    row('hi');
    row('', { item_type: 2 });
    expect(await isCut('history', { limit: 1 })).toBe(true);
    expect(await isCut('history', { limit: 2 })).toBe(false);
    expect(await isCut('search', { query: 'hi' })).toBe(false);
    for (let count = 3; count <= 500; count += 1) row('no');
    expect(await isCut('search', { query: 'hi' })).toBe(true);
  });

  it('is offered where it is switched on, and files only where they can be read', () => {
    const names = (keys: object) =>
      tools(keys)
        .of(WHERE)
        .map(({ name }) => name);
    expect(names({})).toEqual(['history', 'search']);
    expect(names({ history: false })).toEqual(['search']);
    expect(tools().of(WHERE)[0]).toMatchObject({
      inputSchema: { type: 'object', additionalProperties: false },
    });
    expect(tools().look(WHERE, { name: 'react' })).toBeNull();
  });

  it('is what the two said, and nothing of another chat that imsg gives with it', async () => {
    row('hi');
    row('elsewhere', { chat_guid: 'any;-;+15550002222' });
    row('in the group', { chat_guid: HERE, is_group: true });
    row('an intruder', { sender: '+15550003333' });
    row('', { guid: 'T', is_reaction: true, reaction_type: 'love', is_reaction_add: true });
    row('mine', { is_from_me: true, sender: '' });
    expect(await textsOf('history')).toEqual(['hi', 'mine']);
    expect(asked).toEqual([{ chat_id: 1, limit: 100, attachments: true }]);
  });

  it('is nothing that the gateway turned away, nor in a group what nobody let in', async () => {
    for (const [text, fate] of [
      ['a', 'denied'],
      ['b', 'dispatched'],
      ['c', 'stale'],
      ['d', null],
    ] as const) {
      row(text);
      verdicts[`G${rows.length}`] = fate;
    }
    row('before the gateway');
    expect(await textsOf('history')).toEqual(['b', 'before the gateway']);
    rows = rows.map((each) => ({ ...each, is_group: true }));
    expect(await textsOf('history', {}, { isGroup: true })).toEqual(['b']);
  });

  it('finds words in any case, of the newest 500 messages', async () => {
    row('Sushi, please');
    row('soup');
    expect(await textsOf('search', { query: ' SUSHI,  please' })).toEqual(['Sushi, please']);
    expect(asked).toEqual([{ chat_id: 1, limit: 500, attachments: true }]);
  });

  it('is refused where it is off, asked for wrongly, or would hold up everything', async () => {
    await expect(
      tools({ search: false }).look(WHERE, { name: 'search', input: { query: 'a' } }),
    ).rejects.toMatchObject({ code: 'action_disabled' });
    await expect(tools().look(WHERE, { name: 'history', input: { chatId: 2 } })).rejects.toMatchObject({
      code: 'action_invalid',
    });
    version = '0.13.1';
    await expect(tools().look(WHERE, { name: 'history' })).rejects.toMatchObject({
      code: 'action_unavailable',
    });
    expect(asked).toEqual([]);
  });

  it('is looked for four times at once and no more', async () => {
    answer = () => new Promise(() => {});
    const { look } = tools();
    for (let nth = 0; nth < 4; nth += 1) void look(WHERE, { name: 'history' });
    await expect(look(WHERE, { name: 'history' })).rejects.toMatchObject({ code: 'voice_busy' });
  });

  it('is no file where imsg runs on another machine', async () => {
    row('see', { guid: 'F', attachments: [{ original_path: '/a/b.pdf', transfer_name: 'b.pdf' }] });
    const read = (index: number) =>
      tools().look(WHERE, { name: 'read_attachment', input: { messageId: 'F', index } });
    await expect(read(1)).rejects.toMatchObject({ code: 'action_unavailable' });
    await expect(read(2)).rejects.toMatchObject({ code: 'file_unusable' });
  });
});
