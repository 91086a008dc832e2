import { defaultPlaces } from '../../../../engine/cli/places.ts';
import { beside, type Terminal } from '../../../../engine/cli/terminal.ts';
import { createSystemClock } from '../../../../engine/ports/clock.ts';

export interface TerminalRecorder extends Terminal {
  stdout: string;
  stderr: string;
}

/** A terminal whose files are given by name, and its variables; it keeps what is printed. */
export function recordTerminal(
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): TerminalRecorder {
  const recorder: TerminalRecorder = {
    stdout: '',
    stderr: '',
    places: defaultPlaces(env, '/home/ada'),
    ...beside(createSystemClock()),
    out: (text) => {
      recorder.stdout += text;
    },
    err: (text) => {
      recorder.stderr += text;
    },
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) {
        const message = `ENOENT: no such file or directory, open '${path}'`;
        throw Object.assign(new Error(message), { code: 'ENOENT' });
      }
      return text;
    },
  };
  return recorder;
}
