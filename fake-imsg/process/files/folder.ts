import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createChatDbFile } from '../../chat-db/database/file.ts';
import { createDeviceDb, type NewDeviceSettings } from '../../mac/device-db.ts';
import { refuseRealMessages } from './real-messages.ts';

/** Where things are in a device folder. All paths are absolute. */
export interface DeviceFolder {
  readonly root: string;
  readonly chatDbPath: string;
  readonly attachmentsDir: string;
  readonly deviceDbPath: string;
  /** Ready to be named as a client's `cliPath`. */
  readonly imsgPath: string;
}

export function deviceFolder(dir: string): DeviceFolder {
  const root = resolve(dir);
  const messages = join(root, 'Library', 'Messages');
  return {
    root,
    chatDbPath: join(messages, 'chat.db'),
    attachmentsDir: join(messages, 'Attachments'),
    deviceDbPath: join(root, 'device.db'),
    imsgPath: join(root, 'imsg'),
  };
}

export interface NewDevice extends NewDeviceSettings {
  /** Absolute path of the fake `imsg` that the device's own executable runs. */
  readonly imsgProgram: string;
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function entriesOf(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Makes a device in a folder that does not exist or is empty. */
export function createDeviceFolder(dir: string, { imsgProgram, ...settings }: NewDevice): DeviceFolder {
  const folder = deviceFolder(dir);
  refuseRealMessages(folder.chatDbPath);
  if (entriesOf(folder.root).length > 0) {
    throw new Error(`${dir} is not empty; name a new folder, or remove this one first.`);
  }
  mkdirSync(folder.attachmentsDir, { recursive: true });
  createChatDbFile(folder.chatDbPath);
  createDeviceDb(folder.deviceDbPath, settings);
  const build = settings.build === undefined ? '' : `: "\${FAKE_IMSG_BUILD:=${settings.build}}"\n`;
  writeFileSync(
    folder.imsgPath,
    `#!/bin/sh\nFAKE_IMSG_DEVICE=${shellQuoted(folder.root)}\nexport FAKE_IMSG_DEVICE\n` +
      `${build && `${build}export FAKE_IMSG_BUILD\n`}exec ${shellQuoted(imsgProgram)} "$@"\n`,
  );
  chmodSync(folder.imsgPath, 0o755);
  return folder;
}
