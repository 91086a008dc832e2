import type { Command } from '../command-line/command.ts';
import { isIn } from '../command-line/releases.ts';
import { chatBackgroundCommand } from './chats/background.ts';
import { chatsCommand } from './chats/chats.ts';
import { chatCreateCommand } from './chats/create.ts';
import { chatDeleteCommand } from './chats/delete.ts';
import { chatMarkCommand } from './chats/mark.ts';
import { namePhotoCommand } from './chats/name-photo.ts';
import { readCommand } from './chats/read.ts';
import { typingCommand } from './chats/typing.ts';
import { chatAddMemberCommand } from './groups/add-member.ts';
import { groupCommand } from './groups/group.ts';
import { chatLeaveCommand } from './groups/leave.ts';
import { chatNameCommand } from './groups/name.ts';
import { chatPhotoCommand } from './groups/photo.ts';
import { chatRemoveMemberCommand } from './groups/remove-member.ts';
import { deleteMessageCommand } from './messages/delete.ts';
import { editCommand } from './messages/edit.ts';
import { notifyAnywaysCommand } from './messages/notify-anyways.ts';
import { pollCommand } from './messages/poll.ts';
import { reactCommand } from './messages/react.ts';
import { tapbackCommand } from './messages/tapback.ts';
import { unsendCommand } from './messages/unsend.ts';
import { historyCommand } from './reading/history.ts';
import { scheduledCommand } from './reading/scheduled.ts';
import { searchCommand } from './reading/search.ts';
import { statsCommand } from './reading/stats.ts';
import { watchCommand } from './reading/watch.ts';
import { rpcCommand } from './rpc.ts';
import { sendAttachmentCommand } from './sending/attachment.ts';
import { sendMultipartCommand } from './sending/multipart.ts';
import { sendRichCommand } from './sending/rich.ts';
import { sendCommand } from './sending/send.ts';
import { sendStickerCommand } from './sending/sticker.ts';
import { accountCommand } from './setup/account.ts';
import { completionsCommand } from './setup/completions.ts';
import { launchCommand } from './setup/launch.ts';
import { nicknameCommand } from './setup/nickname.ts';
import { statusCommand } from './setup/status.ts';
import { whoisCommand } from './setup/whois.ts';

/** Every command of any release, in the order help lists them. */
export const COMMANDS: readonly Command[] = [
  chatsCommand,
  statsCommand,
  groupCommand,
  historyCommand,
  watchCommand,
  sendCommand,
  reactCommand,
  readCommand,
  typingCommand,
  launchCommand,
  statusCommand,
  rpcCommand,
  completionsCommand,
  scheduledCommand,
  chatBackgroundCommand,
  sendRichCommand,
  sendMultipartCommand,
  sendAttachmentCommand,
  sendStickerCommand,
  pollCommand,
  tapbackCommand,
  editCommand,
  unsendCommand,
  deleteMessageCommand,
  notifyAnywaysCommand,
  chatCreateCommand,
  chatNameCommand,
  chatPhotoCommand,
  chatAddMemberCommand,
  chatRemoveMemberCommand,
  chatLeaveCommand,
  chatDeleteCommand,
  chatMarkCommand,
  searchCommand,
  accountCommand,
  whoisCommand,
  nicknameCommand,
  namePhotoCommand,
];

const byRelease = new Map<string, readonly Command[]>();

/** The commands of a release, each with the options, arguments and examples it had then. */
export function commandsOf(release: string): readonly Command[] {
  const known = byRelease.get(release) ?? selectCommands(release);
  byRelease.set(release, known);
  return known;
}

function selectCommands(release: string): readonly Command[] {
  return COMMANDS.filter((command) => isIn(command, release)).map((command) => ({
    ...command,
    arguments: command.arguments?.filter((one) => isIn(one, release)) ?? [],
    options: command.options.filter((one) => isIn(one, release)),
    examples: command.examples.filter((one) => typeof one === 'string' || isIn(one, release)),
  }));
}
