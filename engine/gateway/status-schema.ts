import { z } from 'zod';
import type { EngineStatus } from '../status.ts';

// A status that comes from another process. A field that is missing here does not compile; one that is not known
// (from a newer gateway) is left out.

const count = z.int().nonnegative();

const child = z.object({
  state: z.enum(['stopped', 'starting', 'ready', 'backing-off', 'stopping']),
  faults: count,
});

const wire = z.object({
  children: z.array(
    child.extend({
      accountIds: z.array(z.string()),
      isReady: z.boolean(),
      bridge: z.enum(['unknown', 'ready', 'missing', 'failed']),
    }),
  ),
  waitingParts: count,
  lanesWithMore: count,
  heldLanes: count,
  pausedLanes: count,
  automation: z.enum(['unverified', 'works', 'denied']),
  droppedSignals: count,
  isBusy: z.boolean(),
});

const source = z.object({
  sourceId: z.string(),
  ownerId: z.string(),
  child,
  imsgVersion: z.string().nullable(),
  subscription: z.object({
    isSubscribed: z.boolean(),
    sinceRowid: z.number().nullable(),
    boundary: z.number().nullable(),
  }),
  intake: z.object({ waitingRows: count, isPaused: z.boolean() }),
  highestRowid: z.number().nullable(),
  delivery: z.object({ verdict: z.enum(['unknown', 'told', 'deaf']), newestRowid: z.number().nullable() }),
  clockOffsetMs: z.number(),
  wire,
});

const budget = z.object({ used: count, limit: count }).nullable();

const account = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  sourceId: z.string().nullable(),
  waitingConversations: count,
  turns: z.object({ running: count, waiting: count }),
  openApprovals: count,
  braked: z.object({ conversations: count, longestMs: z.number().nonnegative() }),
  pace: z.object({
    minute: budget,
    hour: budget,
    waitingParts: count,
    conversations: count,
    nextInMs: z.number().nonnegative().nullable(),
  }),
});

const store = z.object({ epoch: count, waitingCommands: count, failure: z.string().nullable() });

export const statusSchema: z.ZodType<EngineStatus> = z.object({
  state: z.enum(['new', 'starting', 'running', 'stopping', 'stopped']),
  store: store.nullable(),
  sources: z.array(source),
  accounts: z.array(account),
});
