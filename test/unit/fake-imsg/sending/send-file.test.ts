import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device, Facts } from '../../../../fake-imsg/device/device.ts';
import { basic, bridge } from '../../../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../../fake-imsg/process/files/folder-device.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

let root: string;
const open: Device[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  writeFileSync(join(root, 'Invoice.pdf'), 'a bill');
});

afterEach(() => {
  for (const device of open.splice(0)) device.close();
  rmSync(root, { recursive: true });
});

async function start(facts: Facts, build = 'current') {
  const clock = createManualClock(Date.UTC(2026, 0, 5));
  const folder = createDeviceFolder(join(root, 'mac'), {
    facts,
    ownerHandle: '+15550000001',
    imsgProgram: '/opt/imsg',
  });
  const device = openFolderDevice(folder.root, { clock, ids: countingIds() });
  open.push(device);
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await clock.advance(1000);
  device.step();
  const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: build } });
  const ask = async (method: string, params: object) => {
    imsg.ask(method, method, params);
    for (let second = 0; second < 12; second += 1) {
      await clock.advance(1000);
      device.step();
    }
    return imsg.answer(method);
  };
  return { folder, device, ask };
}

describe('a file of this computer (wire-6.1)', () => {
  it.each([
    ['by script', basic],
    ['over the bridge', bridge],
  ])('is copied to the Mac and is there for whoever reads the message, %s', async (_way, facts) => {
    const { folder, device, ask } = await start(facts);
    const { result } = await ask('send', { chat_id: 1, file: join(root, 'Invoice.pdf') });
    expect(result.ok).toBe(true);
    expect(device.sent()).toMatchObject([{ text: '', file: 'Invoice.pdf' }]);
    const history = await ask('messages.history', { chat_id: 1, attachments: true });
    const [attachment] = history.result.messages[0].attachments;
    expect(attachment).toMatchObject({
      transfer_name: 'Invoice.pdf',
      mime_type: 'application/pdf',
      total_bytes: 6,
      missing: false,
    });
    expect(attachment.original_path.startsWith(join(folder.attachmentsDir, 'imsg'))).toBe(true);
    expect(readFileSync(attachment.original_path, 'utf8')).toBe('a bill');
  });

  it.each([
    ['0.9.0', 'AppleScript failed: Attachment not found at /nowhere/a.pdf'],
    ['current', 'AppleScript failed: Attachment not found at /nowhere/a.pdf'],
  ])('that is not there is not sent (%s)', async (build, data) => {
    const { folder, device, ask } = await start(basic, build);
    const { error } = await ask('send', { chat_id: 1, file: '/nowhere/a.pdf' });
    expect(error).toEqual({ code: -32603, message: 'Internal error', data });
    expect(device.sent()).toEqual([]);
    expect(existsSync(join(folder.attachmentsDir, 'imsg'))).toBe(false);
  });

  it('that is not there has not started over the bridge alone', async () => {
    const { ask } = await start(bridge);
    const { error } = await ask('send', { chat_id: 1, file: '/nowhere/a.pdf', transport: 'bridge' });
    expect(error.data).toMatchObject({
      disposition: 'not_started',
      operation: 'send-attachment',
      detail: 'The attachment could not be staged before bridge dispatch.',
    });
  });
});
