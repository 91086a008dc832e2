import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { LatestWords } from '../../../../engine/turns/latest-words.ts';
import {
  createPreparations,
  PREPARE_TIMEOUT_MS,
  type PreparedTurn,
  type Preparer,
  TAKEN_BACK,
} from '../../../../engine/turns/prepare.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, CONTEXT, createSource, row, SOURCE, turn } from '../../../support/stores/inputs.ts';

const HISTORY = { history: [{ sender: '+15550002222', text: 'earlier', sentAtMs: null }] };
const finds: Preparer = { name: 'history', needs: () => true, prepare: async () => HISTORY };
const hangs: Preparer = { ...finds, name: 'files', prepare: () => new Promise(() => {}) };

describe('preparing a turn', () => {
  const clock = createManualClock();
  let store: ReturnType<typeof openCore>;
  let warnings: string[];
  let sessionsWithEvents: Set<string>;
  let latestWords: LatestWords | null;
  beforeEach(async () => {
    store = openCore(createMemoryCore());
    warnings = [];
    sessionsWithEvents = new Set();
    latestWords = null;
    await createSource(store);
  });

  const preparationsOf = (...preparers: Preparer[]) => {
    const logger = { debug() {}, info() {}, warn: (text: string) => void warnings.push(text), error() {} };
    return createPreparations({ store, clock, logger, preparers, sessionsWithEvents, latestWords });
  };
  const unprepared = async () => {
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(1)] });
    const formed = turn('t', [rows[0]!.seq], { state: 'running', preparation: null });
    await store.formTurn({ sourceId: SOURCE, turn: formed });
    return (await store.turn({ turnId: formed.turnId }))!;
  };
  const fixed = async () => (await store.turn({ turnId: turn('t', []).turnId }))!.preparation;

  it('is over when it is formed, where nobody has anything for it', () => {
    const needless: Preparer = { ...finds, needs: () => false };
    expect(preparationsOf().atForming(turn('t', [1]))).toEqual({});
    expect(preparationsOf(needless).atForming(turn('t', [1]))).toEqual({});
    expect(preparationsOf(needless, finds).atForming(turn('t', [1]))).toBeNull();
  });

  it('is needed where events wait for its session, which go with it and with no other', async () => {
    const { sessionKey } = CONTEXT;
    const preparations = preparationsOf();
    const event = { sessionKey, contextKey: 'k', kind: 'reaction', text: 'a heart', atMs: 1 } as const;
    const told = { accountId: ACCOUNT, fate: 'reaction', code: 'tapback', event } as const;
    await store.ingest({ sourceId: SOURCE, rows: [row(2, { verdicts: [told] })] });
    sessionsWithEvents.add(sessionKey);
    expect(preparations.atForming(turn('t', [1]))).toBeNull();
    const prepared = (await preparations.prepare(await unprepared())) as PreparedTurn;
    expect(prepared.preparation).toEqual({ events: [{ kind: 'reaction', text: 'a heart', atMs: 1 }] });
    expect(preparations.atForming(turn('u', [1]))).toEqual({});
    expect(await fixed()).toEqual(prepared.preparation);
  });

  it('leaves events to the next turn where it is none any more', async () => {
    const begun = await unprepared();
    await store.endTurn({ turnId: begun.turnId, state: 'failed', code: 'agent_gave_up', atMs: 1 });
    sessionsWithEvents.add(CONTEXT.sessionKey);
    expect(await preparationsOf().prepare(begun)).toBeNull();
    expect([...sessionsWithEvents]).toEqual([CONTEXT.sessionKey]);
  });

  it('is fixed in the store before it is given', async () => {
    const prepared = await preparationsOf(finds).prepare(await unprepared());
    expect(prepared).toMatchObject({ turnId: 't', preparation: HISTORY });
    expect(await fixed()).toEqual(HISTORY);
  });

  it.each<[string, Partial<Preparer>, string]>([
    ['rejects', { prepare: async () => Promise.reject(new Error('no +15550003333\nhere')) }, 'Error'],
    [
      'throws',
      {
        prepare() {
          throw new TypeError('bad');
        },
      },
      'TypeError',
    ],
    [
      'throws already when it is asked whether it has anything',
      {
        needs() {
          throw new TypeError('worse');
        },
        prepare: () => Promise.reject('bad'),
      },
      'string',
    ],
  ])('goes on without one that %s, and says so once, in no words of its own', async (_, failing, reason) => {
    const preparations = preparationsOf({ ...finds, name: 'files', ...failing }, finds);
    expect(preparations.atForming(turn('t', [1]))).toBeNull();
    expect(await preparations.prepare(await unprepared())).toMatchObject({ preparation: HISTORY });
    expect(warnings).toEqual([`imessage: a turn goes on without its files: ${reason}`]);
    expect(clock.waiting).toBe(0);
  });

  it('goes on without one that hangs, when its time is over', async () => {
    let hasEnded = false;
    const told: unknown[] = [];
    const preparer: Preparer = {
      ...hangs,
      prepare(_turn, signal) {
        signal.addEventListener('abort', () => told.push(signal.reason));
        return hangs.prepare(_turn, signal);
      },
    };
    const ended = preparationsOf(preparer, finds).prepare(await unprepared());
    void ended.then(() => {
      hasEnded = true;
    });
    await clock.advance(PREPARE_TIMEOUT_MS - 1);
    expect(hasEnded).toBe(false);
    await clock.advance(1);
    expect(await ended).toMatchObject({ preparation: HISTORY });
    expect(told).toEqual(['not done within 60000 ms']);
    expect(warnings).toEqual(['imessage: a turn goes on without its files: not done within 60000 ms']);
  });

  it('is given up on stop, without a word and without a commit', async () => {
    const preparations = preparationsOf(hangs, finds);
    const ended = preparations.prepare(await unprepared());
    preparations.stop();
    expect(await ended).toBeNull();
    expect(await fixed()).toBeNull();
    expect(warnings).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('begins nothing after a stop, also where only the agent is left to be asked', async () => {
    let calls = 0;
    const preparer: Preparer = {
      ...finds,
      async prepare() {
        calls += 1;
        return HISTORY;
      },
    };
    const preparations = preparationsOf(preparer);
    const begun = await unprepared();
    const ended = preparations.prepare(begun);
    await Promise.resolve().then(() => {});
    preparations.stop();
    expect(await ended).toBeNull();
    expect(await preparations.prepare(begun)).toBeNull();
    expect(calls).toBe(1);
  });

  it('hands nothing over where the turn has ended meanwhile', async () => {
    const begun = await unprepared();
    await store.endTurn({ turnId: begun.turnId, state: 'failed', code: 'agent_gave_up', atMs: 9 });
    expect(await preparationsOf(finds).prepare(begun)).toBeNull();
    expect(await fixed()).toBeNull();
  });

  describe('whose words became others (ruling-32)', () => {
    const says = (...texts: (string | null)[]): LatestWords => ({
      asTold: async () => new Set(),
      async of(turn) {
        const text = texts.shift();
        if (text === null) return null;
        return text === undefined || text === turn.text ? turn : { ...turn, text };
      },
    });

    it('is fixed as they are by then, with what was found for those words', async () => {
      latestWords = says('Keep it');
      const seen: string[] = [];
      const preparer: Preparer = {
        ...finds,
        async prepare({ text }) {
          seen.push(text);
          return HISTORY;
        },
      };
      const prepared = await preparationsOf(preparer).prepare(await unprepared());
      expect(prepared).toMatchObject({ text: 'Keep it', preparation: HISTORY });
      expect(seen).toEqual(['Dump https://example.com/a', 'Keep it']);
      expect(await store.turn({ turnId: turn('t', []).turnId })).toMatchObject({ text: 'Keep it' });
    });

    it('is given for its new words what a preparer had handed over for the old ones (HIS-5)', async () => {
      latestWords = says('Keep it');
      let isThere = true;
      const once: Preparer = {
        ...finds,
        needs: () => isThere,
        async prepare() {
          isThere = false;
          return HISTORY;
        },
        unused() {
          isThere = true;
        },
      };
      const prepared = await preparationsOf(once).prepare(await unprepared());
      expect(prepared).toMatchObject({ text: 'Keep it', preparation: HISTORY });
      latestWords = says('Keep that', null);
      isThere = true;
      const another = { ...(await store.turn({ turnId: turn('t', []).turnId }))!, preparation: null };
      expect(await preparationsOf(once).prepare(another)).toBe(TAKEN_BACK);
      expect(isThere).toBe(true);
    });

    it('is fixed in the end where they become others each time', async () => {
      latestWords = says('1', '2', '3', '4', '5');
      expect(await preparationsOf(finds).prepare(await unprepared())).toMatchObject({ text: '3' });
    });

    it('is not handed over where all of it was taken back, and leaves what there was to the next', async () => {
      latestWords = says(null);
      sessionsWithEvents.add(CONTEXT.sessionKey);
      const unused: string[] = [];
      const preparer: Preparer = { ...finds, unused: ({ turnId }) => void unused.push(turnId) };
      expect(await preparationsOf(preparer).prepare(await unprepared())).toBe(TAKEN_BACK);
      expect(unused).toEqual(['t']);
      expect([...sessionsWithEvents]).toEqual([CONTEXT.sessionKey]);
      expect(await fixed()).toBeNull();
    });

    it('is over as it begins where nobody has anything for it and it stands as it was told', async () => {
      latestWords = { asTold: async (guids) => new Set(guids), of: async (turn) => turn };
      const { turnId } = await unprepared();
      expect(await preparationsOf().atStart(turnId)).toEqual({});
      expect(await preparationsOf(finds).atStart(turnId)).toBeNull();
      latestWords = says();
      expect(await preparationsOf().atStart(turnId)).toBeNull();
      latestWords = null;
      expect(await preparationsOf().atStart(turnId)).toBeNull();
    });
  });
});
