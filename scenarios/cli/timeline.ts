// The demo as it happens, one line an event:
//   time since the start · who · which row, turn or part · its fate or state · what there is to say about it

import { styleText } from 'node:util';
import type { EngineEvents } from '../../engine/events.ts';
import { clean } from '../../engine/ports/clean.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import { padCells, wrapCells } from './columns.ts';
import type { Person } from './conversation.ts';
import type { Said } from './heard.ts';

export interface Timeline {
  /** Begins a part of the story. */
  chapter(title: string): void;
  note(who: string, what: string, state: string, detail: string): void;
  /** A line of the gateway's own log. */
  log(message: string): void;
  tell(said: Said): void;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly people: readonly Person[];
  readonly hasColours: boolean;
  /** Width of the terminal; null = there is none, and every event stays on one line. */
  columns(): number | null;
  write(text: string): void;
}

type Format = 'bold' | 'cyan' | 'dim' | 'green' | 'magenta' | 'none' | 'red' | 'yellow';

const TIME_CELLS = 7;
const WHO_CELLS = 8;
const WHAT_CELLS = 8;
const STATE_CELLS = 10;
const GAP = '  ';
/** In a window that is narrower than this leaves room for, details keep a column of their own all the same. */
const DETAIL_CELLS_MIN = 20;
const TEXT_MAX = 500;

const GOOD = ['dispatched', 'merged', 'sent', 'answered', 'ready'];
const HELD_BACK = ['denied', 'stale', 'repeat'];
const BAD = ['failed', 'unknown', 'expired', 'interrupted', 'malformed', 'dead', 'down'];
const PEOPLE_FORMATS: readonly Format[] = ['cyan', 'magenta', 'yellow'];

export function createTimeline(options: TimelineOptions): Timeline {
  const { clock, people, hasColours, write } = options;
  const startMs = clock.monotonicMs();
  const turns = createNumbers();
  const parts = createNumbers();
  /** Rowids by GUID, for the turns that they become. */
  const rowids = new Map<string, number | null>();
  const style = (format: Format, text: string) =>
    hasColours && format !== 'none' && text.trim() !== ''
      ? styleText(format, text, { validateStream: false })
      : text;
  const formatOfPerson = (who: string): Format =>
    PEOPLE_FORMATS[people.findIndex(({ name }) => name === who)] ?? 'dim';
  const personIn = (chat: string) => people.find(({ handle }) => chat.endsWith(handle))?.name ?? chat;

  /** `cells` and `styled` belong to what stands before the detail; the detail is wrapped beside it. */
  const line = (who: string, before: { cells: number; styled: string }, detail: string, format: Format) => {
    const seconds = `${((clock.monotonicMs() - startMs) / 1000).toFixed(2)}s`;
    const head = [
      style('dim', seconds.padStart(TIME_CELLS)),
      style(formatOfPerson(who), padCells(who, WHO_CELLS)),
      before.styled,
    ];
    const indent = TIME_CELLS + WHO_CELLS + before.cells + 3 * GAP.length;
    const columns = options.columns();
    const lines =
      columns === null ? [detail] : wrapCells(detail, Math.max(DETAIL_CELLS_MIN, columns - indent));
    const styled = lines.map((each) => style(format, each)).join(`\n${' '.repeat(indent)}`);
    write(`${[...head, styled].join(GAP).trimEnd()}\n`);
  };
  const note: Timeline['note'] = (who, what, state, detail) => {
    const before = {
      cells: WHAT_CELLS + GAP.length + STATE_CELLS,
      styled: `${padCells(what, WHAT_CELLS)}${GAP}${style(formatOf(state), padCells(state, STATE_CELLS))}`,
    };
    line(who, before, detail, detail.startsWith('"') ? 'none' : 'dim');
  };

  const tellRow = (event: EngineEvents['row']) => {
    const { rowid, eventId, fate, isNew, reason, text } = event;
    if (isNew) rowids.set(eventId.replace(/^guid:/, ''), rowid);
    const who = event.isFromMe ? 'gateway' : personIn(event.sender);
    if (!isNew) return note(who, `row ${rowid}`, 'repeat', 'known already');
    note(who, `row ${rowid}`, fate ?? 'pending', fate === null ? quoted(text) : reason);
  };
  /** To form a turn is what settles the fates of its rows: the first is dispatched, the others go along. */
  const tellFormed = ({ turnId, lane, text, messageGuids }: EngineEvents['turn']) => {
    const who = personIn(lane);
    const turn = `turn ${turns(turnId)}`;
    note(who, turn, 'formed', quoted(text));
    for (const [index, guid] of messageGuids.entries()) {
      const rowid = rowids.get(guid);
      if (rowid === undefined) continue;
      const fate = index === 0 ? 'dispatched' : 'merged';
      note(who, `row ${rowid}`, fate, index === 0 ? `as ${turn}` : `into ${turn}`);
    }
  };
  const tellPart = ({ partId, lane, state, guid, text, reason }: EngineEvents['part']) => {
    const detail = state === 'sent' ? `receipt ${guid?.slice(0, 8)}` : reason || quoted(text);
    note(personIn(lane), `part ${parts(partId)}`, state, detail);
  };

  return {
    note,
    chapter: (title) => write(`\n${style('bold', title)}\n`),
    log: (message) => line('gateway', { cells: 3, styled: style('yellow', 'log') }, message, 'yellow'),
    tell({ name, event }) {
      if (name === 'subscribed') note('gateway', 'reads', '', readsFrom(event.sinceRowid));
      else if (name === 'child' && event.state === 'down') note('gateway', event.name, 'down', event.reason);
      else if (name === 'row') tellRow(event);
      else if (name === 'part') tellPart(event);
      else if (name === 'turn' && event.state === 'formed') tellFormed(event);
      // Running says no more than formed in a run without a crash.
      else if (name === 'turn' && event.state !== 'running') {
        note(personIn(event.lane), `turn ${turns(event.turnId)}`, event.state, event.reason);
      }
    },
  };
}

const quoted = (text: string) => `"${clean(text, TEXT_MAX)}"`;

/** imsg takes -1 for the beginning, and nothing at all for whatever comes next. */
function readsFrom(sinceRowid: number | null): string {
  if (sinceRowid === null) return 'whatever comes next';
  return sinceRowid < 0 ? 'from the first row on' : `from after row ${sinceRowid} on`;
}

function formatOf(state: string): Format {
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
