import { describe, expect, it } from 'vitest';
import { launchBridge } from '../../../../engine/imsg/launch.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';

async function launched(output: string | null) {
  const clock = createManualClock();
  const fake = createFakeSpawn((child) => {
    if (output === null) return;
    child.says(output);
    setImmediate(() => child.exits());
  });
  const waits = { clock, ending: new AbortController().signal };
  const launching = launchBridge(fake.spawn, 'imsg', waits);
  if (output === null) {
    await clock.advance(30_000);
    fake.children[0]!.exits();
  }
  const { outcome } = await launching;
  return { outcome, args: fake.children[0]!.request.args };
}

const failure = (error: string) =>
  `${JSON.stringify({ status: 'error', dylib: '/lib/helper.dylib', error })}\n${error}\n`;

describe('a launch of the bridge', () => {
  it.each([
    ['launched', `welcome\n${JSON.stringify({ status: 'launched', dylib: '/lib/helper.dylib' })}\n`],
    [
      'sip',
      '{"status":"error","error":"sip_enabled","message":"SIP is enabled."}\nTyping indicator failed: SIP\n',
    ],
    [
      'failed',
      '{"status":"error","error":"sip_unknown","message":"Unable"}\nTyping indicator failed: Unable\n',
    ],
    [
      'failed',
      '{"status":"error","error":"dylib_not_found","message":"not found"}\nTyping indicator failed\n',
    ],
    ['late', failure('Timeout waiting for Messages.app to initialize. Ensure SIP is disabled.')],
    ['late', failure('Messages.app did not report the bridge ready within 15s. It may still be starting.')],
    ['failed', failure('Failed to launch')],
    ['failed', 'Error: Unknown command launch\n'],
    ['late', null],
  ])('ends %s', async (outcome, output) => {
    expect(await launched(output)).toEqual({ outcome, args: ['launch', '--json'] });
  });
});
