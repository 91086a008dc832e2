// What a scenario may say that it covers: requirements by their prefix, failures seen in the field, rulings.

import { suggestion } from './problems.ts';

/** Highest number of each prefix. */
const REQUIREMENTS: Readonly<Record<string, number>> = {
  ACC: 70,
  ACP: 13,
  ACT: 21,
  APR: 17,
  ATT: 26,
  BEY: 7,
  CAP: 8,
  CFG: 77,
  COA: 18,
  CS: 11,
  CWR: 5,
  ECH: 10,
  HIS: 6,
  MID: 6,
  OUT: 18,
  PAIR: 15,
  REC: 24,
  RS: 12,
  SES: 9,
  STA: 10,
  SYS: 4,
  TAP: 9,
  TGT: 8,
  TRN: 15,
};
/** Highest number of each group of failures. */
const FAILURES: Readonly<Record<string, number>> = {
  A: 22,
  B: 15,
  C: 8,
  D: 7,
  E: 4,
  F: 9,
  G: 9,
  H: 18,
  I: 7,
  J: 9,
  K: 7,
};
const RULINGS = 20;

/** What is wrong with an id, or null. */
export function coverProblem(id: string): string | null {
  const [, prefix, number] = /^([A-Z]+)-?([1-9]\d*)[a-z]?$/.exec(id) ?? [];
  if (prefix === undefined) {
    return `"${id}" is no id; expected a requirement (COA-9), a failure (A1) or a ruling (R2)`;
  }
  const isDashed = id.includes('-');
  const highest = isDashed ? REQUIREMENTS[prefix] : prefix === 'R' ? RULINGS : FAILURES[prefix];
  if (highest === undefined) {
    const known = isDashed ? Object.keys(REQUIREMENTS) : [...Object.keys(FAILURES), 'R'];
    return `"${id}": there is no ${prefix}. ${suggestion(prefix, known)}`;
  }
  return Number(number) > highest
    ? `"${id}": ${prefix} ends at ${isDashed ? `${prefix}-` : prefix}${highest}`
    : null;
}
