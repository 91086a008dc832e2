import type { Message } from './message.ts';
import { isPreview } from './preview.ts';

/** Cards of Messages itself, by their balloon ids. */
const OF_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['com.apple.DigitalTouchBalloonProvider', 'Digital Touch'],
  ['com.apple.Handwriting.HandwritingProvider', 'Handwriting'],
]);

/** The name of the app whose card a row is: the last part of its balloon id; null = it is no card. */
export function cardName(message: Message): string | null {
  const id = message.balloonBundleId;
  if (id === null || isPreview(message)) return null;
  return OF_MESSAGES.get(id) ?? id.slice(id.lastIndexOf(':') + 1);
}
