// What imsg says about itself: to `initialize`, and printed when it is run for its version or its status.

import { probeBridge } from '../../../engine/imsg/bridge-probe.ts';
import type { Spawn } from '../../../engine/imsg/transport.ts';
import { readVersion } from '../../../engine/imsg/version.ts';
import { createManualClock } from '../../support/clocks/manual-clock.ts';
import { expectToLive } from '../live-engine.ts';
import { mutateBytes } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { Finding, type Target } from '../target.ts';
import { answerTo } from './answers.ts';

const SNAPSHOT = {
  version: '0.15.1',
  protocol_version: 1,
  database: {
    ready: false,
    error: { code: -32002, message: 'Database unavailable' },
    features: { reactions: true },
  },
  bridge: { ready: true, error: 'not launched', selectors: { editMessage: true, unsend: false } },
  methods: ['initialize', 'send', 'watch.subscribe', 'messages.after'],
  supported_methods: ['initialize', 'status', 'send', 'send.tracked'],
};
const BODIES = [
  { result: SNAPSHOT },
  { error: { code: -32601, message: 'Method not found', data: 'initialize' } },
  { error: { code: -32602, message: 'Invalid params', data: 'protocol_version' } },
];
const PRINTED = [
  '0.15.1\n',
  'imsg 0.9.0\n',
  '{"advanced_features":true,"version":"0.13.4"}\n',
  'Last login: Mon\n0.11.1',
];

export const handshake: Target = {
  name: 'handshake',
  draw(random) {
    if (below(random, 3) > 0) return answerTo('initialize', BODIES, random);
    const printed = PRINTED.map((text) => Buffer.from(text));
    return Buffer.concat([Buffer.from('printed\n'), mutateBytes(pick(random, printed), random, printed)]);
  },
  async run(input) {
    const end = input.indexOf(10);
    const rest = input.subarray(end + 1);
    if (input.subarray(0, end).toString() !== 'printed')
      return expectToLive({ answer: { method: 'initialize', text: rest.toString() } });
    await expectReadable(rest);
    // Builds that answer no `initialize` are asked for their version in this way.
    const unknown = '{"error":{"code":-32601,"message":"Method not found"}}';
    return expectToLive({ answer: { method: 'initialize', text: unknown }, printed: rest });
  },
};

async function expectReadable(printed: Buffer): Promise<void> {
  const clock = createManualClock();
  const spawn: Spawn = (_, events) => {
    clock.soon(() => events.onData(printed));
    clock.soon(() => events.onExit({ code: 0, signal: null }));
    return { write() {}, pause() {}, resume() {}, endInput() {}, kill() {} };
  };
  const waits = { clock, ending: new AbortController().signal };
  const asked = Promise.all([readVersion(spawn, 'imsg', waits), probeBridge(spawn, 'imsg', waits)]);
  await clock.advance(60_000);
  const [version] = await asked;
  if (version !== null && !/^\d+\.\d+\.\d+$/.test(version))
    throw new Finding(`${JSON.stringify(version)} is taken for a version`);
}
