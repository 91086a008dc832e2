// What agents and the operator want done besides answering, and what the gateway tells of what is done without words.

import type { Ledger, LedgerEntry } from '../../observe/ledger.ts';
import type { Acting, AskedDeed, DeedPart } from '../oracle/deed.ts';
import { isFile } from '../oracle/post-messages.ts';
import { targetNamed } from '../oracle/targets.ts';
import type { DeedWitness } from './deed-witness.ts';

type AgentAct = Extract<LedgerEntry, { readonly kind: 'agent act' }>;
type Posted = Extract<LedgerEntry, { readonly kind: 'post' }>;

/** @param startMs When the ledger's time began. */
export function actingIn(
  { entries }: Ledger,
  startMs: number,
  { calls, groups, polls, isByCommands }: Pick<DeedWitness, 'calls' | 'groups' | 'polls' | 'isByCommands'>,
): Acting {
  const asked: AskedDeed[] = [];
  const parts: DeedPart[] = [];
  const attempts = new Map<string, number>();
  /** What waits for its end, by who asked for it and for what. */
  const open = new Map<string, number>();
  const note = (who: string, deed: AskedDeed) => {
    const key = `${who} ${deed.name} ${JSON.stringify(deed.input)}`;
    const at = open.get(key);
    if (deed.end === null) open.set(key, asked.push(deed) - 1);
    else if (at !== undefined)
      asked[at] = { ...asked[at]!, end: deed.end, ...(deed.told && { told: deed.told }) };
  };
  for (const entry of entries) {
    const atMs = startMs + entry.atMs;
    if (entry.kind === 'agent call') attempts.set(entry.turn.id, (attempts.get(entry.turn.id) ?? 0) + 1);
    else if (entry.kind === 'agent act')
      note(entry.turn.id, byAgent(entry, atMs, attempts.get(entry.turn.id) ?? 1));
    else if (entry.kind === 'post') {
      for (const [index, deed] of byOperator(entry, atMs).entries()) note(`post ${entry.nth} ${index}`, deed);
    } else if (entry.kind === 'event' && entry.name === 'part') {
      const { name, text } = entry.event;
      if (name !== 'reply' && text === '') parts.push({ ...entry.event, atMs });
    }
  }
  return { asked, parts, calls, groups, polls, isByCommands: isByCommands() };
}

function byAgent(act: AgentAct, atMs: number, attempt: number): AskedDeed {
  const { name, input, state, code, turn, result } = act;
  const { id: turnId, accountId, chatGuid: to } = turn;
  const end = state === 'asked' ? null : { state, code, atMs };
  const told = messagesIn(result);
  return { atMs, turnId, attempt, accountId, to, name, input, end, ...(told.length > 0 && { told }) };
}

/** As far as it is one of messages. */
function messagesIn(result: unknown): string[] {
  const { messages = [] } = (result ?? {}) as {
    readonly messages?: readonly { readonly messageId?: string }[];
  };
  return messages.flatMap(({ messageId }) => messageId ?? []);
}

/** What is done, or each file that is sent. */
function byOperator({ to, action, said, end: told }: Posted, atMs: number): AskedDeed[] {
  const isRefused = typeof told === 'string';
  const state = isRefused ? 'refused' : (told?.[0] ?? 'sent');
  const end = told === null ? null : { state, code: isRefused ? told : null, atMs };
  const files = (said ?? []).filter((one) => typeof one === 'object' && isFile(one));
  const wanted = action === null ? files.map((input) => ({ name: 'upload-file', input })) : [action];
  return wanted.map((one) => ({
    atMs,
    turnId: null,
    attempt: 1,
    accountId: null,
    to: targetNamed(to, action?.input),
    ...one,
    end,
  }));
}
