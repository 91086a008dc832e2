import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../../engine/config/load.ts';
import type { Decided } from '../../../../../engine/inbound/decision.ts';
import { parseJournalled } from '../../../../../engine/message/normalize.ts';
import type { Store } from '../../../../../engine/store/store.ts';
import { createWait } from '../../../../../engine/turns/wait/wait.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../../support/engine/world.ts';
import { messageFrame } from '../../../../support/messages/payload.ts';

/** With coalescing on; what becomes a turn, by its texts. */
function bed({ isGroup }: { isGroup: boolean }) {
  const clock = createManualClock();
  const released: string[][] = [];
  const value = {
    agents: { list: [{ id: 'main', type: 'echo' }] },
    channels: { imessage: { coalesceSameSenderDms: true } },
  };
  const account = parseConfig(value, { home: '/home/ada' }).config.accounts[0]!;
  const wait = createWait({
    accountId: account.accountId,
    account: () => account,
    store: {} as Store,
    clock,
    unawaited,
    isGroup: () => isGroup,
    isMetadataKnown: () => true,
    configure: async () => {},
    release: async (groups) => {
      released.push(...groups.map((group) => group.map(({ message }) => message.text)));
    },
  });
  const row = (text: string): Decided => {
    const raw = messageFrame({ text, is_group: false });
    const message = parseJournalled(raw, null, null);
    const verdicts = [{ accountId: 'default', fate: null, code: 'admitted' as const }];
    const eventId = `guid:${message.guid}`;
    const { rowid, guid, chatGuid, isFromMe } = message;
    return {
      row: { eventId, rowid, guid, chatGuid, isFromMe, raw, arrivedAtMs: clock.wallMs(), verdicts },
      message,
      fate: null,
      code: 'admitted',
      consequences: [],
      isReplay: false,
      seq: 1,
      isNew: true,
    };
  };
  return { clock, released, wait, row };
}

describe('with coalescing, a row whose flag says that it is of no group', () => {
  it('waits in a direct chat', async () => {
    const { clock, released, wait, row } = bed({ isGroup: false });
    await wait.add('source', [row('Dump')]);
    expect(released).toEqual([]);
    await clock.advance(2_500);
    expect(released).toEqual([['Dump']]);
  });

  it('does not wait in a thread that the configuration makes a group (COA-18)', async () => {
    const { released, wait, row } = bed({ isGroup: true });
    await wait.add('source', [row('Dump')]);
    expect(released).toEqual([['Dump']]);
  });
});
