// What is said to people who pair.

import { clean } from '../log-text.ts';
import type { Handle } from '../message/identity/handles.ts';

/** Longer than any address that Messages has. */
const HANDLE_LENGTH_MAX = 254;

export function challengeText(handle: Handle, code: string): string {
  const lines = [
    'imgate: access not configured.',
    '',
    `Your iMessage sender id: ${clean(handle, HANDLE_LENGTH_MAX)}`,
    'Pairing code:',
    '```',
    code,
    '```',
    '',
    'Ask the bot owner to approve with:',
    '```',
    `imgate pairing approve imessage ${code}`,
    '```',
  ];
  return lines.join('\n');
}

export const APPROVED_TEXT = '✅ imgate access approved. Send a message to start chatting.';
