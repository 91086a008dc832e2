// SQLite says that it cannot open a file, and not why.

import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './system-failures.ts';

/**
 * What the system says about it, in its words; null = `error` was something else, or the file can be opened. The file
 * itself is not opened: closing it would end the locks that this process has on it.
 */
export function whyNotOpened(error: unknown, path: string, isToBeWritten: boolean): Error | null {
  if (systemCode(error) !== 'SQLITE_CANTOPEN') return null;
  try {
    closeSync(openSync('/dev/null', constants.O_RDONLY));
    accessSync(path, isToBeWritten ? constants.R_OK | constants.W_OK : constants.R_OK);
    // What lies beside the file is made when it is opened.
    if (isToBeWritten) accessSync(dirname(path), constants.W_OK);
    return null;
  } catch (why) {
    const { code, message } = why as NodeJS.ErrnoException;
    // Which file it was asked about is no matter.
    return Object.assign(new Error(message.split(',')[0]), { code });
  }
}
