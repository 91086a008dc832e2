// SQLite writes its log before a commit can be seen. A process of the device that was woken by that write
// alone could look too early, find nothing due, and sleep on beside a message that was never delivered.

import { watch } from 'node:fs';
import { basename } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { ALICE } from '../support/scenarios/stories.ts';

it('whoever watches the agenda of a device is woken again once what was added can be seen', async () => {
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, REAL_TIME);
  const touched = new Promise<void>((resolve) => {
    const watcher = watch(folder.root, (_event, name) => {
      // The database itself: its log is what is written first.
      if (name === basename(folder.deviceDbPath)) resolve();
    });
    onTestFinished(() => watcher.close());
  });
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await touched;
});
