// Everything a child says that is no frame: banners and error prose on stdout, diagnostics on stderr. imsg
// prints its errors on stdout (wire-1.1), so both count when it has to be said why a child ended. Its words are in the
// debug log only: they may be anybody's (ruling-38).

import { cleanForeign } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import { foreignWords, thrownKind } from '../thrown.ts';
import { createFramer } from './framing.ts';
import { lacksRpcCommand, namesDiskAccess } from './rpc-error.ts';

const LINE_CHARS_MAX = 200;
const LINES_KEPT = 20;
/** Warnings about one child; what comes after is only counted, or a flood would fill the log. */
const WARNINGS_MAX = 20;
const STDERR_LINE_BYTES_MAX = 64 * 1024;

export interface ChildNoise {
  /** Lines on stdout that are not JSON. */
  unparsedLines(): number;
  /** Frames refused for their length. */
  oversizeLines(): number;
  /** A line has named Full Disk Access and chat.db (TRN-5). */
  deniesDiskAccess(): boolean;
  /** A line has said that there is no command `rpc`. */
  lacksRpc(): boolean;
  /** The last 20 lines that were not frames, cleaned, oldest first. */
  recent(): readonly string[];
  unparsed(line: string): void;
  /** A frame that those who should handle it could not. Counted like a line that is no JSON. */
  unhandled(error: unknown): void;
  oversize(bytes: number): void;
  /** A frame that nobody expects: what it is, and the words of it. */
  stray(what: string, words: string): void;
  stderr(chunk: Uint8Array): void;
  stderrEnd(): void;
}

/** @param onDamaged A line was lost that may have held a frame: torn, glued to another or too long (ruling-27). */
export function createChildNoise(logger: Logger, onDamaged: () => void): ChildNoise {
  const recent: string[] = [];
  let warnings = 0;
  let unparsedLines = 0;
  let oversizeLines = 0;
  let deniesDiskAccess = false;
  let lacksRpc = false;

  /** `words` are those of the child. */
  const warn = (message: string, words?: string) => {
    warnings += 1;
    if (warnings > WARNINGS_MAX) return;
    logger.warn(message);
    if (words !== undefined) logger.debug(`imsg rpc: ${words}`);
    if (warnings === WARNINGS_MAX) logger.warn('imsg rpc: further faults of this child are only counted');
  };
  const keep = (line: string) => {
    if (namesDiskAccess(line)) deniesDiskAccess = true;
    if (lacksRpcCommand(line)) lacksRpc = true;
    const cleaned = describeLine(line);
    recent.push(cleaned);
    if (recent.length > LINES_KEPT) recent.shift();
    return cleaned;
  };
  const stderrFramer = createFramer({
    frameBytesMax: STDERR_LINE_BYTES_MAX,
    onFrame: (bytes) => logger.debug(`imsg rpc: ${keep(bytes.toString())}`),
    onOversize: (bytes) => logger.debug(`imsg rpc: stderr line of more than ${bytes} bytes dropped`),
  });

  return {
    unparsedLines: () => unparsedLines,
    oversizeLines: () => oversizeLines,
    deniesDiskAccess: () => deniesDiskAccess,
    lacksRpc: () => lacksRpc,
    recent: () => [...recent],
    unparsed(line) {
      unparsedLines += 1;
      warn(`imsg rpc: failed to parse a line of ${line.length} characters`, keep(line));
      if (unparsedLines === 1) {
        warn(
          'imsg rpc: stdout must carry JSON lines only; check what cliPath or a login shell behind it prints',
        );
      }
      if (isDamaged(line)) onDamaged();
    },
    unhandled(error) {
      unparsedLines += 1;
      warn(`imsg rpc: a frame cannot be handled (${thrownKind(error)})`, foreignWords(error, LINE_CHARS_MAX));
    },
    oversize(bytes) {
      oversizeLines += 1;
      warn(
        `imsg rpc: a line of more than ${bytes} bytes is dropped up to its end; check that cliPath runs imsg`,
      );
      onDamaged();
    },
    stray: (what, words) => warn(`imsg rpc: dropped ${what}`, cleanForeign(words, LINE_CHARS_MAX)),
    stderr: (chunk) => stderrFramer.push(chunk),
    stderrEnd: () => stderrFramer.end(),
  };
}

/** Other text is what a wrapper or a login shell prints. */
function isDamaged(line: string): boolean {
  return line.includes('{"') || line.includes('"jsonrpc"');
}

/**
 * A line as it may stand in a log. What looks like a torn frame may hold somebody's message, so only its
 * length is told (logs carry no bodies), also in the debug log.
 */
function describeLine(line: string): string {
  const looksLikeFrame = /^\s*\{|"[:,}\]]/.test(line);
  return looksLikeFrame ? `a torn frame of ${line.length} characters` : cleanForeign(line, LINE_CHARS_MAX);
}
