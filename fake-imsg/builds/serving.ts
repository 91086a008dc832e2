import { createLanes } from '../server/lanes.ts';
import { createSerial } from '../server/serial.ts';
import { renderLenientError } from '../wire/errors-lenient.ts';
import { renderStrictError } from '../wire/errors-strict.ts';
import { readLenientFrame } from '../wire/framing-lenient.ts';
import { readStrictFrame } from '../wire/framing-strict.ts';
import { readLenientParams } from '../wire/params-lenient.ts';
import { readStrictParams } from '../wire/params-strict.ts';
import { WHOLE } from '../wire/projection.ts';
import { lenientProjection } from '../wire/projection-lenient.ts';
import type { Build } from './build.ts';
import type { ByRelease } from './by-release.ts';

type Serving = Omit<
  Build,
  'version' | 'commandLine' | 'database' | 'methods' | 'delivery' | 'bridge' | 'watch'
>;

const LANES = { outstanding: 128, running: { mutation: 1, read: 4, control: 1 } } as const;

/** How the releases serve requests: lenient and one by one before 0.14, strict and in lanes from then on. */
export const SERVING: ByRelease<Serving> = {
  protocolVersion: [1],
  readFrame: [readLenientFrame, ['0.14.1', readStrictFrame]],
  readParams: [readLenientParams, ['0.14.1', readStrictParams]],
  renderError: [renderLenientError, ['0.14.1', renderStrictError]],
  answersFailedNotifications: [true, ['0.14.1', false]],
  createScheduler: [createSerial, ['0.14.1', (clock) => createLanes(clock, LANES)]],
  readsOvertake: [false, ['0.14.1', true]],
  endOfInput: ['requests first', ['0.14.1', 'streams first']],
  start: ['printing', ['0.9.0', 'refusing'], ['0.14.1', 'degraded']],
  blocksAfterHang: [false, ['0.14.1', true]],
  subscriptionsMax: [Number.POSITIVE_INFINITY, ['0.14.1', 64]],
  contacts: ['unknown', ['0.7.0', 'once'], ['0.14.1', 'live'], ['0.15.10', 'behind']],
  project: [
    lenientProjection({
      message: ['sender_name', 'reply_to_text', 'reply_to_sender', 'poll'],
      reaction: ['sender_name'],
      attachment: ['converted_path', 'converted_mime_type'],
      chat: ['contact_name'],
    }),
    [
      '0.7.0',
      lenientProjection({
        message: ['reply_to_text', 'reply_to_sender', 'balloon_bundle_id', 'url_preview', 'poll'],
      }),
    ],
    ['0.9.0', lenientProjection({ message: ['balloon_bundle_id', 'url_preview', 'poll'] })],
    ['0.11.0', lenientProjection({ message: ['balloon_bundle_id', 'url_preview'] })],
    ['0.11.1', lenientProjection({})],
    ['0.14.1', WHOLE],
  ],
  previews: [
    { foldMax: 0, memory: 'none' },
    ['0.7.0', { foldMax: 0, memory: 'process' }],
    ['0.11.1', { foldMax: 1, memory: 'process' }],
    ['0.13.4', { foldMax: Number.POSITIVE_INFINITY, memory: 'process' }],
    ['0.14.1', { foldMax: Number.POSITIVE_INFINITY, memory: 'call' }],
  ],
  search: [
    { bodies: false, letters: 'ascii' },
    ['0.14.1', { bodies: true, letters: 'ascii' }],
    ['current', { bodies: true, letters: 'unicode' }],
    ['0.15.10', { bodies: true, letters: 'unicode', transcripts: true }],
  ],
  reactionsNeedAttachments: [true, ['0.7.0', false]],
  reactionScanNs: [2_600, ['0.13.4', null]],
};
