// The demo as it happens, one line an event:
//   time since the start · who · which row, turn or part · its fate or state · what there is to say about it

import { styleText } from 'node:util';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Person } from './conversation.ts';
import type { Said } from './heard.ts';

export interface Timeline {
  note(who: string, what: string, state: string, detail: string): void;
  tell(said: Said): void;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly people: readonly Person[];
  readonly hasColours: boolean;
  write(line: string): void;
}

const GOOD = ['dispatched', 'sent', 'answered', 'ready'];
const HELD_BACK = ['denied', 'stale', 'pending'];
const BAD = ['failed', 'unknown', 'expired', 'interrupted', 'malformed', 'dead', 'down'];

export function createTimeline({ clock, people, hasColours, write }: TimelineOptions): Timeline {
  const startMs = clock.monotonicMs();
  const turns = createNumbers();
  const parts = createNumbers();
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    hasColours ? styleText(format, text, { validateStream: false }) : text;

  const note: Timeline['note'] = (who, what, state, detail) => {
    const time = `${((clock.monotonicMs() - startMs) / 1000).toFixed(2)}s`.padStart(7);
    const columns = [
      style('dim', time),
      style('bold', who.padEnd(8)),
      what.padEnd(8),
      style(formatOf(state), state.padEnd(10)),
      detail,
    ];
    write(`${columns.join('  ').trimEnd()}\n`);
  };
  const personIn = (chat: string) => people.find(({ handle }) => chat.endsWith(handle))?.name ?? chat;

  const tell: Timeline['tell'] = ({ name, event }) => {
    if (name === 'subscribed') return note('gateway', 'reads', '', readsFrom(event.sinceRowid));
    if (name === 'child' && event.state === 'down') return note('gateway', event.name, 'down', event.reason);
    if (name === 'row') {
      const who = event.isFromMe ? 'gateway' : personIn(event.sender);
      const state = event.isNew ? (event.fate ?? 'pending') : 'repeat';
      return note(who, `row ${event.rowid}`, state, event.isNew ? event.reason : 'known already');
    }
    // Running says no more than formed in a run without a crash.
    if (name === 'turn' && event.state !== 'running') {
      const isFormed = event.state === 'formed';
      const detail = isFormed ? 'the row is dispatched to the agent' : event.reason;
      return note(personIn(event.lane), `turn ${turns(event.turnId)}`, event.state, detail);
    }
    if (name === 'part') {
      const { state, guid, text, reason } = event;
      const detail = state === 'sent' ? `receipt ${guid?.slice(0, 8)}` : reason || `"${text}"`;
      return note(personIn(event.lane), `part ${parts(event.partId)}`, state, detail);
    }
  };
  return { note, tell };
}

/** imsg takes -1 for the beginning, and nothing at all for whatever comes next. */
function readsFrom(sinceRowid: number | null): string {
  if (sinceRowid === null) return 'whatever comes next';
  return sinceRowid < 0 ? 'from the first row on' : `from after row ${sinceRowid} on`;
}

function formatOf(state: string): 'green' | 'yellow' | 'red' | 'dim' {
  if (GOOD.includes(state)) return 'green';
  if (HELD_BACK.includes(state)) return 'yellow';
  return BAD.includes(state) ? 'red' : 'dim';
}

/** Numbers things in the order in which they are first named. */
function createNumbers(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return numbers.get(id)!;
  };
}
