import type { Logger } from '../../../engine/ports/logger.ts';

export interface ListLogger extends Logger {
  /** `level message`, in order. */
  readonly lines: readonly string[];
}

export function createListLogger(): ListLogger {
  const lines: string[] = [];
  const log = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}
