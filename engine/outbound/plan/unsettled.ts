// What follows may change what is for people to see of a text that is still being written: code that is open, an element that is
// for nobody, half a mark.

import { CODE_TOKEN } from '../../message/code.ts';
import { STRING, STRING_END } from '../../message/plain-text.ts';
import { openElementIn } from './elements.ts';

const TOKEN = new RegExp(CODE_TOKEN, 'g');
/** Strings for terminals, by what begins them, up to what ends them. */
const CONTROL = new RegExp(`${STRING}(?:(?!${STRING_END})[^])*(${STRING_END})?`, 'g');
/** What begins a sequence for terminals. */
const ESCAPE = String.raw`[\u001b\u009b]`;
/** Marks that may be half written, at the end of what there is. */
const HALF = [
  // With the word before it, which may make it one itself.
  /(?:[^\s`<>◁▷]{1,80}[ \t]{1,8})?[<◁][^<>◁▷]{0,240}(?:[>▷] ?)?$/,
  // What was given to a call of a tool may follow it.
  /\[tool call[^\n]{0,320}\s{0,8}\w{0,9}$/i,
  /<[|｜][^|｜<>\n]{0,64}[|｜]?$/,
  /\[\[[^\]\n]{0,320}\]?$/,
  // The words of a link, and its address.
  /\[[^[\]\n]{0,320}(?:\](?:\([^()\s]{0,320})?)?$/,
  new RegExp(`${ESCAPE}(?:(?!${ESCAPE})[^]){0,32}$`),
];
/** None of them is longer. */
const TAIL = 750;

/** From where on it may yet be something else; the length of the text = nowhere. */
export function unsettledFrom(text: string): number {
  return Math.min(openElementIn(text), openCodeIn(text), openControlIn(text), halfMarkIn(text));
}

/** A block of code that is open, or a span in the last line that may be one. */
function openCodeIn(text: string): number {
  const lastLine = text.lastIndexOf('\n') + 1;
  for (const { index, 0: token } of text.matchAll(TOKEN))
    if (token === '```' || token === '~~~' || (index >= lastLine && (token === '`' || token === '``')))
      return index;
  return text.length;
}

function openControlIn(text: string): number {
  for (const { index, 1: end } of text.matchAll(CONTROL)) if (end === undefined) return index;
  return text.length;
}

function halfMarkIn(text: string): number {
  const start = Math.max(0, text.length - TAIL);
  const tail = text.slice(start);
  const found = HALF.map((half) => tail.search(half)).filter((at) => at >= 0);
  return start + Math.min(tail.length, ...found);
}
