import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

const FAKE_MAC = join(import.meta.dirname, '../../fake-imsg/fake-mac');

async function createMac(): Promise<{ dir: string; imsg: string; chatDb: string }> {
  const parent = mkdtempSync(join(tmpdir(), 'mac-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const { stdout } = await execa(FAKE_MAC, ['init', join(parent, 'mac'), '--json']);
  return JSON.parse(stdout);
}

test('a reply leaves the Mac', async () => {
  const mac = await createMac();
  await execa(FAKE_MAC, ['text', mac.dir, 'Are you there?', '--from', '+15550001111']);
  // Your client goes here; this one asks for a single thing.
  const call = { jsonrpc: '2.0', id: 1, method: 'send', params: { to: '+15550001111', text: 'Yes' } };
  const { stdout } = await execa(mac.imsg, ['rpc'], { input: `${JSON.stringify(call)}\n` });
  expect(JSON.parse(stdout).result.ok).toBe(true);
  const sent = await execa(FAKE_MAC, ['sent', mac.dir, '--json']);
  expect(JSON.parse(sent.stdout)).toMatchObject({ chatGuid: 'any;-;+15550001111', text: 'Yes' });
});
