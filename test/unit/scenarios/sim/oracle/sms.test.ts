import { describe, expect, it } from 'vitest';
import {
  ALICE,
  brokenIn,
  configOf,
  createDoctoredRun,
  DIRECT,
  GROUP,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const WANTED = { lives: lifeUnder(configOf({ ...OPEN, outbound: { smsFallback: 'undelivered' } })) };

/** What is said of an answer whose words left once more, but for that it was not delivered. */
function broken(
  state = 'undelivered',
  place: { readonly chatGuid: string } = DIRECT,
  facts: object = WANTED,
  service = 'iMessage',
) {
  const run = createDoctoredRun();
  const { parts, left } = run.turn([run.row(place === DIRECT ? {} : { ...place, sender: ALICE })]);
  const [first, sent] = [parts[0]!, left[0]!];
  const ended = { ...first, atMs: first.atMs + 5_000, state };
  const again = {
    ...first,
    partId: `sms:${first.partId}`,
    turnId: null,
    guid: 'SMS-1',
    atMs: ended.atMs + 1_000,
  };
  const departures = [
    { ...sent, service },
    { ...sent, service: 'SMS', atMs: again.atMs, guid: again.guid },
  ];
  const history = run.history({ ...facts, parts: [first, ended, again], departures });
  return brokenIn(history).filter((clause) => clause !== 'replied');
}

describe('the oracle on what leaves once more as SMS', () => {
  it('unasked: what was delivered, or nobody knows of', () => {
    expect(broken()).toEqual([]);
    expect(broken('unknown')).toContain('unasked');
    expect(broken('sent')).toContain('unasked');
  });

  it('unasked: what was no iMessage', () => {
    expect(broken('undelivered', DIRECT, WANTED, 'SMS')).toEqual(['unasked']);
    expect(broken('undelivered', DIRECT, WANTED, 'RCS')).toEqual(['unasked']);
    expect(broken('undelivered', DIRECT, WANTED, 'iMessageLite')).toEqual([]);
  });

  it('unasked: into a group, or where nobody wants that', () => {
    expect(broken('undelivered', GROUP)).toContain('unasked');
    expect(broken('undelivered', DIRECT, { lives: lifeUnder(configOf(OPEN)) })).toContain('unasked');
  });
});
