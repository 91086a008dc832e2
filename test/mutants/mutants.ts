/** One deliberate fault: a piece of code replaced by another. */
export interface Mutant {
  readonly name: string;
  /** What people would see if it slipped through. */
  readonly harm: string;
  /** What the engine exports and the fault is in. */
  readonly within: string;
  /** Stands there exactly once; how it is laid out does not matter. */
  readonly find: string;
  readonly replace: string;
  /** The part of the suite that has to notice, from `test/`. */
  readonly noticedBy: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a code for each message',
    harm: 'a stranger who writes ten times is sent ten codes',
    within: 'standingOf',
    find: "if (requests.some((request) => request.handle === handle && !hasEnded(request, atMs))) return 'waiting';",
    replace: '',
    noticedBy: 'unit/engine/inbound/stranger.test.ts',
  },
  {
    name: 'a code for everybody',
    harm: 'a flood of strangers is answered one by one',
    within: 'standingOf',
    find: "return open.length < REQUESTS_MAX ? 'new' : 'full';",
    replace: "return open.length < Number.MAX_VALUE ? 'new' : 'full';",
    noticedBy: 'unit/engine/inbound/stranger.test.ts',
  },
  {
    name: 'cursor before journal',
    harm: 'a message is lost for ever when the gateway dies between the two',
    within: 'createIntake',
    find: 'const journalled = store.ingest({ sourceId, rows, ...told });',
    replace: `await store.advanceCursors({ sourceId, rowid: Math.max(0, ...rows.map((row) => row.rowid ?? 0)) });
    const journalled = store.ingest({ sourceId, rows, ...told });`,
    noticedBy: 'sim/crash/conversations.test.ts',
  },
  {
    name: 'readline framing',
    harm: 'a message with U+2028 in it jams the stream',
    within: 'createFramer',
    find: 'if (!isBlank(frame)) onFrame(frame);',
    replace: String.raw`for (const line of frame.toString().split(/\r|\u2028|\u2029|\u0085/)) onFrame(Buffer.from(line));`,
    noticedBy: 'unit/engine/imsg/framing.test.ts',
  },
  {
    name: 'a claim taken for proof',
    harm: 'a reply that the bridge swallowed counts as sent',
    within: 'proofsOf',
    find: 'const row = rows.find((candidate) => isNamed(one, candidate));',
    replace: 'const row = rows.find(({ guid }) => guid === one.claim?.guid);',
    noticedBy: 'unit/engine/outbound/evidence.test.ts',
  },
  {
    name: 'a claim kept as evidence',
    harm: 'a reply that nobody ever saw counts as sent, since imsg has said so',
    within: 'createOpenParts',
    find: 'startEnding(one, null);',
    replace: `const { claim } = one;
      startEnding(one, claim && { guid: claim.guid, rowid: claim.rowid ?? 1, chatGuid: one.part.target.chatGuid, text: null } as never);`,
    noticedBy: 'unit/engine/outbound',
  },
  {
    name: 'resend of what was being sent',
    harm: 'a reply arrives twice after a crash',
    within: 'createSettlement',
    find: "receipts.unanswered(part, 'the gateway ended while it was being sent');",
    replace: 'void this.send(part);',
    noticedBy: 'sim/crash/conversations.test.ts',
  },
  {
    name: 'no fence',
    harm: 'a three-year-old backlog is answered when Push flushes it',
    within: 'ageOf',
    find: 'isStale: arrivedAtMs - message.sentAtMs > windowMs',
    replace: 'isStale: false',
    noticedBy: 'unit/engine/inbound/stages.test.ts',
  },
  {
    name: 'context told with every mention',
    harm: 'what a group has said is told to the agent again and again',
    within: 'createMemoryGroupWindows',
    find: 'seqsOf(accountId, sessionKey).filter((seq) => seq >= beforeSeq),',
    replace: 'seqsOf(accountId, sessionKey),',
    noticedBy: 'sim/crash/group-windows.test.ts',
  },
  {
    name: 'no mention needed',
    harm: 'the agent answers what people of a group say to each other',
    within: 'mentionStage',
    find: 'if (!asksForMention(mentions, message, chats)) return null;',
    replace: 'return null;',
    noticedBy: 'unit/engine/inbound/decide.test.ts',
  },
  {
    name: 'every replay stale',
    harm: 'what was missed while the gateway was down is never answered',
    within: 'ageOf',
    find: 'isStale: arrivedAtMs - message.sentAtMs > windowMs',
    replace: 'isStale: isReplay || arrivedAtMs - message.sentAtMs > windowMs',
    noticedBy: 'unit/engine/inbound/stages.test.ts',
  },
  {
    name: 'echo by text alone',
    harm: "a person who repeats the agent's words is never answered",
    within: 'echo',
    find: "return isOnTheWay && message.sender === '' ? 'own_send' : null;",
    replace: "return isOnTheWay ? 'own_send' : null;",
    noticedBy: 'unit/engine/inbound/stages.test.ts',
  },
  {
    name: 'a line taken for a person',
    harm: "a stranger's message without a handle is answered as if the owner had written it",
    within: 'authorOf',
    find: "sender: isMadeUp ? '' : row.sender",
    replace: 'sender: row.sender',
    noticedBy: 'unit/engine/message',
  },
  {
    name: 'the highest row taken for all rows',
    harm: 'a message whose row shows behind a later one is never answered',
    within: 'createHoleList',
    find: 'if (rowid > accountedTo! + 1) openBelow(rowid, nowMs, changes);',
    replace: '',
    noticedBy: 'unit/engine/source/hole-list.test.ts',
  },
  {
    name: 'a damaged line taken for seen',
    harm: 'the message on a torn line is never answered',
    within: 'openHoles',
    find: 'commit(list.missTo(newest, clock.wallMs()));',
    replace: 'list.raise(newest);',
    noticedBy: 'sim/scenarios.test.ts',
  },
  {
    name: 'any number taken for a rowid',
    harm: 'one forged frame lifts the cursor over every message to come',
    within: 'createRowidLimit',
    find: 'isBeyond: true',
    replace: 'isBeyond: false',
    noticedBy: 'unit/engine/source/rowid-limit.test.ts',
  },
  {
    name: 'an older copy taken for the same database',
    harm: 'where a copy is put back, the cursor stands above what comes then, and nothing of it is answered',
    within: 'likenessOf',
    find: "if (others.length === 0) return isCut ? { is: 'older copy', sharedTo } : { is: 'same' };",
    replace: "if (others.length === 0) return { is: 'same' };",
    noticedBy: 'unit/engine/source/marks.test.ts',
  },
  {
    name: 'the number of a chat taken for the chat',
    harm: 'where another database takes the place, a group of strangers has the number of one that is listed',
    within: 'standsFor',
    find: 'if (meant === undefined || meant.meaning === chatMeaning(chat)) return true;',
    replace: 'return true;',
    noticedBy: 'unit/engine/access/chat-numbers.test.ts',
  },
  {
    name: 'one age for everybody',
    harm: 'one message that was held up on its way sets the clock by which all others are judged',
    within: 'commonClockOffset',
    find: 'const agreed = known.off === 0 ? null : agreedAge(known);',
    replace: 'const agreed = [...known.runs.values()].at(-1)?.leastAgeMs ?? null;',
    noticedBy: 'unit/engine/inbound/clock-witnesses.test.ts',
  },
  {
    name: 'order by turn alone',
    harm: 'the answer to the second message arrives between the parts of the first',
    within: 'createMutationQueue',
    find: 'if (!held.has(lane) && (waiting[0] ?? backlog)?.isReady()) return lane;',
    replace: `if (
        ![...(held.get(lane)?.keys() ?? [])].some((id) => id.startsWith(\`\${waiting[0]?.turnId}#\`)) &&
        (waiting[0] ?? backlog)?.isReady()
      ) return lane;`,
    noticedBy: 'unit/engine/wire/queue.test.ts',
  },
  {
    name: 'nested data converted',
    harm: 'one line of brackets ends the gateway',
    within: 'claimedRowid',
    find: 'Number.isSafeInteger(id) && (id as number) > 0',
    replace: 'Number(id) > 0',
    noticedBy: 'property/foreign-data.test.ts',
  },
  {
    name: 'a control socket for everybody',
    harm: 'other users of the machine can ask the gateway, and later make it send',
    within: 'createControlSocket',
    find: 'chmodSync(opened, 0o600);',
    replace: '',
    noticedBy: 'process/control-place.test.ts',
  },
  {
    name: 'a control socket removed by whoever stops',
    harm: 'a gateway that has lost its store takes the socket of its successor away',
    within: 'createControlSocket',
    find: 'if (isAt(current.path, current)) rmSync',
    replace: 'rmSync',
    noticedBy: 'process/control-takeover.test.ts',
  },
  {
    name: 'a half answered turn left open',
    harm: 'a conversation in which the gateway died in mid-answer is told nothing, and never ends',
    within: 'createTurns',
    find: "if (turn.state === 'replying') await dispatch.interrupt(turn);",
    replace: "if (turn.state === 'replying') continue;",
    noticedBy: 'sim/crash/pieces.test.ts',
  },
  {
    name: 'a voice after the end',
    harm: 'an agent that was stopped goes on talking to people',
    within: 'createVoice',
    find: 'const isOver = () => isClosed || signal.aborted;',
    replace: 'const isOver = () => false;',
    noticedBy: 'unit/engine/turns/voice.test.ts',
  },
  {
    name: 'a session for two',
    harm: 'two people talk to an agent at once that can only hear one, and are mixed up',
    within: 'createSessions',
    find: 'if (waiting.has(sessionKey)) return false;',
    replace: '',
    noticedBy: 'unit/engine/turns/lanes.test.ts',
  },
  {
    name: 'a number taken for the chat that has it',
    harm: 'in another database a group of strangers is answered that got the number of a listed one',
    within: 'standsFor',
    find: 'return meant.sourceId === numbers.sourceId && numbers.isProven;',
    replace: 'return true;',
    noticedBy: 'unit/engine/access/chat-numbers.test.ts',
  },
  {
    name: 'one witness for everybody',
    harm: 'where the phone of one person is hours behind, old messages of all the others are answered',
    within: 'commonClockOffset',
    find: 'const agreed = known.off === 0 ? null : agreedAge(known);',
    replace: 'const agreed = [...(known.before ?? known.runs).values()].find(isOff)?.agreedAgeMs ?? null;',
    noticedBy: 'unit/engine/inbound/clock-witnesses.test.ts',
  },
  {
    name: 'one measurement of the clock',
    harm: 'an old message counts as the sign of a wrong clock and is answered',
    within: 'witnessRow',
    find: 'const run = before === undefined ? runFrom(sighting, null) : runAfter(before, sighting);',
    replace: 'const run = runFrom(sighting, ageMs);',
    noticedBy: 'unit/engine/inbound/clock-witnesses.test.ts',
  },
];
