import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { isSince } from '../../../support/methods/method-case.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

async function startWithTexts(build: string, texts: readonly string[]) {
  const mac = createTestMac();
  for (const [index, text] of texts.entries()) {
    mac.device.schedule({ kind: 'text', from: ALICE, text }, { inMs: index * 1000 });
  }
  await mac.pass(texts.length * 1000 + 1000);
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } }) };
}

/** Puts the texts into the text column, where they are found without decoding anything. */
function storeTexts(mac: TestMac, texts: readonly string[]): void {
  const update = mac.device.openReader().prepare('UPDATE message SET text = ? WHERE ROWID = ?');
  for (const [index, text] of texts.entries()) update.run(text, index + 1);
}

const TEXTS = ['Straße nach Hause', 'hause', 'HAUSE in 100%', 'ÜBER alles'];

describe.each(buildsFrom('0.14.1'))('messages.search of build %s', (build) => {
  async function search(params: object): Promise<string[]> {
    const { mac, imsg } = await startWithTexts(build, TEXTS);
    storeTexts(mac, TEXTS);
    imsg.ask(1, 'messages.search', params);
    await mac.clock.advance(0);
    return imsg.answer(1).result.messages.map(({ text }: { text: string }) => text);
  }

  it('finds newest first whatever contains the words, capital letters or not', async () => {
    expect(await search({ query: ' Hause ' })).toEqual(['HAUSE in 100%', 'hause', 'Straße nach Hause']);
  });

  it('takes signs of patterns for themselves', async () => {
    expect(await search({ query: '100%' })).toEqual(['HAUSE in 100%']);
    expect(await search({ query: 'h_use' })).toEqual([]);
  });

  it('finds only the whole text where asked to', async () => {
    expect(await search({ query: 'Hause', match: 'exact' })).toEqual(['hause']);
  });

  it('gives no more than its limit', async () => {
    expect(await search({ query: 'hause', limit: 2 })).toEqual(['HAUSE in 100%', 'hause']);
  });

  it('knows capital letters beyond ASCII only from the current build on', async () => {
    expect(await search({ query: 'über' })).toEqual(isSince(build, 'current') ? ['ÜBER alles'] : []);
  });

  it('finds texts that only bodies hold, and lists neither attachments nor reactions', async () => {
    const { mac, imsg } = await startWithTexts(build, ['kept in a body']);
    mac.device.openReader().exec('UPDATE message SET text = NULL');
    imsg.ask(1, 'messages.search', { query: 'IN A BODY' });
    await mac.clock.advance(0);
    const [message] = imsg.answer(1).result.messages;
    expect(message).toMatchObject({ text: 'kept in a body', attachments: [], reactions: [] });
  });

  it.each([
    [{}, 'query must be a non-empty string'],
    [{ query: '  ' }, 'query must be a non-empty string'],
    [{ query: 'a', match: 'fuzzy' }, 'match must be contains or exact'],
    [{ query: 'a', limit: 101 }, 'limit must be between 1 and 100'],
    [{ query: 'a', limit: 0 }, 'limit must be between 1 and 100'],
  ])('refuses %j', async (params, data) => {
    const { mac, imsg } = await startWithTexts(build, []);
    imsg.ask(1, 'messages.search', params);
    await mac.clock.advance(0);
    expect(imsg.answer(1).error).toEqual({ code: -32602, message: 'Invalid params', data });
  });
});
