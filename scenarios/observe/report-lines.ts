// A run as lines of text, for reports: seconds since it began, and what happened.

import type { AnyRecordedEvent, LedgerEntry } from './ledger.ts';
import { type Names, nameOfChat, nameOfPerson, personOfChat } from './naming.ts';
import { printable } from './printable.ts';
import type { RunRecord } from './run-record.ts';
import { shownFields } from './shown-fields.ts';

export function reportLines({ entries, people, chats }: RunRecord): string[] {
  const names = { people, chats };
  return entries.flatMap((entry) => {
    const text = entryText(names, entry);
    return text === null ? [] : [`${(entry.atMs / 1000).toFixed(3).padStart(10)}s  ${printable(text)}`];
  });
}

/** Null for what the lines beside it say already. */
function entryText(names: Names, entry: LedgerEntry): string | null {
  switch (entry.kind) {
    case 'event':
      return eventText(names, entry);
    case 'log':
      return `log ${entry.level}: ${entry.message}`;
    case 'step': {
      const words = [entry.who, entry.what, entry.detail].filter((word) => word !== null && word !== '');
      return `${entry.line === null ? '' : `line ${entry.line}: `}${words.join(' ')}`;
    }
    case 'chapter':
      return entry.title;
    case 'agent act':
      return `agent: ${entry.name} ${entry.state} ${shownFields({ code: entry.code, reason: entry.reason || null })}`.trimEnd();
    // The turn's own events tell of them.
    case 'decision':
      return `${entry.toldTo} is told: ${entry.outcome} ${shownFields({ asked: entry.text, by: entry.by, answer: entry.answer })}`;
    case 'decision asked':
    case 'agent call':
    case 'agent piece':
    case 'abort':
    case 'confirmation':
    case 'pairing':
    case 'redo':
    case 'post':
    case 'agent end':
      return null;
  }
}

function eventText(names: Names, { name, event }: AnyRecordedEvent): string {
  const placeOf = (lane: string) => {
    const chatGuid = lane.slice(lane.indexOf('/') + 1);
    return personOfChat(names, chatGuid) ?? nameOfChat(names, chatGuid);
  };
  switch (name) {
    case 'row': {
      const { rowid, sender, isFromMe, text, fate, isNew, reason } = event;
      const from = isFromMe ? 'owner' : nameOfPerson(names, sender);
      return `row ${rowid}: ${isNew ? (fate ?? 'pending') : 'seen before'} ${shownFields({ from, text, reason })}`;
    }
    case 'settled': {
      const { rowid, chatGuid, fate, reason } = event;
      return `row ${rowid}: ${fate} ${shownFields({ in: nameOfChat(names, chatGuid), reason })}`;
    }
    case 'approval':
      return `approval ${event.approvalId}: ${event.state} ${shownFields({ kind: event.kind, by: event.by && nameOfPerson(names, event.by) })}`.trimEnd();
    case 'systemEvent':
      return `system event: ${event.text}`;
    case 'turn':
    case 'part': {
      const { state, text, lane, reason } = event;
      const what = name === 'part' && event.name !== 'reply' ? event.name : name;
      return `${what} ${state} ${shownFields({ in: placeOf(lane), text, reason: reason || null })}`;
    }
    case 'progress':
      return `progress ${shownFields({ in: placeOf(event.lane), note: event.note })}`;
    case 'subscribed':
      return `subscribed ${shownFields({ since: event.sinceRowid ?? 'omitted', boundary: event.boundary })}`;
    case 'child':
      return `child ${event.name} ${event.state} ${event.reason}`.trimEnd();
    case 'acquired':
      return `acquired the store, epoch ${event.epoch}`;
    case 'fatal':
      return `fatal ${event.message}`;
  }
}
