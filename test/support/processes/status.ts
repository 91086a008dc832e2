import type { EngineStatus, SourceStatus } from '../../../engine/status.ts';

const SOURCE: SourceStatus = {
  sourceId: 'S1',
  ownerId: 'home',
  child: { state: 'backing-off', faults: 1 },
  imsgVersion: null,
  subscription: { isSubscribed: true, sinceRowid: 40, boundary: null },
  intake: { waitingRows: 1, isPaused: true },
  highestRowid: 41,
  delivery: { verdict: 'deaf', newestRowid: 43 },
  clockOffsetMs: -3_600_000,
  wire: {
    children: [{ state: 'ready', faults: 0, accountIds: ['home', 'work'], isReady: true, bridge: 'failed' }],
    waitingParts: 3,
    lanesWithMore: 2,
    heldLanes: 1,
    pausedLanes: 1,
    automation: 'denied',
    droppedSignals: 0,
    isBusy: true,
  },
};
/** Every field has something to say. */
export const STATUS: EngineStatus = {
  state: 'running',
  store: { epoch: 4, waitingCommands: 1, failure: 'store_full' },
  sources: [SOURCE],
  accounts: [
    {
      accountId: 'home',
      name: 'Family',
      sourceId: 'S1',
      openApprovals: 2,
      waitingConversations: 1,
      turns: { running: 2, waiting: 3 },
      braked: { conversations: 1, longestMs: 840_001 },
      pace: {
        minute: { used: 60, limit: 60 },
        hour: { used: 73, limit: 400 },
        waitingParts: 3,
        conversations: 2,
        nextInMs: 41_001,
      },
    },
    {
      accountId: 'work',
      name: null,
      sourceId: null,
      openApprovals: 0,
      waitingConversations: 0,
      turns: { running: 0, waiting: 0 },
      braked: { conversations: 0, longestMs: 0 },
      pace: { minute: null, hour: null, waitingParts: 0, conversations: 0, nextInMs: null },
    },
  ],
};
