import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../../scenarios/observe/ledger.ts';
import { runStory } from '../../../../scenarios/sim/crash.ts';
import { checkHandedOver } from '../../../../scenarios/sim/handed-over.ts';
import type { Installation } from '../../../../scenarios/sim/installation.ts';
import { redoStory } from '../../../support/scenarios/redo-story.ts';

type Call = Ledger['agentCalls'][number];

/** What is wrong in a run in which a turn failed three times, was begun once more and answered, and each call was changed so. */
function wrongIn({ ledger, journal }: Installation, change: (call: Call, index: number) => object): number[] {
  const { turns } = journal('/sim/chat.db', 'default')!;
  const ofTurn = ledger.agentCalls.filter(({ turn }) => turn.text === 'first');
  return ofTurn.flatMap((call, index) => {
    const changed = { ...call, turn: { ...call.turn, ...change(call, index) } };
    const entries = ledger.entries.map((entry) => (entry === call ? changed : entry));
    return checkHandedOver({ turns }, { agentCalls: [changed], entries }).map(() => index);
  });
}

describe('what the agent was handed', async () => {
  const { installation } = await runStory('a', redoStory(), null);

  it('is what the journal has', () => {
    expect(wrongIn(installation, () => ({}))).toEqual([]);
    expect(wrongIn(installation, () => ({ text: 'Something else' }))).toEqual([0, 1, 2, 3]);
    expect(wrongIn(installation, () => ({ senderName: 'Somebody' }))).toEqual([0, 1, 2, 3]);
  });

  it('was for another agent only before the operator had it begun once more', () => {
    const owner = { agentId: 'gone', sessionKey: 'agent:gone:main', session: { id: 'other' } };
    for (const name of ['agentId', 'sessionKey', 'session'] as const)
      expect(wrongIn(installation, () => ({ [name]: owner[name] }))).toEqual([3]);
    expect(wrongIn(installation, () => ({ ...owner, text: 'Something else' }))).toEqual([0, 1, 2, 3]);
  });
});
