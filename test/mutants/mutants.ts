/** One deliberate fault: a text of one file replaced by another. The suite has to notice each. */
export interface Mutant {
  readonly name: string;
  /** What people would see if it slipped through. */
  readonly harm: string;
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'cursor before journal',
    harm: 'a message is lost for ever when the gateway dies between the two',
    file: 'engine/inbound/intake.ts',
    find: '    const result = await store.ingest({ sourceId, rows });',
    replace: `    await store.advanceCursors({ sourceId, rowid: Math.max(0, ...rows.map((row) => row.rowid ?? 0)) });
    const result = await store.ingest({ sourceId, rows });`,
  },
  {
    name: 'readline framing',
    harm: 'a message with U+2028 in it jams the stream',
    file: 'engine/imsg/framing.ts',
    find: 'if (!isBlank(frame)) onFrame(frame);',
    replace: String.raw`for (const line of frame.toString().split(/\r|\u2028|\u2029|\u0085/)) onFrame(Buffer.from(line));`,
  },
  {
    name: 'resend of what was being sent',
    harm: 'a reply arrives twice after a crash',
    file: 'engine/outbound/outbox.ts',
    find: "receipts.afterDeadline(part, 'the gateway ended while it was being sent');",
    replace: 'void sendHeld(part);',
  },
  {
    name: 'no fence',
    harm: 'a three-year-old backlog is answered when Push flushes it',
    file: 'engine/inbound/fence.ts',
    find: 'isStale: arrivedAtMs - message.sentAtMs > windowMs',
    replace: 'isStale: false',
  },
  {
    name: 'every replay stale',
    harm: 'what was missed while the gateway was down is never answered',
    file: 'engine/inbound/fence.ts',
    find: 'isStale: arrivedAtMs - message.sentAtMs > windowMs',
    replace: 'isStale: isReplay || arrivedAtMs - message.sentAtMs > windowMs',
  },
  {
    name: 'echo by text alone',
    harm: "a person who repeats the agent's words is never answered",
    file: 'engine/inbound/echo.ts',
    find: "return isSending && message.sender === '' ? 'own send' : null;",
    replace: "return isSending ? 'own send' : null;",
  },
  {
    name: 'a line taken for a person',
    harm: "a stranger's message without a handle is answered as if the owner had written it",
    file: 'engine/inbound/authorship.ts',
    find: "sender: isMadeUp ? '' : row.sender",
    replace: 'sender: row.sender',
  },
];
