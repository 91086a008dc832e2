// What counts as the proof of a part, where it is that of something else.

import type { PartEvent, WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

const PART = /^part (\S+) (?:ended unknown|counts as sent)/;

/** The chat of the part that a symptom names. */
export function chatOfPart(text: string, { history }: RunFacts): string | null {
  const [, partId] = PART.exec(text) ?? [];
  const turnId = history?.parts.find((part) => part.partId === partId)?.turnId;
  return history?.calls.find((call) => call.turnId === turnId)?.chatGuid ?? null;
}

/** Parts that count as sent by the row of another text, by the chat that they were for. */
export function isMisnamed(chat: string, { history }: RunFacts): boolean {
  const leftAs = new Map((history?.departures ?? []).map((left) => [left.guid.toUpperCase(), left]));
  const chatOf = new Map((history?.calls ?? []).map(({ turnId, chatGuid }) => [turnId, chatGuid]));
  return (history?.parts ?? []).some(({ state, guid, turnId, text }) => {
    if (state !== 'sent' || chatOf.get(turnId ?? '') !== chat) return false;
    return leftAs.get((guid ?? '').toUpperCase())?.text !== text;
  });
}

interface ForeignProof {
  readonly part: PartEvent;
  /** The message that was answered. */
  readonly asked: WitnessedRow;
  /** What counts as its answer. */
  readonly proof: WitnessedRow;
}

/** Parts that are proven by a row of a later database, whose chat has the number that theirs had in an earlier one. */
function foreignProofs({ history }: RunFacts): ForeignProof[] {
  const rows = history?.rows ?? [];
  return (history?.parts ?? []).flatMap((part): ForeignProof[] => {
    if (part.state !== 'sent') return [];
    const guid = part.guid?.toUpperCase();
    const proof = rows.findLast((row) => row.guid.toUpperCase() === guid);
    const call = history!.calls.find(({ turnId }) => turnId === part.turnId);
    const asked = rows.find((row) => row.guid === call?.messageGuids[0]);
    if (!proof || !asked || proof.database <= asked.database || proof.chatId !== asked.chatId) return [];
    return proof.chatGuid === asked.chatGuid ? [] : [{ part, asked, proof }];
  });
}

/** Whether it is one of those parts that a symptom speaks of. */
export function isForeignProof({ clause, text }: Symptom, facts: RunFacts): boolean {
  if (clause !== 'evidence' && clause !== 'checker') return false;
  const [, partId] = PART.exec(text) ?? [];
  const [, to, from] = /^addressee: ".*" went to (\S+), not to (\S+)$/s.exec(text) ?? [];
  const [, late, early] = /^order: row (\d+) was answered after row (\d+)$/.exec(text) ?? [];
  return foreignProofs(facts).some(({ part, asked, proof }) => {
    if (partId !== undefined) return part.partId === partId;
    if (to !== undefined) return proof.chatGuid === to && asked.chatGuid === from;
    return [late, early].includes(String(asked.rowid));
  });
}

/** Whether what a part left as proves one that was begun before, says the same and was still open. */
export function isProofOfTheOneBefore({ text }: Symptom, facts: RunFacts): boolean {
  const [, partId] = PART.exec(text) ?? [];
  const chat = chatOfPart(text, facts);
  if (partId === undefined || chat === null) return false;
  const { parts, departures, calls } = facts.history!;
  const begunMs = (id: string) =>
    parts.find((part) => part.partId === id && part.state === 'sending')?.atMs ?? Number.POSITIVE_INFINITY;
  const turnsOf = new Set(calls.flatMap((call) => (call.chatGuid === chat ? [call.turnId] : [])));
  const said = parts.find((part) => part.partId === partId)!.text;
  return parts.some((other) => {
    if (other.state !== 'sent' || other.partId === partId || other.text !== said) return false;
    const left = departures.find(({ guid }) => guid.toUpperCase() === other.guid?.toUpperCase());
    const wasOpen = begunMs(other.partId) < begunMs(partId) && other.atMs > begunMs(partId);
    return turnsOf.has(other.turnId ?? '') && wasOpen && left !== undefined && left.atMs >= begunMs(partId);
  });
}
