import { describe, expect, it } from 'vitest';
import type { History, PartEvent, SendAttempt } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const refused = (inMs: number, facts: Partial<SendAttempt> = {}) => ({
  inMs,
  answer: 'not begun' as const,
  ...facts,
});

interface Facts {
  /** What the part ended as, and so long after it was asked for. Default: it left. */
  readonly end?: { readonly state: string; readonly inMs: number };
  /** Keys of the channel. */
  readonly config?: object;
}

/** An answer that was put on the wire so often, each so long after it was asked for. */
function broken(
  attempts: readonly (Partial<SendAttempt> & { readonly inMs: number })[],
  { end, config = {} }: Facts = {},
  change: (history: History) => Partial<History> = () => ({}),
): string[] {
  const run = createDoctoredRun();
  const { call, parts } = run.turn([run.row()]);
  const history = run.history();
  const text = call.replies![0]!;
  const asAttempt = ({ inMs, ...facts }: (typeof attempts)[number]): SendAttempt => ({
    atMs: call.atMs + inMs,
    chatGuid: call.chatGuid,
    text,
    transport: 'applescript',
    answeredAtMs: call.atMs + inMs + 10,
    answer: 'ok',
    ...facts,
  });
  const ended = ({ state, inMs }: NonNullable<Facts['end']>): Partial<History> => ({
    parts: parts.map((part): PartEvent => ({ ...part, state, guid: null, atMs: call.atMs + inMs })),
    departures: [],
    disturbances: [{ what: 'send-not-started', of: 'sending', fromMs: call.atMs, toMs: history.endMs }],
  });
  return brokenIn({
    ...history,
    attempts: attempts.map(asAttempt),
    lives: history.lives.map((life) => ({ ...life, config: configOf({ ...OPEN, ...config }) })),
    ...(end && ended(end)),
    ...change(history),
  });
}

const failedAfter = (inMs: number) => ({ end: { state: 'failed', inMs } });

describe('the oracle on replies that imsg refuses', () => {
  it('finds nothing where a reply left at another attempt', () => {
    expect(broken([refused(100), refused(1_100), { inMs: 6_000 }])).toEqual([]);
    expect(broken([{ inMs: 100, answer: 'busy' }, { inMs: 1_100 }])).toEqual([]);
  });

  it('replied: what was given up after one refusal', () => {
    expect(broken([refused(100)], failedAfter(200))).toEqual(['replied']);
    expect(broken([refused(100), refused(130_000)], failedAfter(131_000))).toEqual([]);
  });

  it('replied: what was given up before the time was over', () => {
    expect(broken([refused(100), refused(60_000)], failedAfter(60_100))).toEqual(['replied']);
    const outbound = { outbound: { retryForMs: 60_000 } };
    expect(broken([refused(100), refused(60_000)], { ...failedAfter(60_100), config: outbound })).toEqual([]);
  });

  it('replied: not of what failed for another reason at last', () => {
    expect(broken([refused(100), { inMs: 1_100, answer: 'failed' }], failedAfter(1_200))).toEqual([]);
  });

  it('replied: not of what had waited for the permission with another', () => {
    const denied = { answer: 'not allowed' as const };
    const another = refused(-119_000, { ...denied, text: 'to somebody else' });
    const tries = [refused(1_000, denied), refused(2_000, denied)];
    expect(broken([another, ...tries], failedAfter(2_100))).toEqual([]);
    expect(broken(tries, failedAfter(2_100))).toEqual(['replied']);
    const between = { inMs: -60_000, text: 'allowed meanwhile' };
    expect(broken([another, between, ...tries], failedAfter(2_100))).toEqual(['replied']);
    // Where the bridge refuses it AppleScript is tried at once.
    const byBridge = (inMs: number) => refused(inMs, { transport: 'bridge' });
    expect(broken([another, byBridge(800), ...tries], failedAfter(2_100))).toEqual([]);
    expect(broken([another, byBridge(300), ...tries], failedAfter(2_100))).toEqual(['replied']);
    expect(broken([another, byBridge(800), byBridge(900), ...tries], failedAfter(2_100))).toEqual([
      'replied',
    ]);
  });

  it('replied: not of a permission behind a wrapper', () => {
    const config = { remoteHost: 'user@mac.example.com' };
    const denied = refused(100, { answer: 'not allowed' });
    expect(broken([denied], { ...failedAfter(200), config })).toEqual([]);
    expect(broken([refused(100)], { ...failedAfter(200), config })).toEqual(['replied']);
  });

  it('truth: what counts as unknown, and was never begun', () => {
    const end = { state: 'unknown', inMs: 330_000 };
    expect(broken([refused(100), refused(1_100)], { end })).toEqual(['truth']);
    const died = ({ lives }: History) => ({
      lives: lives.map((life) => ({
        ...life,
        toMs: life.fromMs + 60_000 + 1_500 + 1_112,
        end: 'crash' as const,
      })),
    });
    expect(broken([refused(100), refused(1_100)], { end }, died)).toEqual([]);
    // It was put on the wire once more, and imsg read nothing.
    const sending =
      (afterMs: number, disturbances: History['disturbances']) =>
      ({ parts }: History): Partial<History> => {
        const last = { ...parts[0]!, state: 'unknown', guid: null, atMs: START_MS + 61_500 + end.inMs };
        return {
          parts: [{ ...last, state: 'sending', atMs: START_MS + 61_600 + afterMs }, last],
          disturbances,
        };
      };
    const unread = [
      { what: 'unread', of: 'all' as const, fromMs: START_MS + 61_600, toMs: START_MS + 70_000 },
    ];
    expect(broken([refused(100)], { end }, sending(1_000, unread))).toEqual([]);
    expect(broken([refused(100)], { end }, sending(5, unread))).toEqual(['truth']);
    expect(broken([refused(100)], { end }, sending(1_000, []))).toContain('truth');
    // Nobody waits for an answer for longer.
    const answered = (afterMs: number) =>
      broken([refused(100, { answeredAtMs: START_MS + 61_600 + afterMs })], { end });
    expect(answered(320_000)).toEqual([]);
    expect(answered(319_000)).toEqual(['truth']);
  });

  it('truth: not of what the bridge refused while imsg did not read: by AppleScript it went in the same call', () => {
    const end = { state: 'unknown', inMs: 330_000 };
    const disturbed =
      (what: string, fromMs: number, toMs: number) =>
      ({ disturbances }: History): Partial<History> => ({
        disturbances: [
          ...disturbances,
          { what, of: 'all', fromMs: START_MS + 61_500 + fromMs, toMs: START_MS + 61_500 + toMs },
        ],
      });
    const unread = disturbed('unread', 50, 5_000);
    const byBridge = refused(100, { transport: 'bridge' });
    expect(broken([byBridge], { end }, unread)).toEqual([]);
    expect(broken([byBridge], { end })).toEqual(['truth']);
    expect(broken([byBridge], { end }, disturbed('unread', 10, 50))).toEqual(['truth']);
    // Imsg reads what it refuses at once.
    expect(broken([byBridge], { end }, disturbed('send-denied', 50, 5_000))).toEqual(['truth']);
    // What followed by AppleScript was read, and refused as well.
    expect(broken([byBridge, refused(120)], { end }, unread)).toEqual(['truth']);
  });

  it('doubled: what went on the wire again after it may have left', () => {
    for (const answer of ['ok', 'failed', null] as const)
      expect(broken([{ inMs: 100, answer }, { inMs: 1_100 }])).toEqual(['doubled']);
  });
});
