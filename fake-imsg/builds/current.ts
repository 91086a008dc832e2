import { renderStrictError } from '../rpc/errors-strict.ts';
import { readStrictFrame } from '../rpc/framing-strict.ts';
import { createLanes } from '../rpc/lanes.ts';
import { readStrictParams } from '../rpc/params.ts';
import { WHOLE } from '../rpc/project.ts';
import type { Build } from './build.ts';
import { currentMethods } from './current-methods.ts';

/** Release 0.15.1: strict protocol, lanes, backlog drained at once, a row of several chats told once. */
export const current: Omit<Build, 'version'> = {
  protocolVersion: 1,
  readFrame: readStrictFrame,
  readParams: readStrictParams,
  renderError: renderStrictError,
  answersFailedNotifications: false,
  createScheduler: (clock) =>
    createLanes(clock, { outstanding: 128, running: { mutation: 1, read: 4, control: 1 } }),
  answersBeforeStreams: true,
  endOfInput: 'streams first',
  start: 'degraded',
  database: { followsReplacement: true, remembersChats: false },
  subscriptionsMax: 64,
  methods: currentMethods,
  project: WHOLE,
  previews: { foldMax: 8, memory: 'call' },
  delivery: {
    unseenRow: 'unknown',
    noTarget: 'exactly one of chat_id, chat_identifier, or chat_guid is required',
  },
  bridge: { sendDeadlineMs: 150_000, deadlineMs: 10_000 },
  blocksAfterHang: true,
  watch: {
    fallbackPollMs: 5000,
    batchRows: 100,
    unjoinedTries: 20,
    stalledDrainMs: 100,
    drainsAtOnce: true,
    tellsEachChat: false,
  },
};
