// How faults are written, as patterns for editors; the fake itself says what is wrong with one.

import type { FaultEntry } from '../../fake-imsg/faults/entry.ts';
import { FAULTS } from '../../fake-imsg/faults/registry.ts';

const TIME = '\\d+(?:\\.\\d+)?(?:ms|s|m|h)';
/** A number of an error: any whole one but 0. */
const ERROR = '(?:=(?:-?[1-9]\\d{0,4})?)?';
const NUMBER = '[1-9]\\d{0,9}';
/** Up to the next semicolon. */
const ANY = '(?:\\\\;|[^;])*';
/** Up to the trigger. */
const VALUE = '(?:\\\\;|[^;@]|@(?!(?:count|time|match|first|chance):))';

const TRIGGER = `@(?:count:[1-9]\\d*(?:\\+|-[1-9]\\d*)?|time:${TIME}|(?:match|first):${ANY}|chance:(?:0(?:\\.\\d+)?|1(?:\\.0+)?)(?:,${ANY})?)`;

/** What stands behind the `=`, by the name of the fault; all others take any text or none. */
const VALUES: Readonly<Record<string, string>> = {
  banner: `=${VALUE}+`,
  chunks: `(?:=(?:${NUMBER})?)?`,
  'endless-line': `(?:=(?:${NUMBER})?)?`,
  exit: '(?:=(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])?)?',
  late: `=${TIME}`,
  latency: `=${TIME}(?:-${TIME})?`,
  never: '=?',
  'no-newline': '=?',
  'send-fails': ERROR,
  'send-flips': `(?:=(?:${TIME})?)?`,
  'send-late': `(?:=(?:${TIME})?)?`,
  'send-twice': `(?:=(?:${TIME})?)?`,
  'send-unknown': ERROR,
  signal: '(?:=(?:SIGKILL|SIGTERM|SIGSEGV|SIGABRT|SIGHUP|SIGINT)?)?',
  stall: `(?:=(?:${TIME})?)?`,
  torn: `(?:=(?:${NUMBER})?)?`,
  twice: '=?',
  unread: `(?:=(?:${TIME})?)?`,
};

function patternOf([name, { kind }]: [string, FaultEntry]): string {
  if (kind === 'mac') return `${name}=?`;
  return `${name}${VALUES[name] ?? `(?:=${VALUE}*)?`}(?:${TRIGGER})?`;
}

const faults = Object.entries(FAULTS);
const ofProcess = faults.filter(([, { kind }]) => kind === 'bytes');
const one = `\\s*(?:${ofProcess.map(patternOf).join('|')})\\s*`;

/** Any number of faults of processes, as in FAKE_IMSG_FAULTS. */
export const FAULTS_TEXT = `^(?:${one}|\\s*)(?:;(?:${one}|\\s*))*$`;

/** One fault of any kind, as an event has it. */
export const FAULT_TEXT = `^\\s*(?:${faults.map(patternOf).join('|')})\\s*$`;
