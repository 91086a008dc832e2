import { describe, expect, it } from 'vitest';
import { createEchoAgent } from '../../../../engine/agents/echo.ts';
import { createEmitter, type EngineEvents } from '../../../../engine/events.ts';
import { parseJournalled } from '../../../../engine/message/normalize.ts';
import { URL_BALLOON } from '../../../../engine/message/preview.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { type Capacity, createCapacity } from '../../../../engine/turns/capacity.ts';
import { createSessions } from '../../../../engine/turns/sessions.ts';
import { createTurns } from '../../../../engine/turns/turns.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { rethrown, unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { messageFrame } from '../../../support/messages/payload.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, createSource, row, SOURCE } from '../../../support/stores/inputs.ts';

const AGENT = createEchoAgent();
const agentsWith = (capacity: Capacity) => ({
  sessions: createSessions(),
  of: () => ({ agent: AGENT, capacity }),
});

/** The preview of a link that says nothing by itself, pending in the journal. */
async function bed() {
  const store = openCore(createMemoryCore());
  await createSource(store);
  const raw = messageFrame({ guid: 'P', text: '', balloon_bundle_id: URL_BALLOON });
  const message = parseJournalled(raw, null, null);
  const eventId = 'guid:P';
  const { rows } = await store.ingest({
    sourceId: SOURCE,
    rows: [row(message.rowid, { raw, guid: id.guid('P'), eventId, chatGuid: message.chatGuid })],
  });
  const { emit, on } = createEmitter(rethrown);
  const settled: EngineEvents['settled'][] = [];
  on('settled', (event) => settled.push(event));
  const turns = createTurns({
    accountId: ACCOUNT,
    store,
    clock: createManualClock(),
    logger: createListLogger(),
    unawaited,
    emit,
    brakes: { wrote() {}, heldMs: () => 0 },
    dispatch: {
      runFresh: async () => {},
      run: async () => {},
      abort: async () => false,
      interrupt: async () => {},
      ended() {},
    },
    preparations: { asTold: () => null, atForming: () => ({}) },
    agents: agentsWith(createCapacity(1)),
    surroundingsOf: () => ({}),
    sessionIdOf: (sessionKey) => `${sessionKey}#1`,
    sessionOf: () => ({ agentId: 'main', sessionKey: 'agent:main:main', isGroup: false }),
  });
  const member = { sourceId: SOURCE, seq: rows[0]!.seq, eventId, message, arrivedAtMs: 1_000 };
  return { store, turns, settled, message, member };
}

describe('a preview that had to be asked for', () => {
  it('begins no turn, and programs that embed the engine are told so, once (ruling-27)', async () => {
    const { store, turns, settled, message, member } = await bed();
    await turns.accept([[{ ...member, isLatePreview: true }]]);
    await turns.accept([[{ ...member, isLatePreview: true }]]);
    expect(settled).toEqual([
      {
        accountId: ACCOUNT,
        rowid: message.rowid,
        eventId: 'guid:P',
        chatGuid: message.chatGuid,
        fate: 'context',
        code: 'preview_late',
        reason: 'preview asked for again',
      },
    ]);
    const verdicts = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 9 };
    expect(await store.verdicts(verdicts)).toMatchObject([{ fate: 'context', code: 'preview_late' }]);
  });
});

describe('messages of one conversation', () => {
  it('keep their order where the agent gets free while the turn of the first is being committed (S4)', async () => {
    const { store, message, member } = await bed();
    const commits: PromiseWithResolvers<boolean>[] = [];
    const formTurn = () => {
      const commit = Promise.withResolvers<boolean>();
      commits.push(commit);
      return commit.promise;
    };
    const ran: string[] = [];
    const run = async (turnId: string) => void ran.push(turnId);
    const capacity = createCapacity(1);
    const turns = createTurns({
      accountId: ACCOUNT,
      store: { ...store, formTurn },
      clock: createManualClock(),
      logger: createListLogger(),
      unawaited,
      emit: createEmitter(rethrown).emit,
      brakes: { wrote() {}, heldMs: () => 0 },
      dispatch: {
        runFresh: ({ turnId }) => run(turnId),
        run,
        abort: async () => false,
        interrupt: async () => {},
        ended() {},
      },
      preparations: { asTold: () => null, atForming: () => ({}) },
      agents: agentsWith(capacity),
      surroundingsOf: () => ({}),
      sessionIdOf: (sessionKey) => `${sessionKey}#1`,
      sessionOf: () => ({ agentId: 'main', sessionKey: 'agent:main:main', isGroup: false }),
    });
    const saying = (seq: number, text: string) => ({
      ...member,
      seq,
      eventId: `guid:${text}`,
      message: { ...message, guid: id.guid(text), text, isPreview: false, balloonBundleId: null },
    });
    capacity.take();
    const first = turns.accept([[saying(1, 'one')]]);
    capacity.release();
    const second = turns.accept([[saying(2, 'two')]]);
    for (const { resolve } of commits) resolve(true);
    await Promise.all([first, second]);
    await turns.stop();
    expect(ran.map((turnId) => turnId.slice(-3))).toEqual(['one', 'two']);
  });
});
