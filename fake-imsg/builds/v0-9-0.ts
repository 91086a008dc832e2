import { createSerial } from '../server/serial.ts';
import { renderLenientError } from '../wire/errors-lenient.ts';
import { readLenientFrame } from '../wire/framing-lenient.ts';
import { readLenientParams } from '../wire/params-lenient.ts';
import { lenientProjection } from '../wire/projection-lenient.ts';
import { EARLY_BRIDGE } from './bridge-eras.ts';
import type { Build } from './build.ts';
import { commandLine090 } from './command-lines.ts';
import { delivery090 } from './deliveries.ts';
import { lenientActions } from './parameters/actions.ts';
import { lenientGroups } from './parameters/groups.ts';
import { lenientReads } from './parameters/reads-lenient.ts';
import { lenientSends } from './parameters/sends.ts';

/** Release 0.9.0: methods that act on messages; a row in no chat is told with chat 0. */
export const v090: Omit<Build, 'version'> = {
  commandLine: commandLine090,
  protocolVersion: 1,
  readFrame: readLenientFrame,
  readParams: readLenientParams,
  renderError: renderLenientError,
  answersFailedNotifications: true,
  createScheduler: createSerial,
  readsOvertake: false,
  endOfInput: 'requests first',
  start: 'refusing',
  database: {
    followsReplacement: false,
    remembersChats: true,
    unknownColumns: [
      'message.reply_to_guid',
      'message.thread_originator_part',
      'message.is_read',
      'message.date_read',
    ],
    tiedChats: 'by plan',
    tapbackNumbers: 'span',
    tapbackThreads: false,
    bodies: 'measured',
    guidCase: 'exact',
  },
  contacts: 'once',
  subscriptionsMax: Number.POSITIVE_INFINITY,
  methods: {
    'chats.list': lenientReads.chatsList,
    'chats.create': lenientGroups.create,
    'chats.delete': lenientGroups.delete,
    'chats.markUnread': lenientGroups.markUnread,
    'messages.history': lenientReads.history,
    'watch.subscribe': lenientReads.subscribe,
    'watch.unsubscribe': lenientReads.unsubscribe,
    send: lenientSends.sendBefore012,
    'send.rich': lenientSends.richBefore013,
    'send.attachment': lenientSends.attachment,
    tapback: lenientActions.tapback,
    typing: lenientGroups.typing,
    read: lenientGroups.read,
    'message.edit': lenientActions.edit,
    'message.unsend': lenientActions.unsend,
    'message.delete': lenientActions.delete,
    'message.notifyAnyways': lenientActions.notifyAnyways,
    'group.rename': lenientGroups.rename,
    'group.setIcon': lenientGroups.setIcon,
    'group.addParticipant': lenientGroups.addParticipant,
    'group.removeParticipant': lenientGroups.removeParticipant,
    'group.leave': lenientGroups.leave,
  },
  project: lenientProjection({ message: ['balloon_bundle_id', 'url_preview'] }),
  previews: { foldMax: 0, memory: 'process' },
  search: { bodies: false, letters: 'ascii' },
  reactionsNeedAttachments: false,
  reactionScanNs: 2_600,
  delivery: delivery090,
  bridge: EARLY_BRIDGE,
  blocksAfterHang: false,
  watch: {
    debounceMs: 500,
    fallbackPollMs: 5000,
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
