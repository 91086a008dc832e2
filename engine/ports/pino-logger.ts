import { type LevelWithSilent, pino } from 'pino';
import { clean } from '../log-text.ts';
import type { Clock } from './clock.ts';
import type { LogFields, Logger } from './logger.ts';

/** Longer texts are cut: a log line is not the place for a whole frame. */
const LOG_TEXT_LENGTH_MAX = 2000;

interface PinoLoggerOptions {
  /** Lines below it are left out. */
  readonly level: LevelWithSilent;
  /** Gets one complete line a call, its line feed included. */
  readonly destination: { write(line: string): void };
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** JSON lines: `{"level":"warn","time":<ms since the epoch>,…fields,"msg":"…"}`. Written at once, no worker. */
export function createPinoLogger({ level, destination, clock }: PinoLoggerOptions): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":${clock.wallMs()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const write =
    (label: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      if (log.isLevelEnabled(label)) log[label](cleanFields(fields), clean(message, LOG_TEXT_LENGTH_MAX));
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** JSON escapes line feeds, but neither U+2028 nor what changes direction. */
function cleanFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' ? clean(value, LOG_TEXT_LENGTH_MAX) : value,
    ]),
  );
}
