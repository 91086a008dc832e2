// Arbitrary commands over a world so small that they keep meeting each other: few sources, rows, turns, parts.

import fc from 'fast-check';
import { FATES, REASONS, type ReasonCode } from '../../../engine/fates.ts';
import type { Command, CommandName, Commands } from '../../../engine/store/store.ts';
import { id } from '../messages/ids.ts';
import { answer, approvalCommands } from './approval-inputs.ts';
import { SOURCE_IDS } from './beginning.ts';
import { holeChanges } from './hole-inputs.ts';
import { CLERK, CONTEXT, TARGET } from './inputs.ts';
import { ownersWord } from './owners-word-inputs.ts';
import { handle, notice, pairingTime, part, partId, request, stranger, time } from './pairing-inputs.ts';

const sourceId = fc.constantFrom('s', 's', 's', 's', 's', 's', 't', 't', 'never created');
const accountId = fc.constantFrom('a', 'a', 'a', 'b');
const fate = fc.constantFrom(...FATES);
const code = fc.constantFrom(...(Object.keys(REASONS) as ReasonCode[]));
const detail = fc.constantFrom(undefined, '', 'd');
const seq = fc.integer({ min: 1, max: 8 });
const rowid = fc.option(fc.integer({ min: 1, max: 12 }), { freq: 6 });
const guid = fc.option(fc.constantFrom('G1', 'G2', 'G3'));
const turnId = fc.constantFrom('t1', 't2', 't3', 't4');
const limit = fc.integer({ min: 1, max: 4 });
const rowsMax = fc.integer({ min: 0, max: 9 });
const chatGuids = fc.constantFrom([], [TARGET.chatGuid]);
const locator = fc.constantFrom('/l', '/m');
const fileKey = fc.option(fc.constantFrom('1:1', '2:2'));

const sessionKey = fc.constantFrom(CONTEXT.sessionKey, 'another session');
const event = fc.record({
  sessionKey,
  contextKey: fc.constantFrom('k1', 'k2'),
  kind: fc.constant('reaction'),
  text: fc.constantFrom('one', 'other'),
  atMs: time,
});
const anyVerdict = fc.record(
  {
    accountId,
    fate: fc.option(fate, { freq: 1 }),
    code,
    detail,
    event,
    window: fc.record({ sessionKey, limit }),
    answer,
    ownersWord,
  },
  { requiredKeys: ['accountId', 'fate', 'code', 'detail'] },
);
const verdict = fc.oneof(
  { weight: 4, arbitrary: anyVerdict },
  {
    weight: 1,
    arbitrary: fc.record({
      accountId,
      fate: fc.constant('challenged' as const),
      code: fc.constant('unpaired' as const),
      stranger,
    }),
  },
);
const row = fc.record({
  eventId: fc.constantFrom('e1', 'e2', 'e3', 'guid:e9', 'guid:e10', 'c:e11', 'row:e12'),
  rowid,
  guid,
  chatGuid: fc.constantFrom(null, TARGET.chatGuid),
  isFromMe: fc.boolean(),
  raw: fc.option(fc.uint8Array({ maxLength: 3 }), { freq: 9 }),
  envelope: fc.option(fc.constant({ id: 1, sender: 'a' }), { nil: undefined }),
  arrivedAtMs: fc.oneof({ weight: 3, arbitrary: time }, { weight: 1, arbitrary: pairingTime }),
  content: fc.option(fc.record({ hash: fc.constantFrom('h1', 'h2'), apartMs: fc.constantFrom(0, 2) }), {
    nil: undefined,
  }),
  isBeyond: fc.constantFrom(false, false, false, true),
  verdicts: fc.oneof(
    { weight: 8, arbitrary: fc.tuple(verdict) },
    { weight: 1, arbitrary: fc.array(verdict, { maxLength: 2 }) },
  ),
});

const chatId = fc.constantFrom(1, 2);
const meaning = fc.constantFrom('m1', 'm2');
const entryName = { accountId, entry: fc.constantFrom('e1', 'e2') };
const chatChanges = {
  chats: fc.array(fc.record({ chatId, meaning, session: fc.constantFrom('1', '2', '2@s') }), {
    maxLength: 2,
  }),
  entries: fc.array(
    fc.record({
      ...entryName,
      chatId,
      meaning,
      sourceId: fc.constantFrom('s', 't'),
      other: fc.option(fc.record({ sourceId: fc.constantFrom('s', 't'), meaning })),
    }),
    { maxLength: 2 },
  ),
};

const said = [{ sender: 'a', text: 'x', sentAtMs: null }];
const preparation = fc.constantFrom({}, { history: said }, { context: said });

const turn = fc.record({
  turnId,
  accountId,
  lane: fc.constant('l'),
  members: fc.array(fc.record({ seq, fate, code }), { minLength: 1, maxLength: 2 }),
  text: fc.constant('text'),
  context: fc.constant(CONTEXT),
  preparation: fc.option(preparation),
  state: fc.constantFrom('formed', 'running', 'running'),
  mayBegin: fc.constantFrom(undefined, true),
  formedAtMs: time,
});

const evidence = fc.record(
  { guid, rowid, via: fc.constantFrom('row', 'none'), detail: fc.constant('d') },
  { requiredKeys: ['via'] },
);

const reply = notice.chain((one) => fc.uuid().map((partId) => ({ ...one, partId })));
const effects = fc.record({
  name: fc.constantFrom('help', 'stop'),
  reply,
  stops: fc.boolean(),
  renews: fc.option(fc.constantFrom('agent:main:main', 's2')),
});

type Inputs = { readonly [Name in CommandName]: fc.Arbitrary<unknown> };
const INPUTS: Inputs = {
  findSources: fc.record({ locator, fileKey }),
  rowidsOf: fc.record({ sourceId, guids: fc.array(fc.constantFrom('e9', 'e10', 'G1'), { maxLength: 3 }) }),
  createSource: fc.record({ sourceId: fc.constantFrom(...SOURCE_IDS), locator, fileKey, createdAtMs: time }),
  moveSource: fc.record({ sourceId, locator, fileKey, atMs: time }),
  beginSource: fc.record({
    sourceId,
    marks: fc.array(
      fc.record({ rowid: fc.integer({ min: 1, max: 12 }), guid: fc.constantFrom('G1', 'G2') }),
      {
        maxLength: 2,
      },
    ),
    beginning: fc.record({ toRowid: fc.nat({ max: 12 }), beforeMs: fc.option(time), atMs: time }),
    rowid: fc.integer({ min: 1, max: 12 }),
  }),
  markBalloonSeen: fc.record({ sourceId }),
  notePreviews: fc.record({ sourceId, areMarked: fc.boolean() }),
  advanceCursors: fc.record({ sourceId, rowid: fc.integer({ min: 1, max: 12 }) }),
  changeHoles: fc.record({ sourceId, ...holeChanges }),
  holes: fc.record({ sourceId, limit }),
  pairing: fc.constant({}),
  approvePairing: fc.record({
    accountId,
    handle,
    atMs: time,
    isOwner: fc.boolean(),
    notice: fc.option(notice),
  }),
  denyPairing: fc.record({ accountId, handle }),
  importPairing: fc.record({
    requests: fc.array(request, { maxLength: 2 }),
    approvals: fc.array(fc.record({ accountId, handle, atMs: time }), { maxLength: 2 }),
  }),
  ...approvalCommands,
  changeChats: fc.record({
    sourceId,
    forgotten: fc.array(fc.record(entryName), { maxLength: 1 }),
    ...chatChanges,
  }),
  chats: fc.record({ sourceId }),
  entryMeanings: fc.record({ accountId }),
  ingest: fc.record(
    {
      sourceId,
      rows: fc.array(row, { maxLength: 3 }),
      holes: fc.record(holeChanges),
      chats: fc.record(chatChanges),
    },
    { requiredKeys: ['sourceId', 'rows'] },
  ),
  settle: fc.record({
    sourceId,
    accountId,
    verdicts: fc.array(fc.record({ seq, fate, code, detail }), { maxLength: 3 }),
  }),
  obey: fc.record({
    row: fc.record({ accountId, sourceId, seq, rowid: fc.constant(1), atMs: time }),
    effects,
  }),
  sessionEpochs: fc.record({ afterKey: fc.constantFrom('', 'b'), limit }),
  formTurn: fc.record({ sourceId, turn }),
  startTurn: fc.record({ turnId, preparation }, { requiredKeys: ['turnId'] }),
  prepareTurn: fc.record(
    {
      turnId,
      preparation,
      words: fc.record({ text: fc.constantFrom('now', 'later'), context: fc.constant(CONTEXT) }),
    },
    { requiredKeys: ['turnId', 'preparation'] },
  ),
  reply: fc.record({ turnId, parts: fc.array(part, { maxLength: 2 }), atMs: time }),
  post: fc.record({ accountId, parts: fc.array(notice, { maxLength: 2 }), atMs: time }),
  answer: fc.record({ turnId, parts: fc.array(part, { maxLength: 2 }), atMs: time }),
  endTurn: fc.record({
    turnId,
    state: fc.constantFrom('interrupted', 'failed', 'withdrawn'),
    code,
    detail,
    atMs: time,
  }),
  startPart: fc.record({ partId, maxRowid: rowid, atMs: time }),
  endPart: fc.record(
    {
      partId,
      from: fc.constantFrom('queued', 'sending', 'sending', 'sent'),
      to: fc.constantFrom('sent', 'failed', 'unknown', 'expired', 'queued', 'undelivered'),
      evidence,
      followedBy: notice,
      atMs: time,
    },
    { requiredKeys: ['partId', 'from', 'to', 'evidence', 'atMs'] },
  ),
  cameIn: fc.record({ accountId, chatGuids, sinceMs: time, rowsMax, limit }),
  echoes: fc.record({
    sourceIds: fc.uniqueArray(sourceId, { maxLength: 2 }),
    sinceMs: time,
    rowsMax,
  }),
  selfNotes: fc.record({
    sourceIds: fc.uniqueArray(sourceId, { maxLength: 2 }),
    sinceMs: time,
    rowsMax,
  }),
  ownersWords: fc.record({
    sourceIds: fc.uniqueArray(fc.constantFrom(...SOURCE_IDS), { maxLength: 2 }),
    sinceMs: time,
  }),
  exchanges: fc.record({ accountId, sinceMs: time, limit }),
  queuedEvents: fc.record({ sessionKey }),
  sessionsWithEvents: fc.record({ limit }),
  firstTurn: fc.record({ sessionKey }),
  verdictsOf: fc.record({
    sourceIds: fc.array(fc.constantFrom(...SOURCE_IDS), { maxLength: 2 }),
    accountId,
    eventIds: fc.array(fc.constantFrom('e1', 'e2', 'guid:e9'), { maxLength: 3 }),
  }),
  groupWindow: fc.record({ accountId, sessionKey, beforeSeq: fc.nat({ max: 12 }), limit }),
  groupsWithWindows: fc.record({ accountId, limit }),
  pending: fc.record({ sourceId, accountId, afterSeq: fc.nat({ max: 9 }), limit }),
  openTurns: fc.record({ accountId }),
  turn: fc.record({ turnId }),
  sendingParts: fc.record({ accountId }),
  untoldParts: fc.record({ accountId, limit: fc.integer({ min: 1, max: 4 }) }),
  partTold: fc.record({ accountId, partId }),
  queuedParts: fc.record({
    accountId,
    lane: fc.constantFrom(null, id.lane('l'), id.lane('m')),
    afterSeq: fc.nat({ max: 5 }),
    limit,
  }),
  recentParts: fc.record({ accountId, sinceMs: time, limit }),
  provenPart: fc.record({ accountId, guid: fc.constantFrom('G1', 'G2', 'G3') }),
  provenGuids: fc.record({ guids: fc.array(fc.constantFrom('G1', 'G2', 'G3'), { maxLength: 3 }) }),
  partsOf: fc.record({ turnId }),
  places: fc.constant({}),
  journalled: fc.record({ sourceId, sinceMs: time, afterSeq: fc.nat({ max: 9 }), limit }),
  rowNumbered: fc.record({ seq: fc.integer({ min: 1, max: 40 }) }),
  rowsNamed: fc.record({ eventIds: fc.array(fc.constantFrom('e1', 'guid:e9'), { maxLength: 2 }), rowid }),
  verdicts: fc.record({ sourceId, accountId, afterSeq: fc.nat({ max: 9 }), limit }),
  counts: fc.record({ sourceId, accountId }),
  waitingOfOthers: fc.record({ accountIds: fc.uniqueArray(accountId, { maxLength: 1 }) }),
  unansweredTurns: fc.oneof(
    fc.record({ before: fc.constantFrom(null, 2, 5) }),
    fc.record({ after: fc.constantFrom(0, 1, 4) }),
  ),
  redoTurn: fc.record({ turnId, owner: fc.constantFrom(null, CLERK) }),
  dropPayloads: fc.record({ beforeMs: time, limit }),
};

/** Commands that carry a story on come more often than those that end or only look. */
const WEIGHTS: { readonly [Name in CommandName]?: number } = {
  ingest: 8,
  formTurn: 6,
  startTurn: 2,
  prepareTurn: 2,
  reply: 3,
  answer: 5,
  startPart: 4,
  endPart: 6,
  settle: 3,
};

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  ...(Object.keys(INPUTS) as CommandName[]).map((name) => ({
    weight: WEIGHTS[name] ?? 1,
    arbitrary: INPUTS[name].map((input) => ({ name, input: input as Commands[CommandName]['in'] })),
  })),
);
