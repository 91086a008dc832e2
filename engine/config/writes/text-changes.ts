/** What stands between two places of a text becomes another. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** They stand in their order and do not overlap. */
export function withChanges(text: string, changes: readonly Change[]): string {
  let at = 0;
  let result = '';
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}
