import { createSerial } from '../server/serial.ts';
import { renderLenientError } from '../wire/errors-lenient.ts';
import { readLenientFrame } from '../wire/framing-lenient.ts';
import { readLenientParams } from '../wire/params-lenient.ts';
import { lenientProjection } from '../wire/projection-lenient.ts';
import { NO_BRIDGE } from './bridge-eras.ts';
import type { Build } from './build.ts';
import { commandLine050 } from './command-lines.ts';
import { delivery050 } from './deliveries.ts';
import { typingOf05 } from './parameters/groups.ts';
import { lenientReads } from './parameters/reads-lenient.ts';
import { lenientSends } from './parameters/sends.ts';

/** Release 0.5.0: no bridge, no fallback poll, so that a rotated log makes a watch deaf for good. */
export const v050: Omit<Build, 'version'> = {
  commandLine: commandLine050,
  protocolVersion: 1,
  readFrame: readLenientFrame,
  readParams: readLenientParams,
  renderError: renderLenientError,
  answersFailedNotifications: true,
  createScheduler: createSerial,
  readsOvertake: false,
  endOfInput: 'requests first',
  start: 'printing',
  database: {
    followsReplacement: false,
    remembersChats: true,
    unknownColumns: [
      'message.reply_to_guid',
      'message.thread_originator_part',
      'message.balloon_bundle_id',
      'message.is_read',
      'message.date_read',
    ],
    tiedChats: 'by plan',
    tapbackNumbers: 'span',
    tapbackThreads: true,
    bodies: 'guessed',
    guidCase: 'exact',
  },
  contacts: 'unknown',
  subscriptionsMax: Number.POSITIVE_INFINITY,
  methods: {
    'chats.list': lenientReads.chatsList,
    'messages.history': lenientReads.historyBefore06,
    'watch.subscribe': lenientReads.subscribeBefore06,
    'watch.unsubscribe': lenientReads.unsubscribe,
    send: lenientSends.sendBefore081,
    'typing.start': typingOf05,
    'typing.stop': typingOf05,
  },
  project: lenientProjection({
    message: ['sender_name', 'reply_to_text', 'reply_to_sender'],
    reaction: ['sender_name'],
    attachment: ['converted_path', 'converted_mime_type'],
    chat: ['contact_name'],
  }),
  previews: { foldMax: 0, memory: 'none' },
  search: { bodies: false, letters: 'ascii' },
  reactionsNeedAttachments: true,
  reactionScanNs: 2_600,
  delivery: delivery050,
  bridge: NO_BRIDGE,
  blocksAfterHang: false,
  watch: {
    debounceMs: 250,
    fallbackPollMs: null,
    hearsNewFiles: false,
    batchRows: 100,
    unjoinedTries: null,
    remembersUnreached: true,
    passesDropped: false,
    stalledDrainMs: 100,
    drainsAtOnce: false,
    tellsEachChat: true,
  },
};
