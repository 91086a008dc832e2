export type Field = string | number | null;

/** `{ from: alice, text: "Dump" }` */
export function shownFields(fields: Readonly<Record<string, Field | undefined>>): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  const texts = pairs.map(([name, value]) =>
    name === 'text' || name === 'reason' ? `${name}: ${JSON.stringify(value)}` : `${name}: ${value}`,
  );
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}
