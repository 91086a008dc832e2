import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { type Requirement, subject } from './requirement.ts';

export interface Subject {
  /** File name without its ending. */
  readonly name: string;
  /** What the first line of the file says of it. */
  readonly about: string;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

function read(file: string): Subject {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const document = parseDocument(text, { uniqueKeys: true });
  const fault = document.errors[0];
  if (fault) throw new Error(`test/requirements/${file}: ${fault.message}`);
  const parsed = subject.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`test/requirements/${file}: ${parsed.error.message}`);
  const about = text.slice(0, text.indexOf('\n')).replace(/^# */, '');
  return { name: file.replace('.yaml', ''), about, requirements: new Map(Object.entries(parsed.data)) };
}

export const SUBJECTS: readonly Subject[] = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map(read);

/** Every requirement by its id. */
export const REQUIREMENTS: ReadonlyMap<string, Requirement> = new Map(
  SUBJECTS.flatMap(({ requirements }) => [...requirements]),
);

/** What a comment, a test title or `covers` may cite. */
export const KNOWN_IDS: ReadonlySet<string> = new Set(REQUIREMENTS.keys());
