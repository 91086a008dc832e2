// What imsg says of a file that is no database.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileDevice } from '../../../../fake-imsg/process/files/file-device.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

function deviceOfJunk() {
  const path = join(temporaryFolder(), 'chat.db');
  writeFileSync(
    path,
    'This is a text, and no database of any kind, although it is as long as the head of one. '.repeat(8),
  );
  const clock = createManualClock();
  const device = openFileDevice(path, { clock, ids: countingIds() });
  onTestFinished(() => device.close());
  return { device, clock };
}

describe('a file that is no database (wire-11.4)', () => {
  it.each(['0.5.0', '0.9.0', 'current'])('is named by the command line of %s', (build) => {
    const { device } = deviceOfJunk();
    const { lines, exitCode } = startTestImsg(device, { argv: ['chats'], env: { FAKE_IMSG_BUILD: build } });
    expect(lines).toEqual(['file is not a database (code: 26)']);
    expect(exitCode()).toBe(1);
  });

  it.each(['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.13.4'])(
    'lets rpc of %s start, and fails each request',
    async (build) => {
      const { device, clock } = deviceOfJunk();
      const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: build } });
      const methods = ['chats.list', 'messages.history', 'watch.subscribe'];
      for (const method of methods) imsg.ask(method, method, { chat_id: 1 });
      imsg.end();
      await clock.advance(0);
      for (const method of methods) {
        expect(imsg.answer(method).error).toEqual({
          code: -32603,
          message: 'Internal error',
          data: 'The operation couldn’t be completed. (SQLite.Result error 0.)',
        });
      }
      expect(imsg.exitCode()).toBe(0);
    },
  );
});
