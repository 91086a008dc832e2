import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_OWNER_HANDLE } from '../../../fake-imsg/chat-db/schema/owner.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import { createSystemIds } from '../../../fake-imsg/device/ids.ts';
import { environmentFacts } from '../../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../fake-imsg/process/files/folder-device.ts';
import type { Scenario } from '../scenario.ts';
import type { PacedClock } from './paced-clock.ts';

/** A Mac in a folder, with an imsg that runs in the time of the test. */
interface SpawnedMac {
  readonly device: Device;
  readonly chatDbPath: string;
  /** A client takes it as its cliPath. */
  readonly imsgPath: string;
  /** What children started from now on suffer, in the notation of FAKE_IMSG_FAULTS. */
  writeProgram(faults: string): void;
}

export function createSpawnedMac(folder: string, scenario: Scenario, clock: PacedClock): SpawnedMac {
  const mac = createDeviceFolder(join(folder, 'mac'), {
    facts: environmentFacts(scenario.environment),
    ownerHandle: scenario.owner ?? DEFAULT_OWNER_HANDLE,
    imsgProgram: imsgProgram(),
  });
  const imsgPath = join(folder, 'imsg');
  const writeProgram = (faults: string) => {
    const variables = {
      FAKE_IMSG_CLOCK_FILE: clock.path,
      FAKE_IMSG_BUILD: scenario.build ?? '',
      FAKE_IMSG_FAULTS: faults,
    };
    const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
    writeFileSync(imsgPath, ['#!/bin/sh', ...exports, `exec ${quoted(mac.imsgPath)} "$@"`, ''].join('\n'));
    chmodSync(imsgPath, 0o755);
  };
  return {
    device: openFolderDevice(mac.root, { clock, ids: createSystemIds() }),
    chatDbPath: mac.chatDbPath,
    imsgPath,
    writeProgram,
  };
}

/** The fake `imsg`, beside the sources or above `dist/`. */
function imsgProgram(): string {
  const beside = fileURLToPath(new URL('../../../fake-imsg/imsg', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../../fake-imsg/imsg', import.meta.url));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
