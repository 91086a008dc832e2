// What an agent says, piece by piece: ahead of its answer, by what it does, and in an answer that has files.

import type { AgentMessage, AgentWords } from '../../../engine/agents/agent.ts';
import type { EngineEvents } from '../../../engine/events.ts';
import type { LedgerEntry } from '../../observe/ledger.ts';
import type { AgentPiece } from '../oracle/history.ts';
import { saidByDeed } from '../oracle/said-by-deeds.ts';

type Spoke = Extract<LedgerEntry, { readonly kind: 'agent piece' }>;
type Acted = Extract<LedgerEntry, { readonly kind: 'agent act' }>;

interface Call {
  readonly turnId: string;
  readonly chatId: number;
  readonly pieces: AgentPiece[];
  written?: string;
}

/** A part that is a file of an answer. */
type FilePart = Pick<EngineEvents['part'], 'turnId' | 'partId' | 'text' | 'state' | 'reason'>;

/** Of what was on its way as the gateway ended: it may leave yet. */
const END_UNKNOWN = 'end_unknown';
/** Why a file of an answer never was one that could leave: none of these comes from imsg. */
const REFUSED = /^(?:file_unusable|message_unusable|action_\w+)\b/;

export function createPieces() {
  /** Files of answers by turn, each with what is said of it. */
  const filesOf = new Map<string, readonly (readonly AgentPiece[])[]>();
  const fileParts: FilePart[] = [];
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
    answered({ turnId, pieces }: Call, replies: readonly AgentMessage[], atMs: number): readonly string[] {
      const texts = replies.filter((reply) => typeof reply === 'string');
      if (texts.length === replies.length) return texts;
      const files: AgentPiece[][] = [];
      filesOf.set(turnId, files);
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
    /** Whether a part is a file that was refused before it could leave: it says nothing, and nor is anything said of it. */
    refused(part: FilePart): boolean {
      if (part.turnId === null || !filesOf.has(part.turnId)) return false;
      fileParts.push(part);
      return part.state === 'failed' && REFUSED.test(part.reason);
    },
    /** Once all is told: of files of one name in an answer, the first is that of the first part. */
    settled(): void {
      for (const [turnId, files] of filesOf) {
        const ofName = Map.groupBy(
          fileParts.filter((part) => part.turnId === turnId),
          ({ text }) => text,
        );
        for (const [name, parts] of ofName) {
          const named = files.filter(([file]) => file!.text === name);
          const inOrder = [...Map.groupBy(parts, ({ partId }) => partId)].toSorted(
            ([one], [other]) => ordinalOf(one) - ordinalOf(other),
          );
          for (const [index, [, told]] of inOrder.entries())
            if (told.some(({ reason }) => REFUSED.test(reason)))
              for (const piece of named[index] ?? []) Object.assign(piece, { isTaken: false });
        }
      }
    },
  };
}

function isWords(reply: AgentMessage): reply is string | AgentWords {
  return typeof reply === 'string' || !('buffer' in reply || 'path' in reply);
}

const ordinalOf = (partId: string) => Number(partId.slice(partId.lastIndexOf('#') + 1));
