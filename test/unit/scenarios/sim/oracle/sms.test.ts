import { describe, expect, it } from 'vitest';
import type { PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  brokenIn,
  configOf,
  crashedAt,
  createDoctoredRun,
  DIRECT,
  GROUP,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const WANTED = { lives: lifeUnder(configOf({ ...OPEN, outbound: { smsFallback: 'undelivered' } })) };

const diedAt = (atMs: number) => crashedAt(WANTED.lives[0]!.config, atMs);

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

  it('unasked: what left as an iMessage once more, or was never said', () => {
    const again = (facts: object) => {
      const run = createDoctoredRun();
      const { parts, left } = run.turn([run.row()]);
      const [first, sent] = [parts[0]!, left[0]!];
      const atMs = first.atMs + 5_000;
      const sms = { ...first, partId: `sms:${first.partId}`, turnId: null, guid: 'SMS-1', atMs, ...facts };
      const departures = [sent, { ...sent, service: 'iMessage', atMs: sms.atMs, guid: sms.guid }];
      const ended = { ...first, atMs: atMs - 1_000, state: 'undelivered' };
      return brokenIn(run.history({ ...WANTED, parts: [first, ended, sms], departures }));
    };
    expect(again({})).toContain('unasked');
    expect(again({ partId: 'sms:turn-9#0' })).toContain('unasked');
  });

  it('unasked: what only an earlier or a later configuration wants', () => {
    const free = configOf(OPEN);
    const wanting = WANTED.lives[0]!.config;
    const changedAt = (first: unknown, second: unknown, atMs: number) => ({
      lives: [
        { fromMs: START_MS, toMs: atMs - 1, end: 'stop', config: first },
        { fromMs: atMs, toMs: null, end: null, config: second },
      ],
    });
    const [before, after] = [START_MS + 30_000, START_MS + 10 * 60_000];
    expect(broken('undelivered', DIRECT, changedAt(wanting, free, before))).toContain('unasked');
    expect(broken('undelivered', DIRECT, changedAt(free, wanting, before))).toEqual([]);
    expect(broken('undelivered', DIRECT, changedAt(free, wanting, after))).toContain('unasked');
  });

  it('order: what left as SMS is what proves that, and nothing where it never left', () => {
    const said = (state: string, guids: readonly string[]) => {
      const run = createDoctoredRun();
      const { call, parts, left } = run.turn([run.row()], { replies: ['One', 'Two', 'One'] });
      const { chatGuid } = call;
      const [one, two, last] = parts as [PartEvent, PartEvent, PartEvent];
      const ended = { ...one, atMs: one.atMs + 5_000, state: 'undelivered' };
      const guid = state === 'sent' ? 'SMS-1' : null;
      const sms = { ...one, partId: `sms:${one.partId}`, turnId: null, guid, state, atMs: one.atMs + 6_000 };
      const texts = new Map([...left.map((each) => [each.guid, each.text] as const), ['SMS-1', 'One']]);
      const departures = guids.map((each, index) => {
        return { atMs: one.atMs + index * 2_000, guid: each, chatGuid, text: texts.get(each)! };
      });
      const history = run.history({ ...WANTED, parts: [one, two, last, ended, sms], departures });
      return brokenIn(history).filter((clause) => clause !== 'replied');
    };
    const [first, second, third] = ['SENT-1-0', 'SENT-1-1', 'SENT-1-2'];
    expect(said('sent', [first!, second!, third!, 'SMS-1'])).toEqual([]);
    expect(said('sent', [first!, second!, 'SMS-1', third!])).toEqual([]);
    expect(said('expired', [first!, third!, second!])).toContain('order');
  });

  it('order: pieces that are noted as undelivered within ten seconds leave in the order of the answer', () => {
    const left = (order: readonly number[], failedInMs: readonly number[], facts: object = {}) => {
      const run = createDoctoredRun();
      const texts = ['One', 'Two', 'Three'];
      const turn = run.turn([run.row()], { replies: texts });
      const sentMs = turn.parts.at(-1)!.atMs;
      const failedAtMs = failedInMs.map((inMs) => sentMs + inMs);
      for (const [index, { guid, text }] of turn.left.entries())
        run.row({
          rowid: 10 + index,
          guid,
          text,
          inMs: sentMs - START_MS,
          isFromMe: true,
          failedAtMs: failedAtMs[index]!,
        });
      const endMs = Math.max(...failedAtMs) + 3_000;
      const ended = turn.parts.map((part) => ({ ...part, state: 'undelivered', atMs: endMs }));
      const again = order.flatMap((index, place) => {
        const sms = { ...turn.parts[index]!, partId: `sms:${turn.parts[index]!.partId}`, turnId: null };
        const atMs = endMs + 100 * (place + 1);
        return [
          { ...sms, state: 'sending', guid: null, atMs },
          { ...sms, guid: `SMS-${index}`, atMs: atMs + 50 },
        ];
      });
      const departures = [
        ...turn.left.map((each) => ({ ...each, service: 'iMessage' })),
        ...order.map((index, place) => {
          const atMs = endMs + 100 * (place + 1);
          return { ...turn.left[index]!, guid: `SMS-${index}`, service: 'SMS', atMs };
        }),
      ];
      const parts = [...turn.parts, ...ended, ...again];
      return brokenIn(run.history({ ...WANTED, parts, departures, ...facts }));
    };
    expect(left([0, 1, 2], [9_000, 3_000, 4_000])).not.toContain('order');
    expect(left([1, 0, 2], [5_000, 3_000, 4_000])).toContain('order');
    expect(left([0, 2, 1], [3_000, 6_000, 4_000])).toContain('order');
    // Too late for the one that was noted first.
    expect(left([1, 0, 2], [14_000, 3_000, 4_000])).not.toContain('order');
    const blind = [{ what: 'environment', of: 'reading', fromMs: START_MS, toMs: null }];
    expect(left([1, 0, 2], [5_000, 3_000, 4_000], { disturbances: blind })).not.toContain('order');
    expect(left([1, 0, 2], [5_000, 3_000, 4_000], { lives: diedAt(START_MS + 66_500) })).not.toContain(
      'order',
    );
    const stopped = (inMs: number) =>
      diedAt(START_MS + inMs).map((life) => ({ ...life, end: 'stop' as const }));
    expect(left([1, 0, 2], [5_000, 3_000, 4_000], { lives: stopped(75_000) })).not.toContain('order');
    expect(left([1, 0, 2], [5_000, 3_000, 4_000], { lives: stopped(95_000) })).toContain('order');
  });

  it('unasked: into a group, or where nobody wants that', () => {
    expect(broken('undelivered', GROUP)).toContain('unasked');
    expect(broken('undelivered', DIRECT, { lives: lifeUnder(configOf(OPEN)) })).toContain('unasked');
  });

  it('not order: what left once more is the one that is told of, though the same is said again later', () => {
    const run = createDoctoredRun();
    const turns = ['Same', 'Other', 'Same'].map((reply) => run.turn([run.row()], { replies: [reply] }));
    const [first, other, last] = turns.map(({ parts, left }) => ({ part: parts[0]!, left: left[0]! }));
    const again = { ...first!.part, partId: `sms:${first!.part.partId}`, turnId: null, guid: 'SMS-1' };
    const atMs = first!.part.atMs + 1;
    const ended = { ...first!.part, atMs, state: 'undelivered' };
    const parts = [first!.part, ended, { ...again, atMs }, other!.part, last!.part];
    const asIMessage = { ...first!.left, service: 'iMessage' };
    const asSms = { ...first!.left, service: 'SMS', atMs, guid: again.guid };
    const saidOf = (...departures: (typeof asSms)[]) =>
      brokenIn(run.history({ ...WANTED, parts, departures: [asIMessage, asSms, ...departures] }));
    const [second, third] = [other!, last!].map(({ left }) => ({ ...left, service: 'iMessage' }));
    expect(saidOf(second!, third!)).not.toContain('order');
    expect(saidOf(third!, second!)).toContain('order');
  });
});
