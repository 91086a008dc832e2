import { renderLenientError } from '../rpc/errors-lenient.ts';
import { readLenientFrame } from '../rpc/framing-lenient.ts';
import { readLenientParams } from '../rpc/params-lenient.ts';
import { lenientProjection } from '../rpc/project-lenient.ts';
import { createSerial } from '../rpc/serial.ts';
import type { Build } from './build.ts';
import { methodsOf011 } from './v0-11-methods.ts';

/** Release 0.11.0: lenient protocol, one request at a time, link previews are messages nobody can tell. */
export const v0110: Omit<Build, 'version'> = {
  protocolVersion: 1,
  readFrame: readLenientFrame,
  readParams: readLenientParams,
  renderError: renderLenientError,
  answersFailedNotifications: true,
  createScheduler: createSerial,
  answersBeforeStreams: false,
  endOfInput: 'requests first',
  start: 'refusing',
  database: { followsReplacement: false, remembersChats: true },
  subscriptionsMax: Number.POSITIVE_INFINITY,
  methods: methodsOf011,
  project: lenientProjection(['balloon_bundle_id', 'url_preview', 'is_read', 'date_read']),
  previews: { foldMax: 0, memory: 'process' },
  delivery: { unseenRow: 'ok', noTarget: 'to is required for direct sends' },
  bridge: { sendDeadlineMs: 10_000, deadlineMs: 10_000 },
  blocksAfterHang: false,
  watch: {
    fallbackPollMs: 5000,
    batchRows: 100,
    unjoinedTries: 20,
    stalledDrainMs: 100,
    drainsAtOnce: false,
    tellsEachChat: true,
  },
};
