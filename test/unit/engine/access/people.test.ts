import { expect, test } from 'vitest';
import { compileAllowList } from '../../../../engine/access/allowlist.ts';
import { compilePeople, NO_PEOPLE } from '../../../../engine/access/people.ts';
import { compileAccess, decideAccess } from '../../../../engine/access/policy.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' }] };
const PEOPLE = { ada: ['+1 (555) 000-1111', 'ADA@example.com', 'chat_id:7'], bob: ['bob@example.com'] };
const problems = (config: object): string => {
  try {
    parseConfig({ agents: AGENTS, ...config }, { home: '/' });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('a person is found by any handle, however it is written (CFG-43)', () => {
  const people = compilePeople(PEOPLE, 'US');
  const [phone, mail] = [id.handle('+15550001111'), id.handle('ada@example.com')];
  expect([people.peerOf(phone), people.handlesOf(mail)]).toEqual(['ada', [phone, mail]]);
  const stranger = id.handle('eve@example.com');
  expect([people.peerOf(stranger), people.handlesOf(stranger)]).toEqual([stranger, [stranger]]);
  expect(compilePeople({}, 'US')).toBe(NO_PEOPLE);
});

test('nobody is a person since they send under the name of one', () => {
  const people = compilePeople({ Ada: ['+15550001111'], 'bob@example.com': ['+15550002222'] }, 'US');
  const peers = ['+15550001111', 'ada', 'Ada', '+15550002222', 'bob@example.com', 'eve'].map((handle) =>
    people.peerOf(id.handle(handle)),
  );
  expect(peers).toEqual(['ada', 'sender:ada', 'Ada', 'bob@example.com', 'sender:bob@example.com', 'eve']);
});

test('whoever is listed, or has paired, with one handle is so with all', () => {
  const { config } = parseConfig(
    { agents: AGENTS, channels: { imessage: { dmPolicy: 'pairing', allowFrom: ['ada@example.com'] } } },
    { home: '/' },
  );
  const policy = compileAccess(config.accounts[0]!, {}, compilePeople(PEOPLE, 'US'));
  const chat = { isGroup: false, chatId: id.chatId(1), chatGuid: null, chatIdentifier: null };
  const by = (sender: string, ...paired: string[]) =>
    decideAccess(policy, { sender, ...chat }, undefined, new Set(paired.map(id.handle))).admit;
  expect([by('+15550001111'), by('bob@example.com'), by('eve@example.com')]).toEqual([true, false, false]);
  expect([by('+15550001111', 'ada@example.com'), by('eve@example.com', 'bob@example.com')]).toEqual([
    true,
    false,
  ]);
});

test('a list with all handles of a person goes through them once', () => {
  const handles = Array.from({ length: 100 }, (_, index) => id.handle(`person${index}@example.com`));
  let looks = 0;
  const counted = Object.assign([...handles], {
    *[Symbol.iterator]() {
      looks += 1;
      yield* handles;
    },
  });
  const people = { ...NO_PEOPLE, handlesOf: () => counted };
  const list = compileAllowList(['person0@example.com', 'person1@example.com'], {}, 'US', people);
  expect([list.handles.size, looks]).toEqual([100, 1]);
});

test('people are given once, under one of the keys, and share no handle', () => {
  expect(problems({ people: PEOPLE, session: { identityLinks: PEOPLE } })).toContain(
    'session.identityLinks: says the same as people',
  );
  expect(problems({ people: { ada: ['a@example.com'], bob: ['a@example.com'] } })).toContain('people.bob[0]');
  const twice = { Ada: ['a@example.com'], ada: ['b@example.com'] };
  expect(problems({ people: twice })).toContain('people.ada: is the same name as "Ada"');
  expect(problems({ session: { identityLinks: twice } })).toContain('session.identityLinks.ada: is the same');
  expect(problems({ people: PEOPLE })).toBe('');
  expect(problems({ session: { identityLinks: PEOPLE } })).toBe('');
});
