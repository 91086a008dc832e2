// Which keys of the configuration have decided about a command.

import { admitsSender, compileAllowList } from '../access/allowlist.ts';
import { isGroupThread } from '../access/policy.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { chatEntry, type Deciding, keyOf, senderEntry } from './list-entries.ts';
import type { WrittenKey } from './written.ts';

/** Those that say who may use commands; empty = whoever may speak does, or no list names them. */
export function commandKeys(subject: Subject, isFirstOwner: boolean, deciding: Deciding): WrittenKey[] {
  const { config, account, policy, people, written } = deciding;
  const { message, chats } = subject;
  if (message.isFromMe) return [keyOf('ownerMessages', deciding)];
  const { commands, accessGroups } = config;
  const names = (text: string) =>
    admitsSender(compileAllowList([text], accessGroups, account.region, people), message.sender);
  const owner = commands.ownerAllowFrom.find(names);
  const ownerList = written.inFile('commands', 'ownerAllowFrom');
  if (owner !== undefined) return [written.entry(ownerList, owner) ?? ownerList];
  if (isFirstOwner) return [ownerList];
  if (commands.allowFrom !== null) {
    const ofChannel = written.inFile('commands', 'allowFrom', 'imessage');
    const list = ofChannel.value === undefined ? written.inFile('commands', 'allowFrom', '*') : ofChannel;
    const entry = commands.allowFrom.find(names);
    return [(entry === undefined ? null : written.entry(list, entry)) ?? list];
  }
  if (!isGroupThread(policy.access, message, chats)) return [];
  if (!commands.useAccessGroups) return [written.inFile('commands', 'useAccessGroups')];
  const entry =
    senderEntry('allowFrom', account.allowFrom, subject, deciding) ??
    senderEntry('groupAllowFrom', account.groupAllowFrom ?? [], subject, deciding) ??
    chatEntry('groupAllowFrom', account.groupAllowFrom ?? [], subject, deciding);
  return entry === null ? [] : [entry];
}
