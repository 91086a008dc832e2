// Code within a text: what stands there is meant to be seen as it is.

const BLOCK = '```';
const SPAN = '`[^`\\n]*`';
/** Between two ticks each, where a single one may stand. */
const DOUBLE_SPAN = '(?<!`)``(?:[^`\\n]|`(?!`))+``(?!`)';
/** These begin a line. */
const TILDES = '(?<=(?<![^\\n])[ \\t]{0,3})~~~';
const TILDE_BLOCK = `${TILDES}[^]*?\\n[ \\t]{0,3}~~~`;

/** As parts of patterns. A block that is left open goes to the end of the text; a span stays within its line. */
export const CODE_BLOCK = `${BLOCK}[^]*?(?:${BLOCK}|(?![^]))`;
export const CODE = `${CODE_BLOCK}|${SPAN}`;
/** A block that is left open is none. */
export const CLOSED_CODE = `${BLOCK}[^]*?${BLOCK}|${TILDE_BLOCK}|${DOUBLE_SPAN}|${SPAN}`;
/** Code, and what may be the begin of some. */
export const CODE_TOKEN = `${BLOCK}[^]*?${BLOCK}|${BLOCK}|${TILDE_BLOCK}|${TILDES}|${DOUBLE_SPAN}|${SPAN}|\``;
