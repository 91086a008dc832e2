// What a gateway keeps: what waits is bounded in bytes, and what is old goes.

import { beforeAll, describe, expect, it } from 'vitest';
import { OPEN_CONFIG } from '../../scenarios/sim/gateway.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

const { imessage } = OPEN_CONFIG.channels;
const allowlisted = {
  ...OPEN_CONFIG,
  channels: { imessage: { ...imessage, dmPolicy: 'allowlist', allowFrom: ['+15550001111'] } },
};

/** How many bodies the store still had of rows that arrived before then. They are gone afterwards. */
async function bodiesBefore({ gateway, world }: Installation, beforeMs: number): Promise<number> {
  const dropped = gateway()!.engine.store().dropPayloads({ beforeMs, limit: 1000 });
  await world.advance(10);
  return dropped;
}

describe('seven rows of 9 MB while the store takes nothing (T5)', () => {
  let toldBytes = 0;

  beforeAll(async () => {
    const installation = createInstallation({ seed: 'bounds' });
    const { device, world, store } = installation;
    installation.start();
    await world.advance(1_000);
    store.begin('full', Number.POSITIVE_INFINITY);
    // One of each, or a row would carry what the one before it said as well.
    for (let index = 0; index < 7; index += 1)
      installation.text(`+1555000111${index}`, `${index}`.padEnd(9 * MIB, 'a'), { inMs: index * 1_000 });
    await world.advance(30_000);
    toldBytes = device
      .record()
      .filter(({ what }) => what === 'out')
      .reduce((sum, { text = '' }) => sum + text.length, 0);
    installation.gateway()!.node.die('the test is over');
    device.close();
  });

  it('were told', () => {
    expect(toldBytes).toBeGreaterThan(30 * MIB);
  });

  it('wait in the pipe from 32 MiB on, but for one that is being read and one that is being written (ruling-40)', () => {
    expect(toldBytes).toBeLessThan(50 * MIB);
  });
});

describe('what is to be deleted after its time (T9)', () => {
  let afterEightDays = -1;
  let ofStranger = -1;
  let malformed = 0;

  beforeAll(async () => {
    const installation = createInstallation({ seed: 'retention', config: allowlisted });
    const { device, world } = installation;
    installation.start();
    installation.text('+15550001111', 'to be answered', { inMs: 1_000 });
    await world.advance(8 * DAY_MS);
    afterEightDays = await bodiesBefore(installation, device.clock.wallMs() - 7 * DAY_MS);
    const mark = device.clock.wallMs();
    installation.text('+15550001111', 'told before the damage', { inMs: 1_000 });
    await world.advance(10_000);
    await bodiesBefore(installation, mark + DAY_MS);
    installation.wires.put({ again: { id: 99, guid: 7, sender: '+15550009999', text: 'of a stranger' } });
    await world.advance(60_000);
    malformed = installation.events('row').filter(({ event: { fate } }) => fate === 'malformed').length;
    ofStranger = await bodiesBefore(installation, mark + DAY_MS);
    await installation.stop();
    device.close();
  });

  it('was looked for', () => {
    expect(afterEightDays).toBeGreaterThanOrEqual(0);
    expect(malformed).toBe(1);
  });

  it('is gone after eight days, of which seven are kept', () => {
    expect(afterEightDays).toBe(0);
  });

  it('is never kept of a malformed frame of somebody who is not admitted', () => {
    expect(ofStranger).toBe(0);
  });
});
