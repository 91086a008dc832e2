import { clean, cleanForeign } from '../log-text.ts';
import type { Clock } from './clock.ts';
import { agentEnvironment, toolEnvironment } from './environment.ts';
import type { Logger } from './logger.ts';
import type { ProgramEnd, Programs } from './programs.ts';
import { PRINTED_MAX, runProgram } from './run-program.ts';

const COMMAND_SHOWN_MAX = 200;
const NOTHING = new Uint8Array();

/** Programs of this machine. What they print on stderr is logged at debug. */
export function createSystemPrograms(clock: Clock, logger: Pick<Logger, 'debug'>): Programs {
  return {
    async run({ input = NOTHING, environment = 'tools', ...request }, signal): Promise<ProgramEnd> {
      const env =
        environment === 'all' ? agentEnvironment(process.env, null, {}) : toolEnvironment(process.env);
      const { failure, isAbsent, output, printed } = await runProgram(
        { ...request, input, env },
        clock,
        signal,
      );
      const said = cleanForeign(printed, PRINTED_MAX);
      if (said !== '') logger.debug(`${clean(request.command, COMMAND_SHOWN_MAX)} printed: ${said}`);
      if (failure === null) return { failure, output };
      if (isAbsent) return { failure: { code: 'absent', why: 'is not there' }, output: NOTHING };
      return { failure: { code: 'failed', why: failure }, output: NOTHING };
    },
  };
}
