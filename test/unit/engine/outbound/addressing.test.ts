import { beforeEach, describe, expect, it } from 'vitest';
import { createAddressing } from '../../../../engine/outbound/addressing.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

let asked: number;
let chats: object[];
let isThere: boolean;
let caller: object;

const newCaller = () => ({
  async call() {
    asked += 1;
    return { chats };
  },
});
const clock = createManualClock();
const addressing = () =>
  createAddressing({
    region: 'US',
    wireRegion: null,
    clock,
    readClient: () => (isThere ? (caller as never) : null),
  });

beforeEach(() => {
  asked = 0;
  isThere = true;
  caller = newCaller();
  chats = [
    { id: 7, guid: 'any;+;chat100', identifier: 'chat100', is_group: true },
    { id: 8, guid: 'SMS;-;+15550001111', identifier: '+15550001111' },
    { id: 9, guid: 'iMessage;-;+15550001111', identifier: '+15550001111' },
  ];
});

describe('a target (TGT-4)', () => {
  it('is listed by imsg once a minute at most, while the same imsg reads', async () => {
    const addressOf = addressing();
    const found = { target: { chatGuid: 'iMessage;-;+15550001111', chatId: 9 }, isGroup: false };
    for (let nth = 0; nth < 3; nth += 1) expect(await addressOf('+15550001111')).toEqual(found);
    expect(asked).toBe(1);
    await clock.advance(60_000);
    await addressOf('+15550001111');
    expect(asked).toBe(2);
    caller = newCaller();
    chats = [{ id: 1, guid: 'any;-;+15550001111', identifier: '+15550001111' }];
    expect(await addressOf('+15550001111')).toMatchObject({ target: { chatId: 1 } });
    expect(asked).toBe(3);
  });

  it('is looked for again each time while it is nobody whom anybody has written to', async () => {
    const addressOf = addressing();
    const somebody = '+15550002222';
    expect(await addressOf(somebody)).toMatchObject({ target: { chatId: 0, to: somebody } });
    chats = [{ id: 3, guid: `any;-;${somebody}`, identifier: somebody }];
    expect(await addressOf(somebody)).toMatchObject({ target: { chatId: 3 } });
  });

  it.each([
    ['SMS;-;+15550001111', 'imessage', null],
    ['RCS;-;+15550001111', 'imessage', null],
    ['iMessage;-;+15550001111', 'imessage', 8],
    ['any;-;+15550001111', 'imessage', 8],
    ['iMessage;-;+15550001111', 'sms', null],
    ['SMS;-;+15550001111', 'sms', 8],
    ['SMS;-;+15550001111', 'auto', 8],
  ])('in %s is not where it says %s, if it could not leave as that', async (guid, service, chatId) => {
    chats = [{ id: 8, guid, identifier: '+15550001111' }];
    const { target } = await addressing()(`${service}:+15550001111`);
    expect(target).toMatchObject({ service, ...(chatId === null ? { to: '+15550001111' } : { chatId }) });
    expect(target.to === undefined).toBe(chatId !== null);
  });

  it('is remembered of so many and no more', async () => {
    const addressOf = addressing();
    chats = Array.from({ length: 300 }, (_, index) => ({ id: index + 1, guid: `any;+;chat${index + 1}` }));
    for (const { id } of chats as { id: number }[]) await addressOf(`chat_id:${id}`);
    expect(asked).toBe(300);
    await addressOf('chat_id:300');
    expect(asked).toBe(300);
    await addressOf('chat_id:1');
    expect(asked).toBe(301);
  });

  it('is not answered from memory where imsg is not there, or it is written as none', async () => {
    const addressOf = addressing();
    await addressOf('chat_id:7');
    isThere = false;
    await expect(addressOf('chat_id:7')).rejects.toMatchObject({ code: 'imsg_not_running' });
    await expect(addressOf('chat_id:x')).rejects.toMatchObject({ code: 'target_invalid' });
  });
});
