// What the helper of each era says that it found in Messages.app (wire-1.5).

/** Up to 0.9. */
export const FEW_SELECTORS: readonly string[] = [
  'editMessageItem',
  'editMessage',
  'retractMessagePart',
  'sendMessageReason',
];

/** 0.10 to 0.12. */
export const POLL_SELECTORS: readonly string[] = [...FEW_SELECTORS, 'pollPayloadMessage', 'pollVoteMessage'];

const STICKER_SELECTORS = [
  'nicknameLookup',
  'namePhotoShouldOffer',
  'namePhotoShare',
  'stickerSetIsSticker',
  'stickerSetUserInfo',
  'stickerSetAttribution',
  'stickerTransferCenter',
  'stickerReplyTo',
  'stickerTargetMembership',
  'stickerTargetLookup',
  'stickerAttachmentMessage',
  'stickerAssociatedMessage',
  'stickerSend',
  'stickerAttach',
  'urlPreviewMessage',
  'sendRichLinkAction',
  'pollUpdateMessage',
  'deleteChat',
  'removeChat',
];

/** 0.13. */
export const STICKER_ERA_SELECTORS: readonly string[] = [
  'editMessageItemTranslation',
  ...POLL_SELECTORS,
  ...STICKER_SELECTORS,
];

/** 0.14: everything a method may need. */
export const ALL_SELECTORS: readonly string[] = [
  'editMessageItemTranslation',
  'editMessageItem',
  'editMessage',
  'retractMessagePart',
  'sendMessageReason',
  'sendMessage',
  'clientMessageGuid',
  'sendAttachment',
  'sendMultipart',
  'sendReaction',
  'pollPayloadMessage',
  'pollVoteMessage',
  'typing',
  'read',
  'createChat',
  'markChatUnread',
  'deleteMessage',
  'notifyAnyways',
  'setDisplayName',
  'updateGroupPhoto',
  'addParticipant',
  'removeParticipant',
  'leaveChat',
  'checkIMessageAvailability',
  ...STICKER_SELECTORS,
];

/** 0.15: with what tracked sends need. */
export const TRACKING_SELECTORS: readonly string[] = [...ALL_SELECTORS, 'clientMessageGuidReservation'];

/** Late in 0.15: with what tapbacks of any emoji need. */
export const EMOJI_SELECTORS: readonly string[] = [...TRACKING_SELECTORS, 'emojiTapbackSend'];
