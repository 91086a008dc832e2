import { expect, it } from 'vitest';
import { openPairing } from '../../../../engine/pairing/pairing.ts';
import { createSystemIds } from '../../../../engine/ports/ids.ts';
import type { PairingRequest } from '../../../../engine/store/commands/pairing.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

it('whoever is approved becomes the owner only where the configuration names none right now', async () => {
  const clock = createManualClock();
  const handle = id.handle('+15550001111');
  const request: PairingRequest = {
    accountId: 'default',
    handle,
    code: 'ABCD2345',
    sender: handle,
    target: null,
    createdAtMs: clock.wallMs(),
    lastSeenAtMs: clock.wallMs(),
    isDenied: false,
  };
  const store = {
    pairing: async () => ({ requests: [request], approvals: [], owner: null }),
    approvePairing: async () => true,
  };
  let isNamed = false;
  const pairing = await openPairing({
    store: store as unknown as Store,
    ids: createSystemIds(),
    clock,
    logger: createListLogger(),
    hasOwner: () => isNamed,
  });
  isNamed = true;
  expect(await pairing.approve({ code: 'ABCD2345' })).toMatchObject({ handle, isOwner: false });
  expect(pairing.owner()).toBeNull();
});

it('who waited elsewhere waits here, also where nobody can say when they wrote last', async () => {
  const clock = createManualClock();
  const taken: unknown[] = [];
  const store = {
    pairing: async () => ({ requests: [], approvals: [], owner: null }),
    importPairing: async (given: unknown) => void taken.push(given),
  };
  const pairing = await openPairing({
    store: store as unknown as Store,
    ids: createSystemIds(),
    clock,
    logger: createListLogger(),
    hasOwner: () => false,
  });
  const createdAtMs = clock.wallMs();
  const request = { accountId: 'default', handle: '+15550001111', code: 'ABCD2345', sender: '+15550001111' };
  const requests = [{ ...request, createdAtMs, lastSeenAtMs: Number.NaN }];
  expect(await pairing.import({ requests, approvals: [] })).toEqual({
    requests: 1,
    approvals: 0,
    passedOver: 0,
  });
  expect(taken).toMatchObject([{ requests: [{ createdAtMs, lastSeenAtMs: createdAtMs }] }]);
});
