// What a gateway says of itself, in the states that an operator has to tell apart.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bridge } from '../../fake-imsg/environments.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';

const ALICE = '+15550001111';

describe('the status of a gateway', () => {
  let mac: Installation;
  beforeEach(() => {
    mac = createInstallation({ seed: 'status', agentLatencyMs: () => 60_000 });
  });
  afterEach(async () => {
    await mac.stop();
    mac.device.close();
  });
  const status = () => mac.gateway()!.engine.status();

  it('while its children do not answer', async () => {
    mac = createInstallation({ seed: 'status', childEnv: () => ({ FAKE_IMSG_FAULTS: 'stall' }) });
    mac.start();
    await mac.world.advance(2_000);
    expect(status()).toMatchObject({
      sources: [{ child: { state: 'starting' }, subscription: { isSubscribed: false } }],
      accounts: [{ accountId: 'default', turns: { running: 0, waiting: 0 } }],
    });
  });

  it('from when it has the store, and has not read anything yet', async () => {
    mac.start();
    const seen: unknown[] = [];
    mac.gateway()!.engine.on('acquired', ({ epoch }) => seen.push({ epoch, ...status() }));
    await mac.world.advance(2_000);
    expect(seen).toEqual([
      {
        epoch: 1,
        state: 'starting',
        store: { epoch: 1, waitingCommands: 0, failure: null },
        sources: [],
        accounts: [],
      },
    ]);
  });

  it('while it reads', async () => {
    mac.start();
    await mac.world.advance(5_000);
    const { sources, store, state } = status();
    expect({ state, store }).toEqual({
      state: 'running',
      store: { epoch: 1, waitingCommands: 0, failure: null },
    });
    expect(sources).toEqual([
      {
        sourceId: expect.any(String),
        ownerId: 'default',
        child: { state: 'ready', faults: 0 },
        imsgVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        subscription: { isSubscribed: true, sinceRowid: expect.any(Number), boundary: 0 },
        intake: { waitingRows: 0, isPaused: false },
        highestRowid: 0,
        delivery: { verdict: 'unknown', newestRowid: null },
        clockOffsetMs: 0,
        wire: {
          children: [
            { state: 'ready', faults: 0, accountIds: ['default'], isReady: true, bridge: 'missing' },
          ],
          waitingParts: 0,
          lanesWithMore: 0,
          heldLanes: 0,
          pausedLanes: 0,
          automation: 'unverified',
          droppedSignals: 0,
          isBusy: false,
        },
      },
    ]);
  });

  it('with a bridge that has come up since, once somebody asks for a probe (CAP-3, CFG-20)', async () => {
    const config = { channels: { imessage: {} } };
    mac = createInstallation({ seed: 'status', facts: bridge, config });
    mac.start();
    await mac.world.advance(5_000);
    const bridges = () => status().sources.flatMap(({ wire }) => wire.children.map(({ bridge }) => bridge));
    expect(bridges()).toEqual(['ready']);
    mac.device.schedule({ kind: 'bridge', state: 'quit' }, { inMs: 0 });
    await mac.world.advance(5_000);
    expect(bridges()).toEqual(['ready']);
    const probing = mac.gateway()!.engine.probe();
    await mac.world.advance(5_000);
    expect((await probing).sources).toMatchObject([{ wire: { children: [{ bridge: 'missing' }] } }]);
    mac.device.schedule({ kind: 'bridge', state: 'hung' }, { inMs: 0 });
    const silent = mac.gateway()!.engine.probe();
    await mac.world.advance(11_000);
    expect((await silent).state).toBe('running');
    // As long as is written by then (CWR-1).
    mac.configFiles.put(config, '{ channels: { imessage: { probeTimeoutMs: 500 } } }');
    await mac.world.advance(2_000);
    let isOver = false;
    const soon = mac
      .gateway()!
      .engine.probe()
      .then(() => (isOver = true));
    await mac.world.advance(400);
    expect(isOver).toBe(false);
    await mac.world.advance(200);
    expect(isOver).toBe(true);
    await soon;
  });

  it('while the agent thinks, and somebody waits behind', async () => {
    mac.start();
    mac.text(ALICE, 'one', { inMs: 5_000 });
    mac.text(ALICE, 'two', { inMs: 10_000 });
    await mac.world.advance(20_000);
    expect(status().accounts).toMatchObject([{ turns: { running: 1, waiting: 1 } }]);
    expect(status().sources).toMatchObject([{ highestRowid: 2 }]);
  });

  it('while the disk is full', async () => {
    mac.start();
    await mac.world.advance(5_000);
    mac.store.begin('full', 60_000);
    mac.text(ALICE, 'one', { inMs: 1_000 });
    await mac.world.advance(20_000);
    expect(status().store).toMatchObject({ failure: 'store_full' });
    await mac.world.advance(120_000);
    expect(status().store).toMatchObject({ failure: null, waitingCommands: 0 });
  });

  it('after it has stopped, and names nobody', async () => {
    mac.start();
    mac.text(ALICE, 'one', { inMs: 1_000 });
    await mac.world.advance(10_000);
    const { engine } = mac.gateway()!;
    await mac.stop();
    expect(engine.status()).toMatchObject({ state: 'stopped' });
    expect(JSON.stringify(engine.status())).not.toContain(ALICE);
  });
});
