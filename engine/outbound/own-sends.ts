import type { OwnSends } from '../inbound/echo.ts';
import { comparableText } from './parts.ts';

/** GUIDs remembered at most; the oldest goes first. */
const GUIDS_MAX = 10_000;

/** The echo memory: which rows are our own. Rebuilt from the journalled parts at start. */
export interface OwnSendsMemory extends OwnSends {
  /** A row of ours, and when its send was begun on the gateway's clock. */
  addGuid(guid: string, sendingAtMs: number | null): void;
  sendingAtMs(guid: string): number | null;
  /** A row of this account was sighted, whoever of its devices wrote it. */
  sighted(guid: string, rowid: number): void;
  /** The rowid at which that row was sighted, if it was. */
  rowidOf(guid: string): number | null;
  sending(partId: string, chatGuid: string, text: string): void;
  notSending(partId: string): void;
}

export function createOwnSends(): OwnSendsMemory {
  const guids = new Map<string, number | null>();
  const rowids = new Map<string, number>();
  const onTheWay = new Map<string, { readonly chatGuid: string; readonly text: string }>();
  return {
    addGuid(guid, sendingAtMs) {
      guids.set(guid.toUpperCase(), sendingAtMs);
      if (guids.size > GUIDS_MAX) guids.delete(guids.keys().next().value!);
    },
    sendingAtMs: (guid) => guids.get(guid.toUpperCase()) ?? null,
    sighted(guid, rowid) {
      rowids.set(guid.toUpperCase(), rowid);
      if (rowids.size > GUIDS_MAX) rowids.delete(rowids.keys().next().value!);
    },
    rowidOf: (guid) => rowids.get(guid.toUpperCase()) ?? null,
    sending(partId, chatGuid, text) {
      onTheWay.set(partId, { chatGuid, text: comparableText(text) });
    },
    notSending(partId) {
      onTheWay.delete(partId);
    },
    hasGuid: (guid) => guids.has(guid.toUpperCase()),
    isSending(chatGuid, text) {
      // Asked of every row that comes in, and mostly nothing is on its way.
      if (onTheWay.size === 0) return false;
      const wanted = comparableText(text);
      for (const part of onTheWay.values()) {
        if (part.chatGuid === chatGuid && part.text === wanted) return true;
      }
      return false;
    },
  };
}
