/** A whole number as imsg reads it on its command line, with a sign or without; null where it is none. */
export const wholeNumber = (text: string): number | null =>
  /^[+-]?\d{1,18}$/.test(text) ? Number(text) : null;
