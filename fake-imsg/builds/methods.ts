import type { MethodName } from '../methods/handlers.ts';
import type { MethodSpec } from '../server/policy.ts';
import type { Build } from './build.ts';
import { type Changes, valueIn } from './by-release.ts';
import { lenientActions, strictActions } from './parameters/actions.ts';
import { lenientGroups, strictGroups, typingOf05 } from './parameters/groups.ts';
import { lenientPolls, strictPolls } from './parameters/polls.ts';
import { chatsGet, lenientReads, scheduled, stats, strictReads } from './parameters/reads.ts';
import { lenientSends, sticker, strictSends } from './parameters/sends.ts';
import { BUILD_NAMES, type BuildName } from './versions.ts';

/** What each method takes; null = the build does not have it. In the order that `supported_methods` has. */
type MethodTable = Readonly<Partial<Record<MethodName, Changes<MethodSpec | null>>>>;

const BEFORE_0_14: MethodTable = {
  'chats.list': [lenientReads.chatsListBefore013, ['0.13.4', lenientReads.chatsList]],
  'chats.create': [null, ['0.7.3', lenientGroups.create]],
  'chats.delete': [null, ['0.7.3', lenientGroups.delete]],
  'chats.markUnread': [null, ['0.7.3', lenientGroups.markUnread]],
  'messages.stats': [null, ['0.13.4', stats]],
  'messages.history': [lenientReads.historyBefore06, ['0.7.0', lenientReads.history]],
  'messages.scheduled': [null, ['0.13.4', scheduled]],
  'watch.subscribe': [lenientReads.subscribeBefore06, ['0.7.0', lenientReads.subscribe]],
  'watch.unsubscribe': [lenientReads.unsubscribe],
  send: [lenientSends.sendBefore081, ['0.8.1', lenientSends.sendBefore012], ['0.13.4', lenientSends.send]],
  'typing.start': [typingOf05, ['0.7.0', null]],
  'typing.stop': [typingOf05, ['0.7.0', null]],
  'send.rich': [null, ['0.9.0', lenientSends.richBefore013], ['0.13.4', lenientSends.rich]],
  'send.attachment': [null, ['0.9.0', lenientSends.attachment]],
  'send.sticker': [null, ['0.13.4', sticker]],
  'poll.send': [null, ['0.11.0', lenientPolls.sendBefore0123], ['0.13.4', lenientPolls.send]],
  'messages.poll.send': [null, ['0.11.0', lenientPolls.sendBefore0123], ['0.13.4', lenientPolls.send]],
  'poll.vote': [null, ['0.13.4', lenientPolls.vote]],
  'messages.poll.vote': [null, ['0.13.4', lenientPolls.vote]],
  'poll.unvote': [null, ['0.13.4', lenientPolls.vote]],
  'polls.unvote': [null, ['0.13.4', lenientPolls.vote]],
  'messages.poll.unvote': [null, ['0.13.4', lenientPolls.vote]],
  tapback: [null, ['0.9.0', lenientActions.tapback]],
  typing: [null, ['0.7.3', lenientGroups.typing]],
  read: [null, ['0.7.3', lenientGroups.read]],
  'message.edit': [null, ['0.9.0', lenientActions.edit]],
  'message.unsend': [null, ['0.9.0', lenientActions.unsend]],
  'message.delete': [null, ['0.9.0', lenientActions.delete]],
  'message.notifyAnyways': [null, ['0.9.0', lenientActions.notifyAnyways]],
  'message.send_status': [null, ['0.11.0', lenientReads.sendStatus]],
  'group.rename': [null, ['0.7.3', lenientGroups.rename]],
  'group.setIcon': [null, ['0.7.3', lenientGroups.setIcon]],
  'group.addParticipant': [null, ['0.7.3', lenientGroups.addParticipant]],
  'group.removeParticipant': [null, ['0.7.3', lenientGroups.removeParticipant]],
  'group.leave': [null, ['0.7.3', lenientGroups.leave]],
  'contacts.shouldShareContact': [null, ['0.13.4', lenientGroups.shouldShare]],
  'contacts.shareContactCard': [null, ['0.13.4', lenientGroups.share]],
  'handles.check': [null, ['0.11.0', lenientReads.handlesCheck]],
};

const FROM_0_14: MethodTable = {
  initialize: [strictReads.initialize],
  status: [strictReads.status],
  'watch.unsubscribe': [strictReads.unsubscribe],
  'chats.list': [strictReads.chatsList],
  'chats.get': [null, ['0.15.10', chatsGet]],
  'messages.stats': [stats],
  'messages.history': [strictReads.history],
  'messages.search': [strictReads.search],
  'messages.after': [strictReads.after],
  'messages.scheduled': [scheduled],
  'watch.subscribe': [strictReads.subscribe],
  'bridge.events.subscribe': [strictReads.bridgeEvents],
  'message.send_status': [strictReads.sendStatus],
  send: [strictSends.sendBefore015, ['current', strictSends.send]],
  'send.tracked': [null, ['current', strictSends.tracked]],
  'chats.create': [strictGroups.create],
  'chats.delete': [strictGroups.delete],
  'chats.markUnread': [strictGroups.markUnread],
  'send.rich': [strictSends.rich],
  'send.attachment': [strictSends.attachment],
  'send.multipart': [strictSends.multipart],
  'send.sticker': [sticker],
  'poll.send': [strictPolls.send],
  'messages.poll.send': [strictPolls.send],
  'poll.vote': [strictPolls.vote],
  'messages.poll.vote': [strictPolls.vote],
  'poll.unvote': [strictPolls.vote],
  'polls.unvote': [strictPolls.vote],
  'messages.poll.unvote': [strictPolls.vote],
  tapback: [strictActions.tapback, ['0.15.10', strictActions.tapbackWithEmoji]],
  typing: [strictGroups.typing],
  read: [strictGroups.read],
  'message.edit': [strictActions.edit],
  'message.unsend': [strictActions.unsend],
  'message.delete': [strictActions.delete],
  'message.notifyAnyways': [strictActions.notifyAnyways],
  'group.rename': [strictGroups.rename],
  'group.setIcon': [strictGroups.setIcon],
  'group.addParticipant': [strictGroups.addParticipant],
  'group.removeParticipant': [strictGroups.removeParticipant],
  'group.leave': [strictGroups.leave],
  'contacts.shouldShareContact': [strictGroups.shouldShare],
  'contacts.shareContactCard': [strictGroups.share],
  'handles.check': [strictReads.handlesCheck],
};

/** The methods of a build and what they take. */
export function methodsIn(build: BuildName): Build['methods'] {
  const isStrict = BUILD_NAMES.indexOf(build) >= BUILD_NAMES.indexOf('0.14.1');
  const rows = Object.entries(isStrict ? FROM_0_14 : BEFORE_0_14);
  return Object.fromEntries(
    rows.flatMap(([name, changes]) => {
      const spec = valueIn(changes, build);
      return spec ? [[name, spec]] : [];
    }),
  );
}
