import { createLanes } from '../server/lanes.ts';
import { renderStrictError } from '../wire/errors-strict.ts';
import { readStrictFrame } from '../wire/framing-strict.ts';
import { readStrictParams } from '../wire/params-strict.ts';
import { WHOLE } from '../wire/projection.ts';
import { TRACKING_BRIDGE } from './bridge-eras.ts';
import type { Build } from './build.ts';
import { commandLineCurrent } from './command-lines.ts';
import { deliveryCurrent } from './deliveries.ts';
import { strictActions } from './parameters/actions.ts';
import { strictGroups } from './parameters/groups.ts';
import { strictReads } from './parameters/reads-strict.ts';
import { strictSends } from './parameters/sends.ts';

/** Release 0.15.1: strict protocol, lanes, backlog drained at once, a row of several chats told once. */
export const current: Omit<Build, 'version'> = {
  commandLine: commandLineCurrent,
  protocolVersion: 1,
  readFrame: readStrictFrame,
  readParams: readStrictParams,
  renderError: renderStrictError,
  answersFailedNotifications: false,
  createScheduler: (clock) =>
    createLanes(clock, { outstanding: 128, running: { mutation: 1, read: 4, control: 1 } }),
  readsOvertake: true,
  endOfInput: 'streams first',
  start: 'degraded',
  database: {
    followsReplacement: true,
    remembersChats: false,
    unknownColumns: [],
    tiedChats: 'newer first',
    tapbackNumbers: 'meaningful',
    tapbackThreads: false,
    bodies: 'measured',
    guidCase: 'any',
  },
  contacts: 'live',
  subscriptionsMax: 64,
  methods: {
    initialize: strictReads.initialize,
    status: strictReads.status,
    'watch.unsubscribe': strictReads.unsubscribe,
    'chats.list': strictReads.chatsList,
    'messages.history': strictReads.history,
    'messages.search': strictReads.search,
    'messages.after': strictReads.after,
    'watch.subscribe': strictReads.subscribe,
    'bridge.events.subscribe': strictReads.bridgeEvents,
    'message.send_status': strictReads.sendStatus,
    send: strictSends.send,
    'send.tracked': strictSends.tracked,
    'chats.create': strictGroups.create,
    'chats.delete': strictGroups.delete,
    'chats.markUnread': strictGroups.markUnread,
    'send.rich': strictSends.rich,
    'send.attachment': strictSends.attachment,
    'send.multipart': strictSends.multipart,
    tapback: strictActions.tapback,
    typing: strictGroups.typing,
    read: strictGroups.read,
    'message.edit': strictActions.edit,
    'message.unsend': strictActions.unsend,
    'message.delete': strictActions.delete,
    'message.notifyAnyways': strictActions.notifyAnyways,
    'group.rename': strictGroups.rename,
    'group.setIcon': strictGroups.setIcon,
    'group.addParticipant': strictGroups.addParticipant,
    'group.removeParticipant': strictGroups.removeParticipant,
    'group.leave': strictGroups.leave,
    'handles.check': strictReads.handlesCheck,
  },
  project: WHOLE,
  previews: { foldMax: Number.POSITIVE_INFINITY, memory: 'call' },
  search: { bodies: true, letters: 'unicode' },
  reactionsNeedAttachments: false,
  reactionScanNs: null,
  delivery: deliveryCurrent,
  bridge: TRACKING_BRIDGE,
  blocksAfterHang: true,
  watch: {
    debounceMs: 500,
    fallbackPollMs: 5000,
    hearsNewFiles: true,
    batchRows: 100,
    unjoinedTries: 20,
    remembersUnreached: false,
    passesDropped: true,
    stalledDrainMs: 100,
    drainsAtOnce: true,
    tellsEachChat: false,
  },
};
