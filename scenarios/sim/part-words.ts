/** What a part says; its styles are kept behind a sign that no words have. */
export function wordsOfPart({ content }: { readonly content: string }): string {
  return content.split('\u001f')[0]!;
}
