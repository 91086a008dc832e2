import { nearestKey } from '../config/nearest-key.ts';
import { ERRORS, type ErrorCode, type ErrorRow } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Terminal } from './terminal.ts';

/** `imgate errors [CODE]`: the registry, or one row of it. False when there is no such code. */
export function listErrors(code: string | undefined, terminal: Terminal): boolean {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  if (code === undefined) {
    terminal.out(codes.map(entry).join('\n'));
    return true;
  }
  const known = codes.find((candidate) => candidate === code);
  if (known !== undefined) {
    terminal.out(entry(known));
    return true;
  }
  const nearest = nearestKey(code, codes);
  const hint = nearest === null ? 'imgate errors shows all there are.' : `Did you mean ${nearest}?`;
  terminal.err(`imgate: no error has the code "${clean(code, 64)}". ${hint}\n`);
  return false;
}

function entry(code: ErrorCode): string {
  const { meaning, outcome, remedy }: ErrorRow = ERRORS[code];
  return `${code} (${outcome})\n  ${meaning}\n  ${remedy}\n`;
}
