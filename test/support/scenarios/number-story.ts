import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

const OTHERS = 'iMessage;+;chat200';

/**
 * While the gateway is down another database takes the place of the first, in which another group has the number that is
 * listed. The operator confirms it, and then two rows of it come.
 */
export const NUMBER_OF_ANOTHER: Story = {
  name: 'a number of another database',
  eligible: ['family', 'hello', 'confirmed', 'once more'],
  lengthMs: 22_000,
  down: { fromMs: 4_000, toMs: 6_000 },
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: {
        imessage: {
          ...OPEN_CONFIG.channels.imessage,
          groupPolicy: 'allowlist',
          groupAllowFrom: ['chat_id:1'],
        },
      },
    },
    // So that the other database begins empty.
    script: ({ text }) => (text === 'family' ? [] : [`You said: ${text}`]),
  },
  plan({ device, text, world, confirmChat }) {
    const chat = (guid: string) => ({
      kind: 'chat-row',
      guid,
      identifier: guid.slice(-7),
      style: 43,
      with: [ALICE],
    });
    const row = (guid: string, said: string) => ({ kind: 'row', from: ALICE, chat: guid, text: said });
    device.schedule(chat('iMessage;+;chat100'), { inMs: 500 });
    device.schedule(row('iMessage;+;chat100', 'family'), { inMs: 1_000 });
    device.schedule({ kind: 'replace-database', rowids: 'lower' }, { inMs: 5_000 });
    device.schedule(chat(OTHERS), { inMs: 5_500 });
    device.schedule(row(OTHERS, 'too early'), { inMs: 8_000 });
    text(BOB, 'hello', { inMs: 9_000 });
    // Whoever gets no answer asks again.
    let isDone = false;
    for (let inMs = 11_000; inMs <= 13_000; inMs += 500)
      world.schedule(inMs, () => {
        if (!isDone) confirmChat({ chatId: 1 }, (code) => (isDone ||= code === null));
      });
    device.schedule(row(OTHERS, 'confirmed'), { inMs: 14_000 });
    device.schedule(row(OTHERS, 'once more'), { inMs: 17_000 });
  },
};
