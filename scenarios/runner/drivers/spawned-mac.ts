import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../../engine/ports/clock.ts';
import { DEFAULT_OWNER_HANDLE } from '../../../fake-imsg/chat-db/owner.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import { createDeviceFolder } from '../../../fake-imsg/device/folder.ts';
import { openFolderDevice } from '../../../fake-imsg/device/folder-device.ts';
import { createSystemIds } from '../../../fake-imsg/device/ids.ts';
import { environmentFacts } from '../../../fake-imsg/environments/environments.ts';
import type { Scenario } from '../scenario.ts';

/** A Mac in a folder, with an imsg that runs in the time of the test. */
export interface SpawnedMac {
  readonly device: Device;
  readonly chatDbPath: string;
  /** A client takes it as its cliPath. */
  readonly imsgPath: string;
  /** What children started from now on find in their environment, beside the time. */
  setFaults(faults: string): void;
}

export interface FastTime {
  readonly rate: number;
  /** When it showed the true time, in Unix milliseconds. */
  readonly startMs: number;
}

export function createSpawnedMac(
  folder: string,
  scenario: Scenario,
  time: FastTime,
  clock: Clock,
): SpawnedMac {
  const mac = createDeviceFolder(join(folder, 'mac'), {
    facts: environmentFacts(scenario.environment),
    ownerHandle: DEFAULT_OWNER_HANDLE,
    imsgProgram: fileURLToPath(new URL('../../../fake-imsg/imsg', import.meta.url)),
  });
  const imsgPath = join(folder, 'imsg');
  const writeWrapper = (faults: string) => {
    const variables = {
      FAKE_IMSG_CLOCK_RATE: String(time.rate),
      FAKE_IMSG_CLOCK_START: String(time.startMs),
      FAKE_IMSG_BUILD: scenario.build ?? '',
      FAKE_IMSG_FAULTS: faults,
    };
    const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
    writeFileSync(imsgPath, ['#!/bin/sh', ...exports, `exec ${quoted(mac.imsgPath)} "$@"`, ''].join('\n'));
    chmodSync(imsgPath, 0o755);
  };
  writeWrapper('');
  return {
    device: openFolderDevice(mac.root, { clock, ids: createSystemIds() }),
    chatDbPath: mac.chatDbPath,
    imsgPath,
    setFaults: writeWrapper,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
