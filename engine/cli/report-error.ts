import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';

const LINE_LENGTH_MAX = 500;

/** An error as an operator needs it: what failed, on what, and the next step. A stack only for our own mistakes. */
export function errorText(error: unknown): string {
  if (!(error instanceof EngineError)) {
    return `imgate: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  }
  const lines = error.message.split('\n').map((line) => clean(line, LINE_LENGTH_MAX));
  const isList = lines.length > 1;
  const head = isList
    ? [`imgate: ${error.code}:`, ...lines.map((line) => `  ${line}`)]
    : [`imgate: ${error.code}: ${lines[0]}`];
  return [...head, error.remedy, ''].join('\n');
}
