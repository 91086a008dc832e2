// Code within a text: what stands there is meant to be seen as it is.

const BLOCK = '```';
const SPAN = '`[^`\\n]*`';

/** As parts of patterns. A block that is left open goes to the end of the text; a span stays within its line. */
export const CODE_BLOCK = `${BLOCK}[^]*?(?:${BLOCK}|(?![^]))`;
export const CODE = `${CODE_BLOCK}|${SPAN}`;
/** A block that is left open is none. */
export const CLOSED_CODE = `${BLOCK}[^]*?${BLOCK}|${SPAN}`;
