/** Text as it is compared between what was sent and what a row says. */
export function comparableText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\uFFFC', '').trim();
}
