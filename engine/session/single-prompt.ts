// A turn as one text, for agents that take nothing else (ruling-48): who wrote when, what was quoted, and what stands
// before it (SES-8, HIS-4, HIS-6). What people wrote is left as it is, but for lines that pass for one of ours.

import type { ChatId } from '../message/ids.ts';
import type { RepliedTo } from '../message/reply.ts';
import type { HistoryEntry } from '../store/commands/turns.ts';

const CONTEXT_HEADING = '[Chat messages since your last reply - for context]';
const CURRENT_HEADING = '[Current message - respond to this]';
/** Lines that have a meaning of their own here; nobody else's words may have it. */
const OWN_LINES = /^\[(?=(?:Chat messages since|Current message -|Replying to|\/Replying\]|iMessage ))/gm;

/** What of a turn is shown; every `AgentTurn` has it. */
export interface PromptedTurn {
  readonly isGroup: boolean;
  readonly chatId: ChatId;
  readonly chatName: string;
  readonly sender: string;
  readonly senderName?: string;
  readonly sentAtMs: number | null;
  readonly text: string;
  readonly repliedTo?: RepliedTo;
  readonly history?: readonly HistoryEntry[];
  readonly context?: readonly HistoryEntry[];
}

export interface PromptOptions {
  /** When the message before it in its session was sent, where that is known; the prompt says how long ago that was. */
  readonly previousSentAtMs?: number | null;
}

/** Times are in UTC. What is to stand in the system prompt (`systemPrompt`) is no part of it. */
export function renderPrompt(turn: PromptedTurn, { previousSentAtMs = null }: PromptOptions = {}): string {
  const elapsed = elapsedText(previousSentAtMs, turn.sentAtMs);
  const current = envelope(turn, turn, elapsed) + quote(turn);
  const { history = [], context = [] } = turn;
  const before = history.map((entry) => envelope(turn, entry));
  if (context.length === 0) return [...before, current].join('\n\n');
  const entries = context.map((entry) => envelope(turn, entry) + idOf(entry));
  const window = [CONTEXT_HEADING, ...entries].join('\n');
  return [...before, window, `${CURRENT_HEADING}\n${current}`].join('\n\n');
}

interface Said {
  readonly sender: string;
  readonly senderName?: string;
  readonly sentAtMs: number | null;
  readonly text: string;
}

function envelope(chat: PromptedTurn, said: Said, elapsed = ''): string {
  const from = chat.isGroup ? `${header(chat.chatName) || 'Group'} id:${chat.chatId}` : header(chat.sender);
  const date = said.sentAtMs === null ? '' : ` ${dateText(said.sentAtMs)}`;
  const who = header(said.senderName ?? said.sender);
  return `[iMessage ${from}${elapsed}${date}] ${who}: ${body(said.text)}`;
}

function quote({ repliedTo }: PromptedTurn): string {
  if (repliedTo === undefined) return '';
  const { guid, sender, text } = repliedTo;
  const who = header(sender ?? '') || 'unknown sender';
  return `\n\n[Replying to ${who} id:${header(guid)}]\n${body(text ?? '')}\n[/Replying]`;
}

function idOf({ rowid }: HistoryEntry): string {
  return rowid === undefined ? '' : ` [id:${rowid}]`;
}

/** Of a heading, which is one line. */
function header(text: string): string {
  return text
    .replace(/[[\]]/g, (bracket) => (bracket === '[' ? '(' : ')'))
    .replace(/\s+/g, ' ')
    .trim();
}

function body(text: string): string {
  return text.replace(OWN_LINES, '(');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function dateText(ms: number): string {
  const date = new Date(ms);
  return `${DAYS[date.getUTCDay()]} ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Of the largest unit that is full. */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

function elapsedText(fromMs: number | null, toMs: number | null): string {
  if (fromMs === null || toMs === null || toMs < fromMs) return '';
  const unit = UNITS.find(([, ms]) => toMs - fromMs >= ms);
  return unit === undefined ? '' : ` +${Math.floor((toMs - fromMs) / unit[1])}${unit[0]}`;
}
