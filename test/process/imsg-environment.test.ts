import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

it('imsg gets none of the gateway’s secrets, and what its account adds (ruling-38)', async () => {
  const folder = temporaryFolder();
  const cliPath = join(folder, 'imsg');
  // Its words are in the debug log only.
  writeFileSync(cliPath, '#!/bin/sh\necho "key=$MODEL_KEY added=$ADDED tool=$IMSG_TOOL" >&2\nexit 3\n', {
    mode: 0o755,
  });
  const { channels, ...rest } = openConfig({ stateDir: temporaryFolder(), cliPath }) as {
    channels: { imessage: object };
  };
  const config = { ...rest, channels: { imessage: { ...channels.imessage, env: { ADDED: 'yes' } } } };
  const imgate = startImgate(config, { MODEL_KEY: 'secret', IMSG_TOOL: 'on' }, ['--verbose']);
  onTestFinished(() => void imgate.kill());
  const { level } = await imgate.said('key= added=yes tool=on');
  expect(level).toBe('debug');
  expect(JSON.stringify(imgate.log)).not.toContain('secret');
  expect(await imgate.stop()).toBe(0);
});
