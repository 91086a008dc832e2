// Two gateways that run at once, each with a state of its own, and answer from one database.

import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

const CLAUSES: ReadonlySet<string> = new Set(['doubled', 'order', 'once', 'evidence', 'checker']);
/** Where a symptom names its chat. */
const CHAT = /^(?:an answer for|answers left for|two turns of|access:) (\S+) /;
const SENT = /^sent \d+ times, asked \d+ times: (.*)$/s;
const TURN = /^outcome: (?:turn (\S+)|part (\S+)#\d+) is /;
const PROOF = /^two parts count the row (\S+) as theirs$/;
const ORDER = /^order: row (\d+) was answered after row \d+$/;

/** Whether a symptom is of such a chat, and one that two gateways bring about. */
export function isOfTwoGateways({ clause, text, row }: Symptom, facts: RunFacts): boolean {
  const { chatsTakenElsewhere: chats, history } = facts;
  if (chats.size === 0 || history === null || !CLAUSES.has(clause)) return false;
  const isTaken = (chat: string | null | undefined) => chats.has(chat ?? '');
  const [, chat] = CHAT.exec(text) ?? [];
  if (chat !== undefined) return isTaken(chat);
  const [, said] = SENT.exec(text) ?? [];
  if (said !== undefined)
    return history.departures.some((left) => left.text === said && isTaken(left.chatGuid));
  const [, turn, ofPart] = TURN.exec(text) ?? [];
  const turnId = turn ?? ofPart;
  if (turnId !== undefined) return isTaken(history.calls.find((call) => call.turnId === turnId)?.chatGuid);
  const [, proof] = PROOF.exec(text) ?? [];
  if (proof !== undefined)
    return history.departures.some((left) => left.guid.toUpperCase() === proof && isTaken(left.chatGuid));
  const [, late] = ORDER.exec(text) ?? [];
  if (late !== undefined)
    return history.rows.some((one) => one.rowid === Number(late) && isTaken(one.chatGuid));
  return (clause === 'once' || clause === 'order') && isTaken(row?.chatGuid);
}
