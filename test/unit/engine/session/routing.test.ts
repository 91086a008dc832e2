import { describe, expect, it } from 'vitest';
import { NO_NUMBERS } from '../../../../engine/access/chat-numbers.ts';
import { compilePeople, NO_PEOPLE, type People } from '../../../../engine/access/people.ts';
import type { BindingConfig } from '../../../../engine/config/config.ts';
import { agentFor, agentsOf, compileRouting } from '../../../../engine/session/routing.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const GROUP = { chatGuid: id.chat('iMessage;+;chat100'), chatIdentifier: 'chat100', chatId: id.chatId(7) };
const DIRECT = { chatGuid: id.chat(`any;-;${ALICE}`), chatIdentifier: ALICE, chatId: id.chatId(3) };

const bind = (agentId: string, match: Partial<BindingConfig> = {}): BindingConfig => ({
  index: 0,
  agentId,
  accountId: null,
  peer: null,
  ...match,
});
const direct = (id: string) => ({ peer: { kind: 'direct', id } as const });
const group = (id: string) => ({ peer: { kind: 'group', id } as const });

interface Asked {
  readonly isGroup?: boolean;
  readonly accountId?: string;
  readonly people?: People;
}

function chosen(
  bindings: readonly BindingConfig[],
  { isGroup = false, accountId = 'default', people = NO_PEOPLE }: Asked = {},
): string {
  const routing = compileRouting(bindings, { accountId, region: 'US', people, defaultAgentId: 'main' });
  if (routing === null) return 'main';
  const chat = isGroup ? GROUP : DIRECT;
  return agentFor(routing, { ...chat, isGroup, sender: ALICE }, isGroup, NO_NUMBERS);
}

describe('the agent of a direct chat (SES-4)', () => {
  it('is that of the most specific binding, wherever it stands', () => {
    const [any, account, kind, person] = [
      bind('channel', { accountId: '*' }),
      bind('account'),
      bind('kind', direct('*')),
      bind('person', direct('+1 555 000 1111')),
    ];
    expect(chosen([any, account, kind, person])).toBe('person');
    expect(chosen([any, account, kind])).toBe('kind');
    expect(chosen([any, account])).toBe('account');
    expect(chosen([any])).toBe('channel');
    expect(chosen([])).toBe('main');
  });

  it('is that of the first of several alike', () => {
    expect(chosen([bind('one', direct(ALICE)), bind('two', direct(ALICE))])).toBe('one');
    expect(chosen([bind('one', direct('*')), bind('two', direct('*'))])).toBe('one');
    expect(chosen([bind('one'), bind('two')])).toBe('one');
  });

  it('is not that of another account, also where it names the person', () => {
    expect(chosen([bind('work', { accountId: 'work', ...direct(ALICE) })])).toBe('main');
    expect(chosen([bind('one', direct(ALICE))], { accountId: 'work' })).toBe('main');
    expect(chosen([bind('work', { accountId: 'Work', ...direct(ALICE) })], { accountId: 'work' })).toBe(
      'work',
    );
    expect(chosen([bind('any', { accountId: '*', ...direct(ALICE) })], { accountId: 'work' })).toBe('any');
  });

  it('is that of the person under each of their handles, and of a chat by its names', () => {
    const people = compilePeople({ alice: [ALICE, 'alice@example.com'] }, 'US');
    expect(chosen([bind('hers', direct('alice@example.com'))], { people })).toBe('hers');
    for (const name of ['chat_id:3', `chat_guid:any;-;${ALICE}`, `chat_identifier:${ALICE}`])
      expect(chosen([bind('hers', direct(name))]), name).toBe('hers');
  });
});

describe('the agent of a group (SES-4)', () => {
  it.each([
    '7',
    'chat_id:7',
    'chat_guid:iMessage;+;chat100',
    'chat_identifier:chat100',
    'chat_guid:SMS;+;chat100',
  ])('is that of a binding by any of its names: %s', (name) => {
    expect(chosen([bind('crew', group(name))], { isGroup: true })).toBe('crew');
    expect(chosen([bind('crew', group(name))])).toBe('main');
  });

  it('is not that of somebody in it', () => {
    expect(chosen([bind('hers', direct(ALICE)), bind('all', direct('*'))], { isGroup: true })).toBe('main');
  });

  it('is that of the very chat before that of another chat of its group', () => {
    const [other, very] = [
      bind('other', group('chat_guid:SMS;+;chat100')),
      bind('very', group('chat_guid:iMessage;+;chat100')),
    ];
    expect(chosen([other, very], { isGroup: true })).toBe('very');
  });
});

it('names every agent that may be asked', () => {
  const bindings = [
    bind('a', direct(ALICE)),
    bind('b', group('7')),
    bind('c', group('*')),
    bind('d', { accountId: '*' }),
  ];
  const routing = compileRouting(bindings, {
    accountId: 'default',
    region: 'US',
    people: NO_PEOPLE,
    defaultAgentId: 'main',
  })!;
  expect([...agentsOf(routing)].toSorted()).toEqual(['a', 'b', 'c', 'd']);
});
