// A Mac in a folder, a store beside it, and the configuration of the gateway that serves both.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSystemClock } from '../../fake-imsg/device/clock.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import { createSystemIds } from '../../fake-imsg/device/ids.ts';
import { basic } from '../../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../fake-imsg/process/files/folder-device.ts';
import { answerCommand } from './answer.ts';
import { ADMITTED } from './people.ts';

export interface Home {
  readonly folder: DeviceFolder;
  /** Its own hold on the Mac. */
  readonly device: Device;
  readonly stateDir: string;
  readonly config: object;
  readonly configPath: string;
  /** For the gateway and what it starts. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** Long enough for a link to come within it, short enough that nothing waits for it. */
const WINDOW_MS = 300;
/** A turn that was run may be run again as often as its gateway is killed. */
const FAILURES_MAX = 1_000;

export function createHome(): Home {
  const root = mkdtempSync(join(tmpdir(), 'imgate-kills-'));
  const stateDir = join(root, 'state');
  const configPath = join(root, 'imgate.json5');
  mkdirSync(join(root, 'compiled'));
  const folder = createDeviceFolder(join(root, 'mac'), {
    facts: basic,
    ownerHandle: '+15550000001',
    imsgProgram: fileURLToPath(new URL('../../fake-imsg/imsg', import.meta.url)),
  });
  const config = {
    stateDir,
    channels: {
      imessage: {
        cliPath: folder.imsgPath,
        dbPath: folder.chatDbPath,
        dmPolicy: 'allowlist',
        allowFrom: ADMITTED,
        coalesceSameSenderDms: true,
        outbound: { sendsPerConversation: { minute: 0, hour: 0 }, sendsPerAccount: { minute: 0, hour: 0 } },
        catchup: { enabled: true, maxFailureRetries: FAILURES_MAX },
      },
    },
    messages: { inbound: { byChannel: { imessage: WINDOW_MS } } },
    agents: { list: [{ id: 'main', type: 'command', command: answerCommand, turnsMax: 8 }] },
  };
  writeFileSync(configPath, JSON.stringify(config));
  const device = openFolderDevice(folder.root, { clock: createSystemClock(), ids: createSystemIds() });
  return {
    folder,
    device,
    stateDir,
    config,
    configPath,
    // A gateway that is started a thousand times need not be compiled each time.
    env: { NODE_COMPILE_CACHE: join(root, 'compiled') },
    remove() {
      device.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
