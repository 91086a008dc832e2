// The same conversation, simulated and with real processes: what is decided in each lane is the same.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { locatorOf } from '../../engine/config/locator.ts';
import type { ReaderCore } from '../../engine/store/core.ts';
import { openSqliteReader } from '../../engine/store/sqlite/core.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Script } from '../../scenarios/sim/agent.ts';
import { checkAll } from '../../scenarios/sim/checkers.ts';
import { readJournal } from '../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../scenarios/sim/installation.ts';
import { fastTimeFromNow } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { decisionsByLane } from '../support/messages/decisions.ts';
import { type GatewayProcess, startGateway } from '../support/processes/gateway-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';
import { hasReplied, playTwoPeople, STRANGER, TWO_PEOPLE_ACCESS } from '../support/scenarios/two-people.ts';

type Decisions = ReturnType<typeof decisionsByLane>;

const ECHO: Script = ({ text }) => [`You said: ${text}`];
const AGENTS = { list: [{ id: 'main', type: 'echo' }] };
/** Simulated time after which a wait has failed. */
const LIMIT_MS = 60_000;

async function simulated(): Promise<Decisions> {
  const installation = createInstallation({
    seed: 'drivers',
    script: ECHO,
    config: {
      stateDir: '/sim/state',
      channels: { imessage: { cliPath: 'imsg', dbPath: '/sim/chat.db', ...TWO_PEOPLE_ACCESS } },
      agents: AGENTS,
    },
  });
  const until = async (isTrue: () => boolean) => {
    if (!(await installation.world.advanceUntil(isTrue, LIMIT_MS))) throw new Error('It never came to that.');
  };
  await playTwoPeople({
    async start() {
      const before = installation.events('subscribed').length;
      installation.start();
      await until(() => installation.events('subscribed').length > before);
    },
    async stop() {
      await installation.stop();
    },
    writes: (from, text) => void installation.text(from, text),
    replied: (count) => until(() => hasReplied(installation.ledger.events, count)),
  });
  return checked(installation.core(), locatorOf({ dbPath: '/sim/chat.db' }), installation.device);
}

async function spawned(): Promise<Decisions> {
  const time = fastTimeFromNow();
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, time);
  const stateDir = temporaryFolder();
  const config = {
    stateDir,
    channels: {
      imessage: { cliPath: folder.imsgPath, dbPath: folder.chatDbPath, ...TWO_PEOPLE_ACCESS },
    },
    agents: AGENTS,
  };
  const lives: GatewayProcess[] = [];
  await playTwoPeople({
    async start() {
      const life = startGateway({ config, time });
      lives.push(life);
      await life.until(() => life.told.some(({ name }) => name === 'subscribed'));
    },
    async stop() {
      expect(await lives.at(-1)!.stop()).toEqual({ code: 0, signal: null });
    },
    writes: (from, text) => void device.schedule({ kind: 'text', from, text }),
    replied(count) {
      const everything = () => lives.flatMap((life) => life.told);
      return lives.at(-1)!.until(() => hasReplied(everything(), count));
    },
  });
  const core = openSqliteReader(join(stateDir, STORE_FILE));
  const run = checked(core, locatorOf({ dbPath: folder.chatDbPath }), device);
  core.close();
  return run;
}

/** What was decided, in a run in which nothing was lost, said twice or left open. */
function checked(core: ReaderCore, locator: string, device: Device): Decisions {
  const journal = readJournal(core, locator)!;
  expect(checkAll({ journal, device, script: ECHO, firstBoundary: 0 })).toEqual([]);
  return decisionsByLane(journal, device);
}

it('decides the same in every lane, simulated and with real processes (invariant-58)', async () => {
  const expected = await simulated();
  const said = (person: string) => expected[`any;-;${person}`]!.flatMap(({ turn }) => turn?.text ?? []);
  expect([ALICE, BOB, STRANGER].map(said)).toEqual([['one', 'three', 'five'], ['two', 'four', 'six'], []]);
  expect(expected[`any;-;${STRANGER}`]).toEqual([
    { fate: 'denied', reason: expect.stringContaining('dmPolicy'), isFromMe: false, turn: null },
  ]);
  expect(await spawned()).toEqual(expected);
});
