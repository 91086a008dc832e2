import type { Message } from './message.ts';

/** `balloon_bundle_id` of a link preview (COA-8). */
export const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Whether the row is the preview of a link, by the only mark that tells. */
export function isPreview({ balloonBundleId }: Message): boolean {
  return balloonBundleId === URL_BALLOON;
}

/** One that does not even say its link. */
export function isSilentPreview(message: Message): boolean {
  return message.text === '' && isPreview(message);
}
