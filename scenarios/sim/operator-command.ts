// A command of imgate, run in this process beside a gateway: what it prints and how it ends.

import { runProgram } from '../../engine/cli/program.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';

export interface CommandEnd {
  readonly exitCode: number;
  /** All that it printed, errors as well. */
  readonly output: string;
}

export interface BesideGateway extends Pick<Terminal, 'clock' | 'gatewayAt' | 'journalAt' | 'disk'> {
  /** As the file has it that the command reads. */
  readonly config: object;
}

/** Where the file of the configuration is for whoever runs it. */
const CONFIG_FILE = '/sim/imgate.json5';

/**
 * Resolves once the command asks for the gateway or its journal, or has ended, and no sooner: until then it loads what it
 * is made of, for which no time of a world may pass. `onEnd` gets what it comes to.
 */
export function runCommand(
  args: readonly string[],
  { config, clock, gatewayAt, journalAt, disk }: BesideGateway,
  onEnd: (end: CommandEnd) => void,
): Promise<void> {
  return new Promise((begun) => {
    let output = '';
    const print = (text: string) => {
      output += text;
    };
    const terminal: Terminal = {
      out: print,
      err: print,
      readFile(path) {
        if (path === CONFIG_FILE) return JSON.stringify(config, null, 2);
        throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      },
      places: { home: '/sim', configFile: CONFIG_FILE, isConfigNamed: false, stateDir: '/sim/state' },
      clock,
      disk,
      gatewayAt(stateDir) {
        begun();
        return gatewayAt(stateDir);
      },
      journalAt(stateDir) {
        begun();
        return journalAt(stateDir);
      },
    };
    void runProgram(args, terminal, 'as the sources have it').then((exitCode) => {
      onEnd({ exitCode, output });
      begun();
    });
  });
}
