import { describe, expect, it } from 'vitest';
import { planParts } from '../../../../engine/outbound/parts.ts';
import { id } from '../../../support/messages/ids.ts';
import { TARGET } from '../../../support/stores/inputs.ts';

const IDS = { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 };
const TURN = { group: id.turn('t'), target: TARGET };
const text = (content: string) => ({ kind: 'text', content: { text: content, styles: [] } }) as const;

describe('the parts of a turn', () => {
  it('go to its chat, in order, without what says nothing (OUT-8)', () => {
    const parts = planParts(TURN, [text('one'), text('\u200b'), text('two')], IDS);
    expect(parts).toMatchObject([
      { partId: 't#0', ordinal: 0, kind: 'text', content: 'one', target: TARGET, state: 'queued' },
      { partId: 't#1', ordinal: 1, kind: 'text', content: 'two', target: TARGET, state: 'queued' },
    ]);
  });

  it('are numbered on from those that it has already', () => {
    expect(planParts(TURN, [text('three')], IDS, 2)).toMatchObject([{ partId: 't#2', ordinal: 2 }]);
  });
});
