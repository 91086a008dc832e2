import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSystemClock } from '../device/clock.ts';
import type { Macs } from '../mac-commands/macs.ts';
import { createDeviceFolder, deviceFolder } from './files/folder.ts';
import { readRecordFrom, recordPath } from './files/record-file.ts';
import { resetDeviceFolder } from './files/reset-folder.ts';
import { packageVersion } from './package-version.ts';
import { withDevice } from './with-device.ts';

/** The Macs in folders of this computer. */
export const realMacs: Macs = {
  clock: createSystemClock(),
  version: packageVersion,
  create: (dir, options) => createDeviceFolder(dir, { ...options, imsgProgram: imsgProgram() }),
  open: withDevice,
  reset: resetDeviceFolder,
  readRecord: (dir, from) => readRecordFrom(recordPath(deviceFolder(dir).root), from),
  writeAttachment(dir, path, bytes) {
    const file = join(deviceFolder(dir).attachmentsDir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  },
};

/** The fake `imsg`, beside the sources or above `dist/`. */
function imsgProgram(): string {
  const beside = fileURLToPath(new URL('../imsg', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../fake-imsg/imsg', import.meta.url));
}
