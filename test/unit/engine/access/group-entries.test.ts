import { expect, test } from 'vitest';
import { NO_NUMBERS } from '../../../../engine/access/chat-numbers.ts';
import { compileGroupEntries, groupSettings } from '../../../../engine/access/group-entries.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

/** Of a chat over RCS, whose group was first over iMessage. */
function settings(groups: object) {
  const { config } = parseConfig({ channels: { imessage: { groups } } }, { home: '/' });
  const chat = {
    isGroup: true,
    chatId: id.chatId(7),
    chatGuid: id.chat('RCS;+;chat100'),
    chatIdentifier: 'chat100',
  };
  return groupSettings(compileGroupEntries(config.accounts[0]!), chat, NO_NUMBERS);
}

test.each([
  [{}, { requireMention: true, systemPrompt: '' }],
  [{ '*': { requireMention: false, systemPrompt: ' all ' } }, { requireMention: false, systemPrompt: 'all' }],
  [
    { '*': { requireMention: false }, '7': {} },
    { requireMention: false, systemPrompt: '' },
  ],
  [
    { '*': { systemPrompt: 'all' }, '7': { systemPrompt: 'own', requireMention: false } },
    { requireMention: false, systemPrompt: 'own' },
  ],
  [
    { '*': { systemPrompt: 'all' }, '7': { systemPrompt: ' ' } },
    { requireMention: true, systemPrompt: '' },
  ],
  [
    { '*': { systemPrompt: 'all' }, '7': { systemPrompt: null } },
    { requireMention: true, systemPrompt: 'all' },
  ],
  [
    { '*': { systemPrompt: 'all' }, '8': { systemPrompt: '8' } },
    { requireMention: true, systemPrompt: 'all' },
  ],
  [
    { 'chat_guid:iMessage;+;chat100': { systemPrompt: 'group' } },
    { requireMention: true, systemPrompt: 'group' },
  ],
  [
    { 'chat_guid:iMessage;+;chat100': { systemPrompt: 'group' }, '7': { systemPrompt: 'own' } },
    { requireMention: true, systemPrompt: 'own' },
  ],
])('%j are read as %j (ACC-50, ruling-22)', (groups, expected) => {
  expect(settings(groups)).toEqual(expected);
});
