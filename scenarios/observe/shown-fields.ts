export type Field = string | number | null;

/** Whatever somebody wrote, so that it is quoted. */
const FREE_TEXTS: ReadonlySet<string> = new Set(['text', 'reason', 'files', 'events']);

/** What nobody needs to be told: the account of those who have one, and that nothing happened before a turn. */
const UNSAID: Readonly<Record<string, Field>> = { account: 'default', events: '' };

/** `{ from: alice, text: "Dump" }` */
export function shownFields(fields: Readonly<Record<string, Field | undefined>>): string {
  const pairs = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && value !== null && UNSAID[name] !== value,
  );
  const texts = pairs.map(([name, value]) =>
    FREE_TEXTS.has(name) ? `${name}: ${JSON.stringify(value)}` : `${name}: ${value}`,
  );
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}
