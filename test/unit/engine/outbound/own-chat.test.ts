import { expect, it } from 'vitest';
import { inOwnChat } from '../../../../engine/outbound/own-chat.ts';
import { id } from '../../../support/messages/ids.ts';

const REGIONS = { region: 'US', wireRegion: null };
const DIRECT = { chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(7), isGroup: false };
const GROUP = { chatGuid: id.chat('any;+;chat42'), chatId: id.chatId(8), isGroup: true };
const react = (input: object) => ({ name: 'react', input: { emoji: 'like', ...input } });

it.each([
  [DIRECT, {}],
  [DIRECT, { chatGuid: 'any;-;+15550001111' }],
  [DIRECT, { chatGuid: 'iMessage;-;+15550001111' }],
  [DIRECT, { chatId: 7 }],
  [DIRECT, { chatId: '7' }],
  [DIRECT, { chatIdentifier: '+15550001111' }],
  [DIRECT, { to: '+1 (555) 000-1111' }],
  [DIRECT, { to: 'imessage:+15550001111' }],
  [DIRECT, { to: 'chat_id:7' }],
  // The first that is given counts.
  [DIRECT, { chatGuid: 'any;-;+15550001111', chatId: 9, chatIdentifier: 'chat42', to: '+15550002222' }],
  [GROUP, { chatGuid: 'any;+;chat42' }],
  [GROUP, { chatIdentifier: 'chat42', to: '+15550001111' }],
  [GROUP, { to: 'chat_guid:any;+;chat42' }],
])('in %j an agent may say where it acts: %j (ACT-7)', (chat, where) => {
  expect(inOwnChat(react(where), chat, REGIONS)).toEqual(react({}));
});

it.each([
  [DIRECT, { chatGuid: 'any;-;+15550002222' }, 'chatGuid'],
  [DIRECT, { chatId: 8, chatGuid: undefined }, 'chatId'],
  [DIRECT, { chatIdentifier: 'chat42' }, 'chatIdentifier'],
  [DIRECT, { chatIdentifier: 'chat42', to: '+15550001111' }, 'chatIdentifier'],
  [GROUP, { to: '+15550001111' }, 'to'],
])('in %j it is refused to act elsewhere: %j (ACT-7)', (chat, where, key) => {
  expect(() => inOwnChat(react(where), chat, REGIONS)).toThrow(
    expect.objectContaining({
      code: 'action_invalid',
      message: `iMessage react is done in the conversation that is answered, and ${key} names another one.`,
      remedy: expect.stringContaining(`Leave ${key} out`),
    }),
  );
});

it.each([
  [{ chatId: 0 }, 'action_invalid'],
  [{ chatGuid: 7 }, 'action_invalid'],
  [{ to: '' }, 'action_invalid'],
  [{ to: 'nobody' }, 'target_invalid'],
])('what can be no chat is refused: %j', (where, code) => {
  expect(() => inOwnChat(react(where), DIRECT, REGIONS)).toThrow(expect.objectContaining({ code }));
});

it.each([[undefined], [null], ['like'], [['like']]])('an input that is %j is left to the action', (input) => {
  expect(inOwnChat({ name: 'react', input }, DIRECT, REGIONS)).toEqual({ name: 'react', input });
});
