import { linksIn } from './links.ts';
import type { Message } from './message.ts';

/** `balloon_bundle_id` of a link preview (COA-8). */
export const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Whether the row is the preview of a link, by the only mark that tells. */
export function isPreview({ balloonBundleId }: Pick<Message, 'balloonBundleId'>): boolean {
  return balloonBundleId === URL_BALLOON;
}

/** The preview of a link that follows so soon belongs to what its writer said before; mostly it does within 6 s. */
export const PREVIEW_WITHIN_MS = 15_000;

/** One that does not even say its link. */
export function isSilentPreview(message: Message): boolean {
  return message.text === '' && isPreview(message);
}

/** What a link may be told with or without. */
const AROUND_ADDRESS = /^(?:https?:\/\/)?(?:www\.)?|\/$/g;

/** Whether a preview that says `shown` is that of a link in `text`; one that says nothing may be that of any. */
export function showsLinkIn(text: string, shown: string): boolean {
  if (shown === '') return linksIn(text).length > 0;
  const address = shown.toLowerCase().replace(AROUND_ADDRESS, '');
  return address !== '' && text.toLowerCase().includes(address);
}
