// What an agent says, piece by piece: ahead of its answer, by what it does, and in an answer that has files.

import type { AgentMessage, AgentWords } from '../../../engine/agents/agent.ts';
import type { LedgerEntry } from '../../observe/ledger.ts';
import type { AgentPiece, PartEvent } from '../oracle/history.ts';
import { saidByDeed } from '../oracle/said-by-deeds.ts';

type Spoke = Extract<LedgerEntry, { readonly kind: 'agent piece' }>;
type Acted = Extract<LedgerEntry, { readonly kind: 'agent act' }>;

interface Call {
  readonly turnId: string;
  readonly chatId: number;
  readonly pieces: AgentPiece[];
  written?: string;
}

interface Filed {
  readonly turnId: string;
  /** Each with what is said of it. */
  readonly files: readonly (readonly AgentPiece[])[];
  leftOut: number;
}

/** Of what was on its way as the gateway ended: it may leave yet. */
const END_UNKNOWN = 'end_unknown';
const LEFT_OUT = /a file of a reply for chat_id:(\d+) is left out/;

export function createPieces() {
  /** Files of the last answer that has any, by chat, and how many were left out of each. */
  const last = new Map<number, Filed>();
  const shortened = new Set<Filed>();
  return {
    spoke(call: Call | undefined, { text, state }: Spoke, atMs: number): void {
      if (!call) return;
      const { pieces } = call;
      if (state === 'written') call.written = (call.written ?? '') + text;
      else if (state === 'said') pieces.push({ atMs, text, isTaken: false });
      else Object.assign(pieces.find((one) => !one.isTaken && one.text === text) ?? {}, { isTaken: true });
    },
    /** Of what an agent does that says something, its words are pieces, and the name of a file; of what was refused nothing is. */
    acted(pieces: AgentPiece[], act: Acted, atMs: number): void {
      for (const said of saidByDeed(act)) {
        const index = pieces.findLastIndex(({ text, isTaken }) => !isTaken && text === said.text);
        if (act.state === 'asked') pieces.push({ ...said, atMs, isTaken: false });
        else if (index < 0) continue;
        else if (act.code === END_UNKNOWN) continue;
        else if (act.state === 'refused') pieces.splice(index, 1);
        else Object.assign(pieces[index]!, { isTaken: true });
      }
    },
    /** An answer that is more than texts is its pieces: nothing is left of it then. Answers what is left. */
    answered(
      { turnId, chatId, pieces }: Call,
      replies: readonly AgentMessage[],
      atMs: number,
    ): readonly string[] {
      const texts = replies.filter((reply) => typeof reply === 'string');
      if (texts.length === replies.length) return texts;
      const files: AgentPiece[][] = [];
      last.set(chatId, { turnId, files, leftOut: 0 });
      for (const reply of replies) {
        const said = isWords(reply)
          ? [{ text: typeof reply === 'string' ? reply : reply.text }]
          : saidByDeed({ name: 'upload-file', input: reply });
        const noted = said.map((one) => ({ ...one, atMs, isOfAnswer: true as const, isTaken: true }));
        pieces.push(...noted);
        if (!isWords(reply)) files.push(noted);
      }
      return [];
    },
    /** What is said to have been left out is a file of the last answer in that chat. */
    logged(message: string): void {
      const [, chatId] = LEFT_OUT.exec(message) ?? [];
      const filed = last.get(Number(chatId));
      if (!filed) return;
      filed.leftOut += 1;
      shortened.add(filed);
    },
    /** Of files that were left out no part is told, once all is told. */
    settled(parts: readonly PartEvent[]): void {
      for (const { turnId, files, leftOut } of shortened) {
        const told = new Map<string, Set<string>>();
        for (const { text, partId, turnId: of } of parts)
          if (of === turnId) told.set(text, (told.get(text) ?? new Set()).add(partId));
        const missing = files.filter(([file]) => {
          const ofName = told.get(file!.text);
          const [partId] = ofName ?? [];
          if (partId !== undefined) ofName!.delete(partId);
          return partId === undefined;
        });
        for (const piece of missing.slice(0, leftOut).flat()) Object.assign(piece, { isTaken: false });
      }
    },
  };
}

function isWords(reply: AgentMessage): reply is string | AgentWords {
  return typeof reply === 'string' || !('buffer' in reply || 'path' in reply);
}
