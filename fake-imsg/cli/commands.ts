import { accountCommand } from './account-command.ts';
import { chatAddMemberCommand } from './chat-add-member-command.ts';
import { chatBackgroundCommand } from './chat-background-command.ts';
import { chatCreateCommand } from './chat-create-command.ts';
import { chatDeleteCommand } from './chat-delete-command.ts';
import { chatLeaveCommand } from './chat-leave-command.ts';
import { chatMarkCommand } from './chat-mark-command.ts';
import { chatNameCommand } from './chat-name-command.ts';
import { chatPhotoCommand } from './chat-photo-command.ts';
import { chatRemoveMemberCommand } from './chat-remove-member-command.ts';
import { chatsCommand } from './chats-command.ts';
import type { Command } from './command.ts';
import { completionsCommand } from './completions-command.ts';
import { deleteMessageCommand } from './delete-message-command.ts';
import { editCommand } from './edit-command.ts';
import { groupCommand } from './group-command.ts';
import { historyCommand } from './history-command.ts';
import { launchCommand } from './launch-command.ts';
import { namePhotoCommand } from './name-photo-command.ts';
import { nicknameCommand } from './nickname-command.ts';
import { notifyAnywaysCommand } from './notify-anyways-command.ts';
import { pollCommand } from './poll-command.ts';
import { reactCommand } from './react-command.ts';
import { readCommand } from './read-command.ts';
import { isIn } from './releases.ts';
import { rpcCommand } from './rpc-command.ts';
import { scheduledCommand } from './scheduled-command.ts';
import { searchCommand } from './search-command.ts';
import { sendAttachmentCommand } from './send-attachment-command.ts';
import { sendCommand } from './send-command.ts';
import { sendMultipartCommand } from './send-multipart-command.ts';
import { sendRichCommand } from './send-rich-command.ts';
import { sendStickerCommand } from './send-sticker-command.ts';
import { statsCommand } from './stats-command.ts';
import { statusCommand } from './status-command.ts';
import { tapbackCommand } from './tapback-command.ts';
import { typingCommand } from './typing-command.ts';
import { unsendCommand } from './unsend-command.ts';
import { watchCommand } from './watch-command.ts';
import { whoisCommand } from './whois-command.ts';

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

/** The commands of a release, each with the options, arguments and examples it had then. */
export function commandsOf(release: string): readonly Command[] {
  return COMMANDS.filter((command) => isIn(command, release)).map((command) => ({
    ...command,
    arguments: command.arguments?.filter((one) => isIn(one, release)) ?? [],
    options: command.options.filter((one) => isIn(one, release)),
    examples: command.examples.filter((one) => typeof one === 'string' || isIn(one, release)),
  }));
}
