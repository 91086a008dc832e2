// A gateway that is killed while it sends, and the one that comes after it: nobody is answered twice, nothing
// is lost, and nothing of the dead one lives on.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { locatorOf } from '../../engine/config/locator.ts';
import { openSqliteReader } from '../../engine/store/sqlite/core.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { checkAll } from '../../scenarios/sim/checkers.ts';
import { readJournal } from '../../scenarios/sim/inspect.ts';
import { fastTimeFromNow, later } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import {
  type GatewayProcess,
  type GatewayProcessOptions,
  startGateway,
} from '../support/processes/gateway-process.ts';
import type { KillPoint } from '../support/processes/kill-points.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { startCensus } from '../support/processes/process-census.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';

/** Longer than the protocol lets a send take (ruling-14): what became of it is known by then. */
const SEND_IS_OVER_MS = 330_000;

/** Of one life: the gateway, its reader and its sender. A child may still be starting when its gateway is killed. */
const PROCESSES = 3;
const QUESTION = 'hello';
const REPLY = 'You said: hello';
const echo = ({ text }: { readonly text: string }) => [`You said: ${text}`];

/** A Mac, a store beside it, and all processes counted. */
async function makeHome() {
  const census = await startCensus();
  const folder = makeDeviceFolder();
  const stateDir = temporaryFolder();
  const { imsgPath: cliPath, chatDbPath: dbPath } = folder;
  const config = {
    stateDir,
    // imsg gets what is named here alone.
    channels: { imessage: { cliPath, dbPath, dmPolicy: 'open', allowFrom: ['*'], env: census.env } },
    agents: { list: [{ id: 'main', type: 'echo' }] },
  };
  const journal = () => {
    const core = openSqliteReader(join(stateDir, STORE_FILE));
    const found = readJournal(core, locatorOf({ dbPath }))!;
    core.close();
    return found;
  };
  const time = fastTimeFromNow();
  const device = openDeviceFolder(folder, time);
  const start = async (options: Pick<GatewayProcessOptions, 'killAt'> = {}, at = time) => {
    const gateway = startGateway({ config, time: at, env: census.env, ...options });
    await gateway.until(() => gateway.told.some(({ name }) => name === 'subscribed'));
    return gateway;
  };
  return { census, folder, journal, time, device, start };
}

type Home = Awaited<ReturnType<typeof makeHome>>;

function hasEnded({ told }: GatewayProcess, text: string): boolean {
  return told.some(
    ({ name, event }) =>
      name === 'part' && event.text === text && (event.state === 'sent' || event.state === 'unknown'),
  );
}

/** The next life of the gateway: settles what the first left, answers somebody else, and ends in good order. */
async function liveOn({ census, folder, journal, time, device, start }: Home) {
  // The children of the dead one see the end of their input; what they had accepted they still do.
  await census.empty(PROCESSES);
  expect(census.seen).toBe(PROCESSES);
  const left = journal().parts.map(({ state }) => state);
  const afterwards = later(time, SEND_IS_OVER_MS);
  const second = await start({}, afterwards);
  openDeviceFolder(folder, afterwards).schedule({ kind: 'text', from: BOB, text: 'still there?' });
  await second.until(() => hasEnded(second, 'You said: still there?'));
  if (left.includes('sending')) await second.until(() => hasEnded(second, REPLY));
  expect(await second.stop()).toEqual({ code: 0, signal: null });
  await census.empty(2 * PROCESSES);

  const found = journal();
  expect(checkAll({ journal: found, device, script: echo, firstBoundary: 0 })).toEqual([]);
  return {
    left,
    part: found.parts.find(({ content }) => content === REPLY),
    sent: device.sent().filter(({ text }) => text === REPLY),
  };
}

it.each<{ killAt: KillPoint; left: string; count: number; state: string; via: string }>([
  { killAt: 'before the frame', left: 'sending', count: 0, state: 'unknown', via: 'none' },
  { killAt: 'after the frame', left: 'sending', count: 1, state: 'sent', via: 'row' },
  { killAt: 'at the answer', left: 'sending', count: 1, state: 'sent', via: 'row' },
  { killAt: 'after the receipt', left: 'sent', count: 1, state: 'sent', via: 'row' },
])(
  'killed $killAt, a reply that was $left leaves $count times and ends as $state (B14, J3, J8)',
  async (point) => {
    const home = await makeHome();
    const first = await home.start({ killAt: point.killAt });
    home.device.schedule({ kind: 'text', from: ALICE, text: QUESTION });
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const { left, part, sent } = await liveOn(home);
    expect(left).toEqual([point.left]);
    expect(sent).toHaveLength(point.count);
    expect(part).toMatchObject({
      state: point.state,
      guid: sent[0]?.guid ?? null,
      evidence: { via: point.via },
    });
  },
);

it('killed from outside when the row of its reply appears, leaves one reply with that row as its receipt (H18)', async () => {
  const home = await makeHome();
  const first = await home.start();
  const rows = home.device.openReader();
  const own = rows.prepare('SELECT guid FROM message WHERE is_from_me = 1').pluck();
  const appeared = new Promise<void>((resolve) => {
    home.device.onChange(() => own.get() !== undefined && resolve());
  });
  home.device.schedule({ kind: 'text', from: ALICE, text: QUESTION });
  await appeared;
  expect(await first.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  const { part, sent } = await liveOn(home);
  expect(sent).toHaveLength(1);
  expect(part).toMatchObject({ state: 'sent', guid: own.get() });
  rows.close();
});
