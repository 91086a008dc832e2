import { describe, expect, it } from 'vitest';
import {
  ALICE,
  brokenIn,
  configOf,
  createDoctoredRun,
  GROUP,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const LIST = [{ id: 'main' }, { id: 'clerk' }, { id: 'valet' }];
const binding = (agentId: string, match: object) => ({ agentId, match: { channel: 'imessage', ...match } });
const under = (...bindings: object[]) => lifeUnder(configOf(OPEN, { agents: { list: LIST }, bindings }));

describe('which agent was asked', () => {
  it.each([
    ['nobody is bound', 'main', []],
    ['a person', 'clerk', [binding('clerk', { peer: { kind: 'dm', id: '+1 (555) 000-1111' } })]],
    ['all of a kind', 'clerk', [binding('clerk', { peer: { kind: 'direct', id: '*' } })]],
    ['an account', 'clerk', [binding('valet', { accountId: '*' }), binding('clerk', {})]],
    ['another account', 'main', [binding('clerk', { accountId: 'work' })]],
    ['another person', 'main', [binding('clerk', { peer: { kind: 'dm', id: '+15550002222' } })]],
  ])('is held against the bindings: %s', (_what, meant, bindings) => {
    const run = createDoctoredRun();
    run.turn([run.row()], { agentId: meant });
    expect(brokenIn(run.history({ lives: under(...bindings) }))).toEqual([]);
    const other = createDoctoredRun();
    other.turn([other.row()], { agentId: meant === 'main' ? 'clerk' : 'main' });
    expect(brokenIn(other.history({ lives: under(...bindings) }))).toEqual(['agent']);
  });

  it('of the owner’s own words goes by whom they were written to', () => {
    const lives = lifeUnder(
      configOf(
        { ...OPEN, ownerMessages: 'mention' },
        {
          agents: { list: LIST.map((agent) => ({ ...agent, groupChat: { mentionPatterns: ['@bot'] } })) },
          bindings: [
            binding('clerk', { peer: { kind: 'direct', id: ALICE } }),
            binding('valet', { peer: { kind: 'direct', id: OWN_ADDRESS } }),
          ],
        },
      ),
    );
    for (const agentId of ['main', 'clerk', 'valet']) {
      const run = createDoctoredRun();
      const row = run.row({ isFromMe: true, text: '@bot, go on', sender: OWN_ADDRESS });
      run.told(row, 500);
      run.turn([row], { agentId, sender: OWN_ADDRESS });
      expect(brokenIn(run.history({ lives })), agentId).toEqual(agentId === 'clerk' ? [] : ['agent']);
    }
  });

  it('goes by any name of a group', () => {
    const names = ['7', 'chat_id:7', 'chat_guid:any;+;chat7007', 'chat_identifier:chat7007', '*'];
    for (const id of names) {
      const run = createDoctoredRun();
      run.turn([run.row(GROUP)], { agentId: 'main' });
      const lives = under(binding('clerk', { peer: { kind: 'group', id } }));
      expect(brokenIn(run.history({ lives })), id).toEqual(['agent']);
    }
  });

  it('may be nobody where the agent was taken out of the configuration, which is told', () => {
    const run = createDoctoredRun();
    const row = run.row();
    const [atMs, turnId, messageGuids] = [START_MS + 120_000, 'turn', [row.guid]];
    const [life] = under(binding('clerk', {}));
    const lives = [
      { ...life!, toMs: START_MS + 100_000, end: 'stop' as const },
      {
        ...lifeUnder(configOf(OPEN, { agents: { list: [{ id: 'main' }] } }))[0]!,
        fromMs: START_MS + 110_000,
      },
    ];
    expect(brokenIn(run.history({ lives }))).toEqual(['answered']);
    const turnEvents = [{ atMs, turnId, messageGuids, state: 'failed' }];
    expect(brokenIn(run.history({ lives, turnEvents }))).not.toContain('answered');
  });
});
