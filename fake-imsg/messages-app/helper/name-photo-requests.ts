// What the helper is asked about the name and photo that the owner shares (wire-1.4, wire-2.6, wire-5.3). Words and fields are those
// of AccountHandlers.inc in openclaw/imsg. The owner of this Mac has both; whether Messages would offer them it tells by whether they
// were shared in that chat before, which is ours.

import type { Device } from '../../device/device.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import { isIMessage } from '../../program/services.ts';
import { type Helper, HelperError, type HelperRequest } from './ask-helper.ts';
import { chatByGuid } from './chats.ts';

const SELECTOR = 'allowHandlesForNicknameSharing:forChat:fromHandle:forceSend:';
const SENDER = 'chat.lastAddressedHandleID';

/** Whether Messages would offer to share them. */
export const shouldOfferRequest = (
  chatGuid: string,
  device: Pick<Device, 'effects' | 'facts'>,
  { tellsOwnName }: Pick<BridgePolicy, 'tellsOwnName'>,
): HelperRequest => ({
  kind: 'question',
  waits: 'short',
  action: 'should-offer-nickname-sharing',
  perform(helper) {
    const { place, people } = iMessageChat(helper, chatGuid);
    const { missingSelectors } = device.facts();
    const canInspect = !missingSelectors.includes('namePhotoShouldOffer');
    const canShare = !missingSelectors.includes('namePhotoShare');
    const isShared = device
      .effects()
      .some(({ effect, chatGuid: at }) => effect === 'name-photo' && at === place);
    return {
      chatGuid,
      available: canShare && people > 0,
      can_inspect_offer: canInspect,
      can_share: canShare,
      ...(tellsOwnName && { personal_nickname_loaded: true, has_personal_nickname: true }),
      should_offer: canInspect ? !isShared : null,
      participant_count: people,
      from_handle_available: true,
      from_handle_source: SENDER,
      share_selector: canShare ? SELECTOR : null,
      force_supported: canShare,
    };
  },
});

/** Shares them with everybody in a chat. It answers that Messages was asked, and leaves no row. */
export const shareRequest = (chatGuid: string): HelperRequest => ({
  kind: 'mutation',
  waits: 'send',
  action: 'share-nickname',
  selectors: ['namePhotoShare'],
  lacking: 'Name & Photo sharing unavailable',
  perform(helper) {
    const { place, people } = iMessageChat(helper, chatGuid);
    if (people === 0) throw new HelperError('Chat has no participants to share with');
    helper.tell({ kind: 'name-photo', chat: place });
    return {
      chatGuid,
      requested: true,
      participant_count: people,
      share_selector: SELECTOR,
      force_send: true,
      from_handle_source: SENDER,
    };
  },
});

function iMessageChat(helper: Helper, guid: string) {
  const { record, place } = chatByGuid(helper, guid);
  if (!isIMessage(record?.service ?? 'iMessage'))
    throw new HelperError('Name & Photo sharing requires an iMessage chat');
  return { place, people: record?.participants.length ?? 1 };
}
