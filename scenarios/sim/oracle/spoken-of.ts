// Tags that an agent, or a person, speaks of rather than uses (OUT-9, ECH-8).

const PLAIN = /^[<◁[]\/?[\w:-]{1,40}[>▷\]]$/;
/** Scripts that put no blank between a word and what is beside it. */
const CLOSE = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー]';
const closeBefore = new RegExp(`${CLOSE}$`, 'u');
const closeBehind = new RegExp(`^${CLOSE}`, 'u');
const BLANKS = [' ', '\u00a0', '\u202f'];

export interface Tag {
  readonly at: number;
  readonly to: number;
}

/** In quotes or brackets of its own. */
export function isQuoted(text: string, { at, to }: Tag): boolean {
  const [before, behind] = [text.charAt(at - 1), text.charAt(to)];
  const isIn = (units: string, unit: string) => unit !== '' && units.includes(unit);
  const isBegin = isIn('"\'“”‘’«»„(「『（‹›', before);
  return PLAIN.test(text.slice(at, to)) && isBegin && isIn('"\'“”‘’«»)」』）‹›', behind);
}

/** What stands on both sides of it, without up to three marks of markdown. */
function besides(text: string, { at, to }: Tag): readonly [string, string] {
  const [before, behind] = [text.slice(0, at), text.slice(to)];
  return [before.replace(/[*_~]{1,3}$/, ''), behind.replace(/^[*_~]{1,3}/, '')];
}

function isBehindWord(before: string): boolean {
  if (closeBefore.test(before) || /[，、；」』）]$/.test(before)) return true;
  if (!BLANKS.some((blank) => before.endsWith(blank))) return false;
  return /[\p{L}\p{N}\p{M},;"”’'»)›—–][*_~]{0,3}$/u.test(before.slice(0, -1));
}

/** The sentence ends there, or is parted. */
function isParted(behind: string): boolean {
  if (/^[，。、；：！？」』）›…—]/.test(behind) || /^[.,;:!?)"”’'»](?=\s|$)/.test(behind)) return true;
  return BLANKS.includes(behind.charAt(0)) && /^[:;!?»—–](?=\s|$)/.test(behind.slice(1));
}

function isBeforeWord(behind: string): boolean {
  if (closeBehind.test(behind) || /^-\p{L}/u.test(behind)) return true;
  return BLANKS.includes(behind.charAt(0)) && /^[*_~]{0,3}[\p{L}\p{N}("“'‘«‹「『（]/u.test(behind.slice(1));
}

/** Alone between marks of markdown, which belong to no word beside it. */
function isMarked(text: string, { at, to }: Tag): boolean {
  const begins = /(?:^|[\s("“])[*_~]{1,3}$/.test(text.slice(0, at));
  return begins && /^[*_~]{1,3}(?![\p{L}\p{N}*_~])/u.test(text.slice(to));
}

/** One word of a sentence, or the name of a type. */
export function isWord(text: string, tag: Tag): boolean {
  const said = text.slice(tag.at, tag.to);
  if (!PLAIN.test(said)) return false;
  if (isMarked(text, tag) || (/^<[A-Z][a-z]/.test(said) && /[\w.]$/.test(text.slice(0, tag.at)))) return true;
  const [before, behind] = besides(text, tag);
  return isBehindWord(before) && (isBeforeWord(behind) || isParted(behind));
}

/** A word behind which its sentence ends or is parted: no end of a thought is one. */
export function isWordBeforePause(text: string, tag: Tag): boolean {
  const [before, behind] = besides(text, tag);
  // With other signs an answer may begin.
  const isPause = isParted(behind) && !/^(?:[…—]|\s[^?!])/.test(behind);
  return PLAIN.test(text.slice(tag.at, tag.to)) && isBehindWord(before) && isPause;
}

/** Called a tag by the sentence itself, behind its article: no thought begins so. */
function isCalledTag(text: string, { at, to }: Tag): boolean {
  const article = /(?<![^\s("“])(?:the|an?|this|that|each|every|its|your|der|das|ein|dem|den) [*_~]{0,3}$/i;
  const noun = /^[*_~]{0,3}[ -](?:tag|element|marker|token)s?(?![\p{L}\p{N}])/iu;
  return PLAIN.test(text.slice(at, to)) && article.test(text.slice(0, at)) && noun.test(text.slice(to));
}

/** Surely a word, whatever comes: of an end before a pause behind it this is so as well. */
export const isSurelyWord = (text: string, tag: Tag) =>
  isWordBeforePause(text, tag) || isCalledTag(text, tag);

/** Between two letters that need no blank: it may be used there as well. */
export function isAmongLetters(text: string, { at, to }: Tag): boolean {
  return closeBefore.test(text.slice(0, at)) && closeBehind.test(text.slice(to));
}

/** Two of which it speaks at once, with a short word between them. */
export function areWords(text: string, begin: Tag, end: Tag): boolean {
  const between = text
    .slice(begin.to, end.at)
    .replace(/^[*_~]{1,3}/, '')
    .replace(/[*_~]{1,3}$/, '');
  const word = between.trim();
  const isShort =
    between.length - between.trimStart().length <= 2 && between.length - between.trimEnd().length <= 2;
  const isJoint =
    /^(?:[和与及或跟と와과、，]|…|\.\.\.|[,&/+-])$/.test(word) ||
    (/^\p{L}{1,5}$/u.test(word) && !new RegExp(CLOSE, 'u').test(word));
  return isShort && isJoint && isWord(text, end);
}
