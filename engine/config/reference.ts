// The reference of the configuration, made of what is said of each key where it is defined.

import { z } from 'zod';
import { isForeign, noteOf } from './keys/key.ts';
import { liveAt } from './live-keys.ts';
import { configSchema } from './schema.ts';
import { unwrapped } from './walk.ts';

interface KeyRow {
  /** `channels.imessage.groups.*.requireMention`: `*` = any name, `[]` = each of a list. */
  readonly path: string;
  readonly type: string;
  readonly default: string;
  /** From when on a change of it holds. */
  readonly holds: string;
  readonly about: string;
}

/** Every key that a file may hold, in the order of the schema. */
export function keyRows(): KeyRow[] {
  return rowsOf(configSchema, '');
}

/** The same as a page in Markdown. */
export function keyPage(): string {
  const rows = keyRows().map(({ path, type, default: value, holds, about }) => [
    `\`${path}\``,
    type,
    value,
    holds,
    about,
  ]);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const table = [TITLES, TITLES.map(() => '---'), ...rows].map(line);
  return `${HEAD}\n${table.join('\n')}\n`;
}

const TITLES = ['Key', 'Type', 'Default', 'Holds', 'Means'];
const HOLDS = { all: 'at once', some: 'in part', none: 'next start' };

const HEAD = `# Keys of the configuration

Made by \`npm run registries\` from the files in \`keys/\` and \`agents/\`. The file is JSON5, at \`IMGATE_CONFIG\`, else at
\`~/.imgate/imgate.json5\`, where \`--config\` does not name another. \`*\` stands for any name, \`[]\` for each entry of a list.
Every key of \`channels.imessage\` but \`accounts\` and \`defaultAccount\` may stand in \`channels.imessage.accounts.*\` as well: an
account has those of the channel, each replaced whole by its own. Sections that imgate does not know are passed over
with a notice; unknown keys inside the others are refused.

A gateway that runs looks at its file every second. *Holds* says from when on it goes by a change, whoever writes it, an editor
or \`/config\`: *at once* = for whatever comes from then on, while what waits already ends as it began, *in part* = as each key within says, *next start* = with the next
start of the gateway, as the log and \`/config\` say. A list with numbers without their country waits together with a changed
\`region\`, an account that is gone from the file goes on with what it had, and a file that is not in order is told of in the
log, and changes nothing.
`;

function rowsOf(schema: unknown, path: string): KeyRow[] {
  const form = unwrapped(schema);
  if (form instanceof z.ZodArray) return rowsOf(form.element, `${path}[]`);
  // An account has every key of the channel.
  if (form instanceof z.ZodRecord)
    return path.endsWith('.accounts') ? [] : rowsOf(form.valueType, `${path}.*`);
  if (form instanceof z.ZodDiscriminatedUnion) return rowsOfForms(form.options as z.ZodObject[], path);
  if (!(form instanceof z.ZodObject)) return [];
  return Object.entries(form.shape).flatMap(([name, key]) =>
    rowsOfKey(key as z.ZodType, path ? `${path}.${name}` : name),
  );
}

function rowsOfKey(key: z.ZodType, path: string): KeyRow[] {
  if (isForeign(key)) return [];
  const note = noteOf(key);
  const about =
    note?.notYet === undefined ? note?.about : `${note.about} No effect yet (not built: ${note.notYet}).`;
  const type = typeText(unwrapped(key));
  const holds = note?.notYet === undefined ? HOLDS[liveAt(path.replaceAll('[]', '.[]').split('.'))] : '';
  return [{ path, type, default: note?.default ?? '', holds, about: about ?? '' }, ...rowsOf(key, path)];
}

/** What several forms have in common stands once. */
function rowsOfForms(forms: readonly z.ZodObject[], path: string): KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const form of forms) {
    for (const row of rowsOf(form, path)) {
      const known = rows.get(row.path);
      const type = known && known.type !== row.type ? `${known.type}, ${row.type}` : row.type;
      rows.set(row.path, { ...row, type });
    }
  }
  return [...rows.values()];
}

function typeText(form: unknown): string {
  if (form instanceof z.ZodDefault) return typeText(unwrapped(form.unwrap()));
  if (form instanceof z.ZodBoolean) return '`true`, `false`';
  if (form instanceof z.ZodEnum) return form.options.map((option) => `\`${option}\``).join(', ');
  if (form instanceof z.ZodLiteral) return [...form.values].map((value) => `\`${String(value)}\``).join(', ');
  if (form instanceof z.ZodNumber) return numberText(form);
  if (form instanceof z.ZodArray || form instanceof z.ZodTuple) return 'list';
  if (form instanceof z.ZodObject || form instanceof z.ZodRecord) return 'object';
  if (form instanceof z.ZodUnion)
    return form.options.map((option) => typeText(unwrapped(option))).join(' or ');
  if (form instanceof z.ZodNullable) return typeText(unwrapped(form.unwrap()));
  return form instanceof z.ZodUnknown ? 'anything' : 'text';
}

function numberText({ minValue, maxValue, format }: z.ZodNumber): string {
  const name = format === null ? 'number' : 'whole number';
  const isBounded = (bound: number | null) => bound !== null && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (!isBounded(minValue)) return name;
  return isBounded(maxValue) ? `${name}, ${minValue} to ${maxValue}` : `${name} from ${minValue}`;
}
