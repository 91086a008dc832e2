// What the helper is asked to do with a group, over rpc and by commands alike (wire-1.4 and wire-5.3). Words are those of IMsgInjected.m
// in steipete/imsg v0.9.0; that of the invite selector came with 0.13.2 (wire-5.1), and that of removing is ours, after it.

import type { Device, StagedFile, WorldEvent } from '../../device/device.ts';
import { UnusableFile } from '../../device/staged-file.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import { groupPhotoGuid } from '../../world/groups/icon.ts';
import { type Helper, HelperError, type HelperRequest } from './ask-helper.ts';
import { chatByGuid, type HelperChat } from './chats.ts';
import { requireReach } from './reach.ts';

/** A group changes; a direct chat has nothing to change, and the helper does not mind. */
function change(helper: Helper, { isGroup, place }: HelperChat, event: WorldEvent): string | null {
  return isGroup ? helper.tell({ ...event, chat: place }) : null;
}

const mutation = { kind: 'mutation', waits: 'short' } as const;

/** Another name; an empty one takes it away. */
export const renameRequest = (chatGuid: string, name: string): HelperRequest => ({
  ...mutation,
  action: 'set-display-name',
  selectors: ['setDisplayName'],
  lacking: '_setDisplayName: not available',
  perform(helper) {
    change(helper, chatByGuid(helper, chatGuid), { kind: 'group-rename', name });
    return { chatGuid, name };
  },
});

/**
 * @param photo The picture where Messages may read it; `unreadable` does nothing, which nobody notices; null takes
 * the photo away.
 */
export const iconRequest = (chatGuid: string, photo: StagedFile | 'unreadable' | null): HelperRequest => ({
  ...mutation,
  action: 'update-group-photo',
  selectors: ['updateGroupPhoto'],
  lacking: 'sendGroupPhotoUpdate: not available',
  perform(helper) {
    const chat = chatByGuid(helper, chatGuid);
    if (photo === null) {
      change(helper, chat, { kind: 'group-icon', cleared: true });
      return { chatGuid, cleared: true, size: 0 };
    }
    const eventId = photo === 'unreadable' ? null : change(helper, chat, { kind: 'group-icon', file: photo });
    return { chatGuid, cleared: false, transferGuid: groupPhotoGuid(eventId ?? chatGuid) };
  },
});

/** A picture by its path, as `iconRequest` wants it; null without a path. */
export function stagedPhoto(device: Device, path: string | null): Parameters<typeof iconRequest>[1] {
  if (!path) return null;
  try {
    return device.stageFile(path);
  } catch (error) {
    if (error instanceof UnusableFile) return 'unreadable';
    throw error;
  }
}

/** Somebody more in the group, by the address as it is given. */
export const addMemberRequest = (
  chatGuid: string,
  address: string,
  policy: Pick<BridgePolicy, 'checksPeople'>,
): HelperRequest => ({
  ...mutation,
  action: 'add-participant',
  selectors: ['addParticipant'],
  lacking: 'no participant-invite selector available on this IMChat',
  perform(helper) {
    const chat = chatByGuid(helper, chatGuid);
    requireReach(helper, [address], policy);
    change(helper, chat, { kind: 'group-join', who: address });
    return { chatGuid, address, added: true };
  },
});

/** Somebody out of the group, by the very address that the group has. */
export const removeMemberRequest = (chatGuid: string, address: string): HelperRequest => ({
  ...mutation,
  action: 'remove-participant',
  selectors: ['removeParticipant'],
  lacking: 'no participant-remove selector available on this IMChat',
  perform(helper) {
    const chat = chatByGuid(helper, chatGuid);
    if (!chat.record?.participants.includes(address)) throw new HelperError('Participant not found on chat');
    change(helper, chat, { kind: 'group-remove', who: address });
    return { chatGuid, address, removed: true };
  },
});

/** The owner leaves. */
export const leaveRequest = (chatGuid: string): HelperRequest => ({
  ...mutation,
  action: 'leave-chat',
  selectors: ['leaveChat'],
  lacking: 'leaveChat not available',
  perform(helper) {
    change(helper, chatByGuid(helper, chatGuid), { kind: 'group-leave' });
    return { chatGuid, left: true };
  },
});
