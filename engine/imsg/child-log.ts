// What an operator is told of a child: that it starts, that it is ready, why it is not there.

import { EngineError } from '../errors.ts';
import { clean, cleanForeign } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import type { Handshake } from './handshake.ts';
import type { RpcClient } from './rpc-client.ts';

/** Faults in a row after which each further one is logged as an error. */
const FAULTS_BEFORE_ERROR = 10;
const CAUSE_CHARS_MAX = 1_000;
const VERSION_CHARS_MAX = 40;

interface ChildLogOptions {
  readonly name: 'watch' | 'send';
  readonly accountId: string;
  readonly command: string;
  readonly logger: Logger;
}

interface Fault {
  readonly reason: EngineError;
  /** How many in a row this makes. */
  readonly faults: number;
  /** Until it is started again. */
  readonly delayMs: number;
}

interface ChildLog {
  starting(): void;
  ready(handshake: Handshake): void;
  down(launched: RpcClient, fault: Fault): void;
}

export function createChildLog({ name, accountId, command, logger }: ChildLogOptions): ChildLog {
  const say = (message: string) => `[${accountId}] ${name}: ${message}`;
  /** What the child before said of its database: of one outage the next says nothing new. */
  let said: string | null = null;
  return {
    starting: () => logger.info(`[${accountId}] starting imsg (${command})`, { child: name }),
    ready(handshake) {
      const version = handshake.version && clean(handshake.version, VERSION_CHARS_MAX);
      logger.info(say('imsg is ready'), { version });
      const problem = databaseProblem(handshake);
      if (problem !== null && problem !== said) logger.error(say(problem));
      said = problem;
    },
    down(launched, fault) {
      const line = say(faultLine(fault));
      const lastLine = launched.recentNoise().at(-1);
      if (lastLine !== undefined) logger.debug(say(`its last output: ${lastLine}`));
      if (fault.faults >= FAULTS_BEFORE_ERROR) logger.error(line, { ...launched.counts() });
      else logger.warn(line, { ...launched.counts() });
    },
  };
}

/** What a child says of a database that it cannot read; null = it can. */
function databaseProblem({ databaseReady, databaseError }: Handshake): string | null {
  if (databaseReady !== false) return null;
  const { message, remedy } = new EngineError('messages_db_unreadable');
  return `${message} ${cleanForeign(databaseError ?? '', CAUSE_CHARS_MAX)} ${remedy}`;
}

function faultLine({ reason, faults, delayMs }: Fault): string {
  const cause = clean(reason.message, CAUSE_CHARS_MAX).replace(/\.$/, '');
  return `${cause}; restart ${faults} in ${(delayMs / 1000).toFixed(1)} s. ${reason.remedy}`;
}
