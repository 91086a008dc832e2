// A run as a story: who, which row, turn or part, its fate or state, and what there is to say about it.

import type { EngineEvents } from '../../engine/events.ts';
import { clean } from '../../engine/log-text.ts';
import type { AnyRecordedEvent, LedgerEntry } from './ledger.ts';
import { type Names, nameOfPerson, personOfChat } from './naming.ts';

export interface StoryLine {
  readonly who: string;
  readonly what: string;
  /** Empty = it has none. */
  readonly state: string;
  readonly detail: string;
}

const TEXT_MAX = 500;

/**
 * A function that tells the steps and events of a ledger one after the other. Turns and parts are numbered in the
 * order in which they are first named.
 */
export function createStoryLines(names: Pick<Names, 'people'>): (entry: LedgerEntry) => StoryLine[] {
  const turns = createNumbers();
  const parts = createNumbers();
  /** Rowids by GUID, for the turns that they become. */
  const rowids = new Map<string, number | null>();
  const personOf = (lane: string) => {
    const chatGuid = lane.slice(lane.indexOf('/') + 1);
    return personOfChat(names, chatGuid) ?? chatGuid;
  };

  const rowLine = (event: EngineEvents['row']): StoryLine => {
    const { rowid, eventId, fate, isNew, reason, text } = event;
    if (isNew) rowids.set(eventId.replace(/^guid:/, ''), rowid);
    const row = { who: event.isFromMe ? 'gateway' : nameOfPerson(names, event.sender), what: `row ${rowid}` };
    if (!isNew) return { ...row, state: 'repeat', detail: 'known already' };
    return { ...row, state: fate ?? 'pending', detail: fate === null ? quoted(text) : reason };
  };
  /** To form a turn is what settles the fates of its rows: the first is dispatched, the others go along. */
  const formedLines = ({ turnId, lane, text, messageGuids }: EngineEvents['turn']): StoryLine[] => {
    const who = personOf(lane);
    const turn = `turn ${turns(turnId)}`;
    const rows = messageGuids.flatMap((guid, index): StoryLine[] => {
      const rowid = rowids.get(guid);
      if (rowid === undefined) return [];
      const [state, detail] = index === 0 ? ['dispatched', `as ${turn}`] : ['merged', `into ${turn}`];
      return [{ who, what: `row ${rowid}`, state: state!, detail: detail! }];
    });
    return [{ who, what: turn, state: 'formed', detail: quoted(text) }, ...rows];
  };
  const turnLines = (event: EngineEvents['turn']): StoryLine[] => {
    const { turnId, lane, state, reason } = event;
    if (state === 'formed') return formedLines(event);
    // Running says no more than formed in a run without a crash.
    if (state === 'running') return [];
    return [{ who: personOf(lane), what: `turn ${turns(turnId)}`, state, detail: reason }];
  };
  const partLine = ({ partId, lane, state, guid, text, reason }: EngineEvents['part']): StoryLine => {
    const detail = state === 'sent' ? `receipt ${guid?.slice(0, 8)}` : reason || quoted(text);
    return { who: personOf(lane), what: `part ${parts(partId)}`, state, detail };
  };
  const eventLines = ({ name, event }: AnyRecordedEvent): StoryLine[] => {
    if (name === 'row') return [rowLine(event)];
    if (name === 'settled') {
      const { rowid, chatGuid, fate, reason } = event;
      const who = personOfChat(names, chatGuid) ?? chatGuid;
      return [{ who, what: `row ${rowid}`, state: fate, detail: reason }];
    }
    if (name === 'turn') return turnLines(event);
    if (name === 'part') return [partLine(event)];
    if (name === 'subscribed') {
      return [{ who: 'gateway', what: 'reads', state: '', detail: readsFrom(event.sinceRowid) }];
    }
    if (name !== 'child' || event.state !== 'down') return [];
    return [{ who: 'gateway', what: event.name, state: 'down', detail: event.reason }];
  };

  return (entry) => {
    if (entry.kind === 'event') return eventLines(entry);
    if (entry.kind !== 'step') return [];
    return [{ who: entry.who ?? '', what: entry.what, state: '', detail: entry.detail }];
  };
}

const quoted = (text: string) => `"${clean(text, TEXT_MAX)}"`;

/** imsg takes -1 for the beginning, and nothing at all for whatever comes next. */
function readsFrom(sinceRowid: number | null): string {
  if (sinceRowid === null) return 'whatever comes next';
  return sinceRowid < 0 ? 'from the first row on' : `from after row ${sinceRowid} on`;
}

/** Numbers things in the order in which they are first named. */
function createNumbers(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return numbers.get(id)!;
  };
}
