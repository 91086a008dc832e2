// How a value is written so that it looks like what stands around it.

import type { ObjectNode } from '@humanwhocodes/momoa';
import JSON5 from 'json5';

/** Longer ones are written one entry a line. */
const LINE_LENGTH_MAX = 60;
const STEP = '  ';

interface Style {
  /** Whether the text is JSON, which knows fewer forms. */
  readonly isJson: boolean;
  readonly newline: string;
  /** Of the line on which the value begins. */
  readonly indent: string;
}

/** @param deeper By how many steps the line is to be indented more than the one at `at`. */
export function styleOf(text: string, at: number, deeper = 0): Style {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const indent = /^[ \t]*/.exec(line)![0] + STEP.repeat(deeper);
  return { isJson: isJson(text), newline: text.includes('\r\n') ? '\r\n' : '\n', indent };
}

export function valueText(value: unknown, { isJson, newline, indent }: Style): string {
  const short = printed(value, isJson, '');
  const isLong = short.length > LINE_LENGTH_MAX && typeof value === 'object';
  if (!isLong) return short;
  return printed(value, isJson, STEP).replaceAll('\n', `${newline}${indent}`);
}

/** As those beside it: bare, or in quotation marks. */
export function keyText(key: string, { isJson }: Style, { members }: ObjectNode): string {
  const areQuoted = isJson || (members.length > 0 && members.every(({ name }) => name.type === 'String'));
  return /^[A-Za-z_$][\w$]*$/.test(key) && !areQuoted ? key : JSON.stringify(key);
}

function printed(value: unknown, asJson: boolean, space: string): string {
  return asJson ? JSON.stringify(value, null, space) : JSON5.stringify(value, { quote: '"', space });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
