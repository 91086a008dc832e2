// Whether a turn says what its rows said.

import type { AgentCall, History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { copiesAt, mayHaveMissedEdits } from './latest-words.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { committedFromMs } from './taking.ts';
import { isSilent, joinedWords, readOut, tellsOfMissingFile, withoutFileMarks } from './words.ts';

/** A text that changes so close to the hand-over may be seen before or after. */
const CHANGE_MS = 2_000;
const TEXT_MAX = 4_000;
const LINK = /(?:https?:\/\/|\bwww\.)\S/i;
const BEGINS_AS_LINK = /^(?:https?:\/\/|www\.)/;
/** Stands for a link whose card has no text, where none of the words is one. */
const LINK_MARK = '[imessage link unavailable]';

interface Judged {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

/** The text of a turn is that of its rows, in a form that each had around the hand-over (ruling-32). */
export function saysWhatWasWritten(
  turn: AgentCall,
  members: readonly WitnessedRow[],
  judged: Judged,
): boolean {
  if (members.length === 0) return true;
  const hasFiles = members.some((row) => row.attachments > 0 || mayHaveHadFiles(row, judged.history));
  const wordsOf = (text: string) =>
    (hasFiles ? withoutFileMarks(text, judged.history.heard) : text).slice(0, TEXT_MAX);
  const said = wordsOf(turn.text);
  const forms = [members, memosLast(members)].flatMap((rows) => formsOfAll(rows, turn, judged));
  const { marksPreviews } = judged.history.build;
  return forms.some((form) => {
    const joined = joinedWords(form.map(({ text }) => text));
    const marked = joined === '' ? LINK_MARK : `${joined}\n${LINK_MARK}`;
    const isDue = isMarkDue(form, joined);
    return (
      (wordsOf(joined) === said && !(isDue === 'surely' && marksPreviews)) ||
      (isDue !== 'no' && wordsOf(marked) === said)
    );
  });
}

/** Its files are noted behind it: where its database was taken away by then, only imsg may have seen them. */
function mayHaveHadFiles({ insertedAtMs }: WitnessedRow, { disturbances }: History): boolean {
  return disturbances.some(
    ({ what, fromMs }) =>
      /^(?:replace|restore)-database$/.test(what) &&
      fromMs >= insertedAtMs &&
      fromMs <= insertedAtMs + CHANGE_MS,
  );
}

/** What one row says in a turn. */
interface Said {
  readonly row: WitnessedRow;
  readonly text: string;
}

/** Whether a card shows a link that nobody tells; of one that was told at some time, and may be gone, nobody can say. */
function isMarkDue(form: readonly Said[], joined: string): 'surely' | 'perhaps' | 'no' {
  if (LINK.test(joined)) return 'no';
  const cards = readOut(form).filter(({ row }) => isPreview(row));
  if (!cards.some(({ row }) => row.versions.some(({ text }) => isSilent(text)))) return 'no';
  const wasTold = form.some(({ row }) => row.versions.some(({ text }) => LINK.test(text)));
  const isSilentCard = cards.some(({ row }) => row.versions.every(({ text }) => isSilent(text)));
  return isSilentCard && !wasTold ? 'surely' : 'perhaps';
}

/** What a memo says stands behind what was written, where its file came late: until then it was told without words. */
function memosLast(members: readonly WitnessedRow[]): readonly WitnessedRow[] {
  const isLate = ({ attachedAtMs, versions }: WitnessedRow) =>
    attachedAtMs !== undefined && isSilent(versions[0]!.text);
  return [...members.filter((row) => !isLate(row)), ...members.filter(isLate)];
}

/** What the rows of a turn may say together, one text each. */
function formsOfAll(members: readonly WitnessedRow[], turn: AgentCall, judged: Judged): Said[][] {
  let forms: Said[][] = [[]];
  for (const row of members) {
    const texts = formsOf(row, turn, judged);
    const longer = forms.flatMap((form) => texts.map((text) => [...form, { row, text }]));
    // What imsg has folded into its text is not read out again; a preview that came by itself is.
    forms =
      isPreview(row) && row !== members[0] && repeatsBefore(row, members) ? [...forms, ...longer] : longer;
  }
  return forms;
}

/** What a row may say in a turn: what it said as that was handed over, or, where that was missed, since it was told. */
function formsOf(row: WitnessedRow, turn: AgentCall, { account, history, rows }: Judged): string[] {
  const lookedMs = committedFromMs(turn.atMs, history);
  const now = copiesAt(row, turn.atMs, history).flatMap((copy) => textsAround(lookedMs, turn, copy));
  if (!mayHaveMissedEdits(row, turn.atMs, account, history)) return now;
  const { earliestMs, toldMs } = rows.get(row)?.arrival ?? {};
  const sinceMs = Math.min(earliestMs ?? row.insertedAtMs, toldMs?.read ?? row.insertedAtMs);
  // Each once: of many rows in one turn all that they may say together is looked through.
  return [...new Set([...now, ...textsAround(sinceMs, turn, row)])];
}

/** What a row said at some time from shortly before `sinceMs` to shortly after its turn was handed over. */
function textsAround(
  sinceMs: number,
  { atMs, text: said }: AgentCall,
  { versions, attachedAtMs }: WitnessedRow,
): string[] {
  const [first] = versions as [(typeof versions)[number], ...(typeof versions)[number][]];
  // What is told before its file stands beside it has no words where nothing was learnt of the file.
  const isWithoutFile = attachedAtMs !== undefined && isSilent(first.text) && tellsOfMissingFile(said);
  const beforeFile = isWithoutFile ? [first.text] : [];
  const around = versions
    .filter((version, index) => {
      const untilMs = versions[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      const hasBegun = index === 0 || version.atMs <= atMs + CHANGE_MS;
      return hasBegun && untilMs >= sinceMs - CHANGE_MS;
    })
    .map(({ text }) => text);
  return [...around, ...beforeFile];
}

/** A preview that its text contains adds nothing; one that says no link is contained in none. */
function repeatsBefore(row: WitnessedRow, members: readonly WitnessedRow[]): boolean {
  const link = row.versions[0]!.text.trim().toLowerCase();
  const isBefore = (other: WitnessedRow) =>
    other !== row && other.versions[0]!.text.toLowerCase().includes(link);
  return BEGINS_AS_LINK.test(link) && members.some(isBefore);
}
