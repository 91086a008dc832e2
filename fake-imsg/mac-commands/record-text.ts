import type { RecordEntry } from '../device/record.ts';

/** Fields that every entry has, or that are shown in another way. */
const SHOWN = new Set(['atMs', 'pid', 'what', 'text', 'base64']);
const ARROWS: Readonly<Record<string, string>> = { in: '>', out: '<', err: '!' };

/** An entry as a person reads it, one line for each line of the wire. */
export function entryLines(entry: RecordEntry): string[] {
  const { atMs, pid, what } = entry;
  const head = `${new Date(atMs).toISOString()} ${String(pid).padStart(7)}`;
  const arrow = ARROWS[what];
  if (arrow === undefined) return [`${head} ${describe(entry)}`];
  const text = entry.text ?? `(base64) ${entry.base64 ?? ''}`;
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${head} ${arrow} ${line}`);
}

function describe(entry: RecordEntry): string {
  const { what } = entry;
  if (what === 'start') {
    const env = Object.entries(entry.env as Record<string, string>).map(
      ([name, value]) => `${name}=${value} `,
    );
    return `$ ${env.join('')}imsg ${(entry.argv as string[]).join(' ')}`;
  }
  const fields = Object.entries(entry).filter(([name]) => !SHOWN.has(name));
  return `* ${what}${fields.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('')}`;
}
