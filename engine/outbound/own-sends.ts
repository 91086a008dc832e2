import type { OwnSends } from '../inbound/echo.ts';
import { comparableText } from './parts.ts';

/** GUIDs remembered at most; the oldest goes first. */
const GUIDS_MAX = 10_000;

/** The echo memory: which rows are our own. Rebuilt from the journalled parts at start. */
export interface OwnSendsMemory extends OwnSends {
  addGuid(guid: string): void;
  sending(partId: string, chatGuid: string, text: string): void;
  notSending(partId: string): void;
}

export function createOwnSends(): OwnSendsMemory {
  const guids = new Set<string>();
  const onTheWay = new Map<string, { readonly chatGuid: string; readonly text: string }>();
  return {
    addGuid(guid) {
      guids.add(guid.toUpperCase());
      if (guids.size > GUIDS_MAX) guids.delete(guids.values().next().value!);
    },
    sending(partId, chatGuid, text) {
      onTheWay.set(partId, { chatGuid, text: comparableText(text) });
    },
    notSending(partId) {
      onTheWay.delete(partId);
    },
    hasGuid: (guid) => guids.has(guid.toUpperCase()),
    isSending(chatGuid, text) {
      const wanted = comparableText(text);
      for (const part of onTheWay.values()) {
        if (part.chatGuid === chatGuid && part.text === wanted) return true;
      }
      return false;
    },
  };
}
