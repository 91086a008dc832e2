// What the real imsg 0.9.0 said and was asked, and what newer ones say.

import { readFileSync } from 'node:fs';
import { payload } from '../support/messages/payload.ts';

interface Exchange {
  readonly send?: unknown;
  readonly replies?: readonly Frame[];
  readonly frames?: readonly Frame[];
}

export interface Frame {
  readonly method?: string;
  readonly params?: { readonly message?: Record<string, unknown> };
  readonly result?: unknown;
  readonly error?: unknown;
}

const exchanges = readFileSync(new URL('../contract/recorded/imsg-0.9.0.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);

/** Requests, as a client sends them. */
export const REQUESTS = exchanges.flatMap(({ send }) =>
  typeof send === 'object' && send !== null ? [send] : [],
);

const recorded = exchanges.flatMap(({ replies = [], frames = [] }) => [...replies, ...frames]);

const BALLOON = {
  id: 7,
  sender: '+15550003333',
  guid: 'BALLOON',
  balloon_bundle_id: 'com.apple.messages.URLBalloonProvider',
  destination_caller_id: '+15550009999',
  url_preview: { url: 'https://example.com/', collapsed: [{ id: 8, guid: 'FOLDED' }] },
  attachments: [
    { filename: '~/Library/a.png', transfer_name: 'a.png', mime_type: 'image/png', missing: false },
  ],
  reactions: [{ id: 9, type: 'love', sender: '+15550003333' }],
  thread_originator_guid: 'FIRST',
  is_tapback: false,
};

/** `message` objects of rows. */
export const ROWS: readonly Record<string, unknown>[] = [
  ...recorded.flatMap(({ params }) => (params?.message ? [params.message] : [])),
  payload(),
  payload({ sender: '+15550003333' }),
  payload({ ...BALLOON, sender_name: 'Ada' }),
  payload({ is_group: true, chat_id: 5, chat_guid: 'any;+;chat5', sender: '+15550003333' }),
  payload({ is_from_me: true, destination_caller_id: '+15550009999' }),
  payload({ sender: '+15550009999', destination_caller_id: '+15550009999' }),
];

const notification = (method: string, params: object) => ({ jsonrpc: '2.0', method, params });

/** Frames that nobody asked for. */
export const NOTIFICATIONS: readonly object[] = [
  ...ROWS.map((message) => notification('message', { subscription: 1, message })),
  notification('error', { subscription: 1, error: { message: 'database is locked (code: 5)' } }),
  notification('watch.overflow', { subscription: 1, resume_after_rowid: 3 }),
  { jsonrpc: '2.0', id: 99_999, result: {} },
  { jsonrpc: '2.0', id: 99_999, error: { code: -32603, message: 'Internal error', data: 'x' } },
];

/** Bodies of answers, each with its result or its error. */
export const ANSWERS: readonly object[] = recorded
  .flatMap<object>(({ result, error }) => (result !== undefined ? { result } : error ? { error } : []))
  .concat(
    { result: { messages: ROWS.slice(-4), next_rowid: 12, has_more: false } },
    { result: { ok: true, transport: 'bridge_v2', guid: 'SENT', id: 12, chat_guid: 'any;-;+15550001111' } },
    {
      error: {
        code: -32001,
        message: 'Delivery outcome unknown',
        data: {
          retry_safe: false,
          disposition: 'may_have_completed',
          transport: 'bridge_v2',
          operation: 'send',
        },
      },
    },
    {
      error: {
        code: -32002,
        message: 'Database unavailable',
        data: { path: '/x', retryable: true, detail: 'no' },
      },
    },
  );
