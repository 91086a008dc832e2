import { expect, test } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';

const GROUPS = { dmPolicy: 'disabled', groups: { '7': { requireMention: true } } };
const namesPatterns = { groupChat: { mentionPatterns: ['clerk'] } };
test.each<[string, { nameless: string; bind: object[] }, string[]]>([
  ['one that a direct chat is bound to', { nameless: 'clerk', bind: [{ kind: 'direct', id: '*' }] }, []],
  ['one that a group is bound to', { nameless: 'clerk', bind: [{ kind: 'group', id: '7' }] }, ['"clerk"']],
  ['one that nothing is bound to', { nameless: 'clerk', bind: [] }, []],
  ['the default one', { nameless: 'main', bind: [{ kind: 'group', id: '7' }] }, ['"main"']],
  [
    'the default one beside whom every group is bound',
    { nameless: 'main', bind: [{ kind: 'group', id: '*' }] },
    [],
  ],
])('it warns of agents without a mention pattern that answer groups: %s', (_, { nameless, bind }, named) => {
  const list = ['main', 'clerk'].map((id) => ({
    id,
    type: 'echo',
    ...(id !== nameless && namesPatterns),
  }));
  const bindings = bind.map((peer) => ({ agentId: 'clerk', match: { channel: 'imessage', peer } }));
  const { warnings } = parseConfig(
    { channels: { imessage: GROUPS }, agents: { list }, bindings },
    { home: '/home/ada' },
  );
  expect(warnings.map((line) => /agent ("\w+") answers/.exec(line)?.[1])).toEqual(named);
});
