import { createSerial } from '../server/serial.ts';
import { renderLenientError } from '../wire/errors-lenient.ts';
import { readLenientFrame } from '../wire/framing-lenient.ts';
import { readLenientParams } from '../wire/params-lenient.ts';
import { lenientProjection } from '../wire/projection-lenient.ts';
import { STICKER_BRIDGE } from './bridge-eras.ts';
import type { Build } from './build.ts';
import { commandLine0134 } from './command-lines.ts';
import { delivery0134 } from './deliveries.ts';
import { lenientActions } from './parameters/actions.ts';
import { lenientGroups } from './parameters/groups.ts';
import { lenientReads } from './parameters/reads-lenient.ts';
import { lenientSends } from './parameters/sends.ts';

/** Release 0.13.4: the last lenient one, with all the fields. */
export const v0134: Omit<Build, 'version'> = {
  commandLine: commandLine0134,
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
    unknownColumns: [],
    tiedChats: 'newer first',
    tapbackNumbers: 'span',
    tapbackThreads: false,
    bodies: 'measured',
    guidCase: 'exact',
  },
  contacts: 'once',
  subscriptionsMax: Number.POSITIVE_INFINITY,
  methods: {
    'chats.list': lenientReads.chatsListUnread,
    'chats.create': lenientGroups.create,
    'chats.delete': lenientGroups.delete,
    'chats.markUnread': lenientGroups.markUnread,
    'messages.history': lenientReads.history,
    'watch.subscribe': lenientReads.subscribe,
    'watch.unsubscribe': lenientReads.unsubscribe,
    send: lenientSends.send,
    'send.rich': lenientSends.rich,
    'send.attachment': lenientSends.attachment,
    tapback: lenientActions.tapback,
    typing: lenientGroups.typing,
    read: lenientGroups.read,
    'message.edit': lenientActions.edit,
    'message.unsend': lenientActions.unsend,
    'message.delete': lenientActions.delete,
    'message.notifyAnyways': lenientActions.notifyAnyways,
    'message.send_status': lenientReads.sendStatus,
    'group.rename': lenientGroups.rename,
    'group.setIcon': lenientGroups.setIcon,
    'group.addParticipant': lenientGroups.addParticipant,
    'group.removeParticipant': lenientGroups.removeParticipant,
    'group.leave': lenientGroups.leave,
    'handles.check': lenientReads.handlesCheck,
  },
  project: lenientProjection({}),
  previews: { foldMax: Number.POSITIVE_INFINITY, memory: 'process' },
  search: { bodies: false, letters: 'ascii' },
  reactionsNeedAttachments: false,
  reactionScanNs: null,
  delivery: delivery0134,
  bridge: STICKER_BRIDGE,
  blocksAfterHang: false,
  watch: {
    debounceMs: 500,
    fallbackPollMs: 5000,
    hearsNewFiles: true,
    batchRows: 100,
    unjoinedTries: 20,
    remembersUnreached: true,
    passesDropped: true,
    stalledDrainMs: 100,
    drainsAtOnce: false,
    tellsEachChat: true,
  },
};
