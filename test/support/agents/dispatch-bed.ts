import type { Agent, AgentVoice } from '../../../engine/agents/agent.ts';
import type { BlockStreaming } from '../../../engine/config/config.ts';
import { createOwnRows } from '../../../engine/echo/own-rows.ts';
import { createOwnSends } from '../../../engine/echo/own-sends.ts';
import { createEmitter } from '../../../engine/events.ts';
import { createCutting } from '../../../engine/outbound/cutting.ts';
import { createOutbox } from '../../../engine/outbound/outbox.ts';
import { createPlanner } from '../../../engine/outbound/plan/planner.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import { createDispatch } from '../../../engine/turns/dispatch.ts';
import type { Preparations } from '../../../engine/turns/prepare.ts';
import type { SendOutcome } from '../../../engine/wire/outcome.ts';
import { createScheduler } from '../../../engine/wire/scheduler.ts';
import { EMPTY_MESSAGES_DB } from '../chat-db/empty-messages-db.ts';
import { createManualClock } from '../clocks/manual-clock.ts';
import { rethrown, unawaited } from '../engine/world.ts';
import { id } from '../messages/ids.ts';
import { createListLogger } from '../messages/list-logger.ts';
import { createLine, NO_ACTIONS, NO_TOOLS } from '../sending/line.ts';
import { REPLIES } from '../sending/replies.ts';
import { SENDING } from '../sending/sending.ts';
import { openCore } from '../stores/bed.ts';
import { ACCOUNT, createSource, row, SOURCE, turn } from '../stores/inputs.ts';

export const TURN = id.turn('t');

/**
 * A turn that is formed, an agent, and a wire that takes what it is given.
 *
 * @param prepare Left out = the turn is prepared.
 */
export async function createDispatchBed(
  run: Agent['run'],
  prepare?: Preparations['prepare'],
  streaming: BlockStreaming | null = null,
) {
  const clock = createManualClock();
  const store = openCore(createMemoryCore());
  const stopping = new AbortController();
  const { signal } = stopping;
  const { emit, on } = createEmitter(rethrown);
  const logger = createListLogger();
  const told: string[] = [];
  on('turn', ({ state, reason }) => told.push(`${state} ${reason}`.trim()));
  on('part', ({ text, state }) => told.push(`${text}: ${state}`));
  on('progress', ({ note }) => told.push(`progress ${note}`));
  let isReady = true;
  let outcome: SendOutcome['kind'] = 'sent';
  let sent = 0;
  const scheduler = createScheduler(signal, unawaited);
  const send = async (): Promise<SendOutcome> => {
    sent += 1;
    const proof = { guid: id.guid(`S${sent}`), rowid: id.rowid(100 + sent) };
    return { kind: outcome, detail: 'no', ...proof } as SendOutcome;
  };
  /** What has left is there. */
  const ownRows = async () =>
    Array.from({ length: sent }, (_, index) => ({ rowid: 101 + index, guid: `S${index + 1}`, text: null }));
  const db = { ...EMPTY_MESSAGES_DB, ownRows };
  const ids = { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 };
  const ending = new AbortController();
  const common = {
    accountId: ACCOUNT,
    store,
    clock,
    ids,
    logger,
    emit,
    signal,
    unawaited,
    ending: ending.signal,
  };
  const outbox = createOutbox({
    ...common,
    own: createOwnSends(),
    line: createLine({ scheduler, isReady: () => isReady, send, clock, logger }),
    ownRows: createOwnRows(),
    region: 'US',
    wireRegion: null,
    ask: async () => null,
    db,
    readClient: () => null,
    imsgVersion: () => null,
    plan: createPlanner(REPLIES),
    cutting: () => createCutting(streaming),
    sending: () => SENDING,
    said() {},
    actions: NO_ACTIONS,
    tools: NO_TOOLS,
    mayUse: () => () => true,
    isOwner: () => false,
    maxRowid: async () => 50,
  });
  const agent: Agent = { name: 'test', turnsMax: 1, session: 'none', run };
  const dispatch = createDispatch({
    ...common,
    agentOf: () => agent,
    failuresMax: 3,
    showBusy: () => () => {},
    prepare: prepare ?? (async () => null),
    atStart: async () => null,
    replyTo: outbox.reply,
  });
  await createSource(store);
  const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(1)] });
  await store.formTurn({
    sourceId: SOURCE,
    turn: turn('t', [rows[0]!.seq], { preparation: prepare ? null : {} }),
  });
  const flush = () => clock.advance(0);
  return {
    clock,
    store,
    stopping,
    ending,
    told,
    on,
    logger,
    flush,
    dispatch,
    stateOf: async () => (await store.turn({ turnId: TURN }))!.state,
    setReady(ready: boolean) {
      isReady = ready;
      scheduler.readinessChanged();
    },
    willBe(kind: SendOutcome['kind']) {
      outcome = kind;
    },
  };
}

/** An agent that waits until the test lets it go on. */
export function heldAgent() {
  const voices: AgentVoice[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<{ replies: string[] }>();
  const run: Agent['run'] = (_turn, voice) => {
    voices.push(voice);
    return promise;
  };
  return { run, voices, answer: (...replies: string[]) => resolve({ replies }), fail: reject };
}
