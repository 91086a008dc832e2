// Tags of which a text speaks: they are words of a sentence, and hide nothing (OUT-9, ECH-8).

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const PLAIN = /^[<◁[]\/?[\w:-]{1,40}[>▷\]]$/;
const QUOTES = `"'“”‘’«»„(「『（‹›`;
const END_OF_QUOTE = /^["'“”‘’«»)」』）‹›]/;
/** French has one before some marks that is no plain one. */
const BLANK = '[ \\u00a0\\u202f]';
/** Marks of markdown stand around words, and say nothing about them. */
const MARKS = '[*_~]{0,3}';
/** Letters that stand beside other words without a blank. */
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}ー]';
/** A word, or the end of something that is said besides. */
const WORD_BEFORE = new RegExp(
  `(?:[\\p{L}\\p{N}\\p{M},;"”’'»)›—–]${MARKS}${BLANK}|${UNSPACED}|[，、；」』）])${MARKS}$`,
  'u',
);
const SIGN_BEHIND = `[.,;:!?)"”’'»](?:\\s|$)|[，。、；：！？」』）›…—]|${BLANK}[:;!?»—–](?:\\s|$)`;
/** Of these no answer begins with one: a tag before it ends no thought. */
const PAUSE = new RegExp(
  `^${MARKS}(?:[.,;:!?)"”’'»](?:\\s|$)|[，。、；：！？」』）›]|${BLANK}[?!](?:\\s|$))`,
  'u',
);
const WORD_BEHIND = new RegExp(
  `^${MARKS}(?:${BLANK}${MARKS}[\\p{L}\\p{N}("“'‘«‹「『（]|${SIGN_BEHIND}|${UNSPACED}|-\\p{L})`,
  'u',
);
const LETTER_BEFORE = new RegExp(`${UNSPACED}$`, 'u');
const LETTER_BEHIND = new RegExp(`^${UNSPACED}`, 'u');
/** With marks of its own. */
const MARKED_BEFORE = /(?:^|[\s("“])[*_~]{1,3}$/;
const MARKED_BEHIND = /^[*_~]{1,3}(?![\p{L}\p{N}*_~])/u;
/** As in `Promise<Thought>`. */
const TYPE_BEFORE = /[\w.]$/;
const IS_TYPE = /^<[A-Z][a-z]/;
/** Between two tags that a text speaks of: `and`, a comma, three dots. */
const JOINING = new RegExp(
  `^${MARKS}\\s{0,2}(?:(?:(?!${UNSPACED})\\p{L}){1,5}|[和与及或跟と와과、，]|…|\\.{3}|[,&/+-])\\s{0,2}${MARKS}$`,
  'u',
);
const JOINING_MAX = 20;
const AROUND = 12;
const CALLED_AROUND = 20;
const WORD = /\S*\s*$/;
const WORD_LENGTH = 80;

const before = (text: string, { start }: Stretch) => text.slice(Math.max(0, start - AROUND), start);
const behind = (text: string, { end }: Stretch) => text.slice(end, end + AROUND);
const isPlain = (text: string, { start, end }: Stretch) => PLAIN.test(text.slice(start, end));

/** Whether a tag stands in quotes of its own. */
export function isQuoted(text: string, tag: Stretch): boolean {
  return (
    QUOTES.includes(text[tag.start - 1] ?? '?') && END_OF_QUOTE.test(behind(text, tag)) && isPlain(text, tag)
  );
}

/** Whether a tag stands in a sentence as a word does, or names a type. */
export function isInSentence(text: string, tag: Stretch): boolean {
  const [words, more] = [before(text, tag), behind(text, tag)];
  const stands =
    (WORD_BEFORE.test(words) && WORD_BEHIND.test(more)) ||
    (MARKED_BEFORE.test(words) && MARKED_BEHIND.test(more)) ||
    (TYPE_BEFORE.test(words) && IS_TYPE.test(text.slice(tag.start, tag.start + 3)));
  return stands && isPlain(text, tag);
}

/** Whether it does so, and the sentence ends or pauses behind it, as none does behind a tag that is used. */
export function isBeforePause(text: string, tag: Stretch): boolean {
  return WORD_BEFORE.test(before(text, tag)) && PAUSE.test(behind(text, tag)) && isPlain(text, tag);
}

/** What tags are called, by whoever speaks of one. */
const ARTICLE = /(?:^|[\s("“])(?:the|an?|this|that|each|every|its|your|der|das|ein|dem|den) [*_~]{0,3}$/i;
const CALLED = new RegExp(`^${MARKS}(?: |-)(?:tags?|elements?|markers?|tokens?)(?![\\p{L}\\p{N}])`, 'iu');

/** Whether a tag is called one where it stands, as in `the <think> tag`: no thought begins so. */
export function isCalledTag(text: string, tag: Stretch): boolean {
  const [words, more] = [text.slice(Math.max(0, tag.start - CALLED_AROUND), tag.start), behind(text, tag)];
  return ARTICLE.test(words) && CALLED.test(more) && isPlain(text, tag);
}

/** Whether letters that need no blank stand on both sides: a tag that is used may stand so as well. */
export function isAmongLetters(text: string, tag: Stretch): boolean {
  return LETTER_BEFORE.test(before(text, tag)) && LETTER_BEHIND.test(behind(text, tag));
}

/** Whether a text speaks of two tags at once. */
export function isPair(text: string, begin: Stretch, end: Stretch): boolean {
  const length = end.start - begin.end;
  return length <= JOINING_MAX && JOINING.test(text.slice(begin.end, end.start)) && isInSentence(text, end);
}

/** Where the word before a tag begins: without it nobody sees that the tag is a word as well. */
export function wordBefore(text: string, { start }: Stretch): number {
  return start - WORD.exec(text.slice(Math.max(0, start - WORD_LENGTH), start))![0].length;
}
