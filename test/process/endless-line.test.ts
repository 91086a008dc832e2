import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { messageFrame, payload } from '../support/messages/payload.ts';
import { startGateway } from '../support/processes/gateway-process.ts';
import { openConfig } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { writeStubImsg } from '../support/processes/stub-imsg.ts';

const LINE_BYTES = 300 * 1024 * 1024;
/** The frame under way may have 10 MiB, twice that while it grows; the rest is chunks not yet collected. */
const GROWTH_MAX_KIB = 150 * 1024;

it('a line of 300 MB without an end costs little memory, and the frame after it is answered (invariant-50)', async () => {
  const frame = Buffer.from(messageFrame({ created_at: undefined })).toString();
  // The row that proves the answer; a build that is asked for it.
  const ownRow = payload({ id: 100, guid: 'OWN-1', is_from_me: true, text: 'You said: hello' });
  const cliPath = writeStubImsg(`
    results.initialize = { version: '0.15.1' };
    results['messages.history'] = { messages: [${JSON.stringify(ownRow)}] };
    const chunk = 'x'.repeat(1024 * 1024);
    const endless = (left) => {
      if (left > 0) say(chunk, () => endless(left - chunk.length));
      else say('\\n' + ${JSON.stringify(frame)} + '\\n');
    };
    onWatch = () => {
      onWatch = () => {};
      endless(${LINE_BYTES});
    };
  `);
  const gateway = startGateway({
    config: openConfig({ stateDir: temporaryFolder(), cliPath }),
    time: REAL_TIME,
  });
  const sent = () => gateway.told.find(({ name, event }) => name === 'part' && event.state === 'sent');
  await gateway.until(() => sent() !== undefined);
  expect(sent()!.event).toMatchObject({ text: 'You said: hello', guid: 'OWN-1' });
  const before = gateway.told.find(({ name }) => name === 'subscribed')!;
  expect(sent()!.peakMemoryKib - before.peakMemoryKib).toBeLessThan(GROWTH_MAX_KIB);
  // Once for each process that says it: what was damaged is asked for again.
  const refused = gateway.log.filter((line) => line.includes('a line of more than'));
  expect(refused).not.toEqual([]);
  for (const line of refused) {
    expect(line).toMatch(
      /"msg":"imsg rpc: a line of more than \d{8} bytes is dropped up to its end; check that cliPath runs imsg"/,
    );
  }
  expect(await gateway.stop()).toEqual({ code: 0, signal: null });
});
