import { expect, it } from 'vitest';
import type { ActionOutcome } from '../../../../engine/agents/agent.ts';
import { createOwnAccord } from '../../../../engine/outbound/own-accord.ts';
import { createPlanner } from '../../../../engine/outbound/plan/planner.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { NO_ACTIONS } from '../../../support/sending/line.ts';
import { REPLIES } from '../../../support/sending/replies.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

/** What is resolved already has had its consequences. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('waits for eight ends at once, and refuses more until one has come', async () => {
  const ends: ((outcome: ActionOutcome) => void)[] = [];
  const target = { chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(7) };
  const { send } = createOwnAccord({
    ...common,
    accountId: ACCOUNT,
    ids: { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 },
    plan: createPlanner(REPLIES),
    actions: NO_ACTIONS,
    store: { cameIn: async () => [], post: async () => null },
    clock: createManualClock(),
    outbox: { endOf: () => new Promise((resolve) => void ends.push(resolve)), say() {} },
    region: 'US',
    addressOf: async () => ({ target, isGroup: false }),
    defaultTo: () => null,
    signal: new AbortController().signal,
  });
  const say = () => send({ to: '+15550001111', text: 'hi' });
  const waiting = Array.from({ length: 8 }, say);
  await expect(say()).rejects.toMatchObject({ code: 'own_accord_busy' });
  await settled();
  expect(ends).toHaveLength(8);
  ends[0]!({ state: 'sent', guid: null, reason: '' });
  expect((await waiting[0]!).parts).toMatchObject([{ state: 'sent' }]);
  void say().catch(() => {});
  await settled();
  expect(ends).toHaveLength(9);
});
