import { expect, it } from 'vitest';
import { createOwnSends, isSending } from '../../../../engine/echo/own-sends.ts';
import { createSettlement } from '../../../../engine/outbound/settle.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { ACCOUNT, part, TARGET } from '../../../support/stores/inputs.ts';

it.each([
  ['stays on its way where it was put on the wire before it could be ended', false],
  ['is not on its way any more once it has ended', true],
])('a part that is given up %s', async (_, hasEnded) => {
  const own = createOwnSends();
  const reported: string[] = [];
  const settlement = createSettlement({
    store: { endPart: async () => hasEnded },
    clock: createManualClock(),
    isRemote: false,
    own,
    line: {
      begins() {},
      send: () => Promise.reject(new Error('nobody calls')),
    },
    receipts: {
      begun() {},
      takenUp() {},
      answered() {},
      unanswered() {},
      withdrawn: async () => true,
      used() {},
    },
    retries: { refused: () => null, pause() {}, accepted() {}, over() {} },
    pace: { begins() {}, over() {}, notBegun() {} },
    report: (_part, state) => void reported.push(state),
    logger: createListLogger(),
    putBack() {},
    takeRest: async () => [],
  });
  const turn = { turnId: id.turn('turn'), accountId: ACCOUNT, lane: id.lane('lane') };
  const ended = { seq: 1, guid: null, rowid: null, evidence: null, endedAtMs: null, createdAtMs: 0 };
  const waiting = { ...part('p'), ...turn, ...ended };
  own.sending(waiting.partId, TARGET.chatGuid, waiting.content, 0);
  await settlement.giveUp(waiting, 'expired', 'the turn was taken back');
  expect(isSending(own.sends, TARGET.chatGuid, waiting.content)).toBe(!hasEnded);
  expect(reported).toEqual(hasEnded ? ['expired'] : []);
});
