import { describe, expect, it } from 'vitest';
import { NO_NUMBERS } from '../../../../engine/access/chat-numbers.ts';
import { compileGroupTools, isAllowed, toolsIn } from '../../../../engine/access/group-tools.ts';
import { compilePeople } from '../../../../engine/access/people.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const CREW = {
  isGroup: true,
  chatId: id.chatId(7),
  chatGuid: id.chat('iMessage;+;chat100'),
  chatIdentifier: 'chat100',
};

/** What may be used of `a` to `d` where each rule allows another one. */
function usable(groups: object, sender = ALICE, senderName?: string): string {
  const { config } = parseConfig({ channels: { imessage: { groups } } }, { home: '/' });
  const people = compilePeople({ alice: [ALICE, 'alice@example.com'] }, 'US');
  const who = { sender, ...(senderName !== undefined && { senderName }) };
  const said = toolsIn(compileGroupTools(config.accounts[0]!, people), CREW, who, NO_NUMBERS);
  return ['a', 'b', 'c', 'd'].filter((name) => isAllowed(said, [name])).join('');
}

const only = (...allow: string[]) => ({ allow });

describe('the tools of a group (BEY-5)', () => {
  const any = { tools: only('d'), toolsBySender: { 'id:+15550001111': only('c') } };
  const own = { tools: only('b'), toolsBySender: { 'id:+15550001111': only('a') } };

  it.each([
    ['of the person, else of the group', { '7': own, '*': any }, 'a', 'b'],
    [
      'of the group also where all groups have some of the person',
      { '7': { tools: only('b') }, '*': any },
      'b',
      'b',
    ],
    ['of the person in all groups, else of these', { '7': {}, '*': any }, 'c', 'd'],
    ['of all groups where the group has no entry', { '8': own, '*': any }, 'c', 'd'],
    ['all where nothing is said', { '7': {} }, 'abcd', 'abcd'],
  ])('are those %s', (_, groups, alice, bob) => {
    expect(usable(groups)).toBe(alice);
    expect(usable(groups, '+15550002222')).toBe(bob);
  });

  it('by the very address of a person count more than those by another one of theirs', () => {
    const [phone, mail] = ['id:+15550001111', 'id:alice@example.com'];
    for (const toolsBySender of [
      { [phone]: only('a'), [mail]: only('b') },
      { [mail]: only('b'), [phone]: only('a') },
    ]) {
      expect(usable({ '7': { toolsBySender } })).toBe('a');
      expect(usable({ '7': { toolsBySender } }, 'alice@example.com')).toBe('b');
    }
  });

  it.each([
    ['e164:(555) 000-1111', ALICE, undefined, true],
    ['id:Alice@Example.com', 'alice@example.com', undefined, true],
    ['id:alice@example.com', ALICE, undefined, true],
    ['ID:+15550001111', ALICE, undefined, true],
    ['Name:alice', '+15550002222', 'Alice', true],
    ['name:alice', '+15550002222', ' Alice', true],
    ['name:alice', '+15550002222', 'Alice B', false],
    ['name:alice', '+15550002222', undefined, false],
    ['id:+15550001111', '', undefined, false],
    ['*', '', undefined, true],
  ])('by %s are those of %j (%j): %s', (written, sender, name, isMeant) => {
    const groups = { '7': { tools: only('b'), toolsBySender: { [written]: only('a') } } };
    expect(usable(groups, sender, name)).toBe(isMeant ? 'a' : 'b');
  });

  it('are without what is denied, also where it is allowed', () => {
    expect(usable({ '7': { tools: { deny: ['a', 'b'] } } })).toBe('cd');
    expect(usable({ '7': { tools: { allow: ['a', 'b'], deny: ['b'] } } })).toBe('a');
    expect(usable({ '7': { tools: { allow: ['*'], deny: ['d'] } } })).toBe('abc');
    expect(usable({ '7': { tools: { deny: ['*'] } } })).toBe('');
    expect(usable({ '7': { tools: { allow: [] } } })).toBe('');
  });

  it('are known by any of their names', () => {
    const tools = { allow: null, deny: ['sendAttachment'] };
    expect(isAllowed(tools, ['upload-file', 'sendAttachment'])).toBe(false);
  });
});
