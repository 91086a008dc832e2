// Bytes → fates with the store in memory, beside framing, JSON.parse and a look at the types alone.

import { compilePolicy } from '../engine/account/policy.ts';
import { createOwnRows } from '../engine/echo/own-rows.ts';
import { createOwnSends } from '../engine/echo/own-sends.ts';
import { createRpcClient } from '../engine/imsg/rpc-client.ts';
import { noClockWitnesses } from '../engine/inbound/clock-witnesses.ts';
import { decide as decideAll } from '../engine/inbound/decide.ts';
import type { Snapshot } from '../engine/inbound/snapshot.ts';
import { ownAddresses } from '../engine/message/authorship.ts';
import { createIntake } from '../engine/source/intake.ts';
import { createMemoryCore } from '../engine/store/memory.ts';
import { openStore } from '../engine/store/open-store.ts';
import { createTrafficClock, secondsOf } from './clock.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { withLoopWatch } from './loop-delay.ts';
import { type Outcome, outcomeOf, SILENT, trafficConfig } from './scripted-engine.ts';
import { createScriptedImsg } from './scripted-imsg.ts';
import { createTraffic, MIX, type Traffic, WALL_MS } from './traffic.ts';

const SIZES = { small: { rows: 2_000, runs: 3 }, full: { rows: 50_000, runs: 7 } } as const;
const LF = 0x0a;
const SOURCE = 'source';

export const decide: Workload = {
  name: 'decide',
  run: (size) =>
    withLoopWatch('decide', 50, async (watch) => {
      const { rows, runs } = SIZES[size];
      const traffic = createTraffic(rows);
      const seconds: number[] = [];
      const limitSeconds: number[] = [];
      let outcome: Outcome = { fates: '', checksum: '' };
      for (let run = 0; run < runs; run += 1) {
        limitSeconds.push(await secondsOf(() => parseAlone(traffic)));
        const line = await createLine();
        watch.start();
        seconds.push(await secondsOf(() => line.take(traffic)));
        watch.stop();
        outcome = await outcomeOf(line.store, SOURCE);
      }
      const figure: Figure = {
        figure: 'decide: bytes to fates, memory store',
        value: rows / median(seconds),
        unit: 'rows/s',
        limit: rows / median(limitSeconds),
        bar: { of: 'ratio', atLeast: 0.5 },
        parameters: `${rows} rows of ${Math.round(traffic.bytes / rows)} B (${MIX}), ${runs} runs: ${outcome.fates}; limit = framing + JSON.parse + shape check`,
        checksum: outcome.checksum,
      };
      return [figure];
    }),
};

/** The reading half of the engine without the rest of it: client → intake → journal. Admitted rows stay pending. */
async function createLine() {
  const config = trafficConfig('/');
  const account = config.accounts[0]!;
  const clock = createTrafficClock();
  const core = createMemoryCore();
  const epoch = core.acquire({ instanceId: 'bench', atMs: WALL_MS });
  const store = openStore(core, epoch, (apply) => clock.soon(() => apply()()));
  await store.createSource({ sourceId: SOURCE, locator: 'local', fileKey: null, createdAtMs: WALL_MS });
  // As a gateway decides: what rows have said is compared as well.
  const snapshot: Snapshot = {
    ...compilePolicy(account, config),
    contentSecret: SOURCE,
    fence: { boundary: 0, hasCursor: true, recoveryWindowMs: account.recovery.windowMs },
    own: createOwnSends().sends,
    ownAddresses: ownAddresses(null),
    clocks: noClockWitnesses(),
  };
  const imsg = createScriptedImsg();
  let left = 0;
  let whenTaken = () => {};
  let lastId = 0;
  const client = createRpcClient({
    spawn: imsg.spawn,
    request: { command: 'imsg', args: [] },
    platform: 'darwin',
    clock,
    logger: SILENT,
    nextId: () => ++lastId,
    onMessages: (batch) => intake.push(batch),
    onNotification() {},
    onClose() {},
  });
  const intake = createIntake({
    sourceId: SOURCE,
    store,
    clock,
    chats: { take: () => null },
    pairing: { changing: () => null, draw: (decisions) => decisions, took() {} },
    approvals: { prompts: () => [], draw: (decisions) => decisions, took() {} },
    holes: { lookAhead: () => null, take: (kept) => ({ kept, changes: null }) },
    signal: new AbortController().signal,
    unawaited: (running) => void running,
    complete: (_, decision) => decision,
    decide: (batch) => decideAll(batch, snapshot),
    async effects(decided) {
      left -= decided.length;
      if (left === 0) whenTaken();
    },
    ownRows: createOwnRows(),
    pausePipe: client.pause,
    resumePipe: client.resume,
  });
  await client.call('watch.subscribe');
  return {
    store,
    async take({ rows, chunks }: Traffic) {
      left = rows;
      const taken = new Promise<void>((resolve) => (whenTaken = resolve));
      await imsg.feed(chunks);
      await taken;
    },
  };
}

/** A chunk in each turn of the loop, like the line beside it. Each has the end of a row in it. */
async function parseAlone({ rows, chunks }: Traffic): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let found = 0;
  const take = (text: string) => {
    if (isMessage(JSON.parse(text))) found += 1;
  };
  for (const chunk of chunks) {
    const first = chunk.indexOf(LF);
    take(Buffer.concat([rest, chunk.subarray(0, first)]).toString());
    let start = first + 1;
    for (let at = chunk.indexOf(LF, start); at !== -1; at = chunk.indexOf(LF, start)) {
      take(chunk.toString('utf8', start, at));
      start = at + 1;
    }
    rest = chunk.subarray(start);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (found !== rows) throw new Error(`${found} of ${rows} rows were read`);
}

function isMessage(frame: { method?: unknown; params?: { message?: Record<string, unknown> } }): boolean {
  const fields = frame.params?.message;
  return (
    frame.method === 'message' &&
    Number.isSafeInteger(fields?.id) &&
    typeof fields?.guid === 'string' &&
    typeof fields.chat_guid === 'string' &&
    typeof fields.sender === 'string' &&
    typeof fields.is_from_me === 'boolean' &&
    typeof fields.text === 'string' &&
    typeof fields.created_at === 'string'
  );
}
