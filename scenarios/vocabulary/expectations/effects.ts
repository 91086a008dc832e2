import { z } from 'zod';
import type { DeviceEffect } from '../../../fake-imsg/device/device.ts';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person } from '../values.ts';

const SHOWN = ['read', 'typing', 'no-typing'] as const;

const effect = z.strictObject({
  effect: z.enum(SHOWN).optional(),
  to: person.optional(),
  in: chat.optional(),
});
const schema = z
  .union([count, z.array(effect)])
  .describe('what people were shown by the bridge that leaves no message, since the last time');

/** Null = it is nothing that a gateway shows of itself. */
function shown({ effect: name, typing }: DeviceEffect): (typeof SHOWN)[number] | null {
  if (name === 'typing') return typing === true ? 'typing' : 'no-typing';
  return name === 'read' ? 'read' : null;
}

function items({ cast, device }: Observed) {
  return device.effects().flatMap((each) => {
    const what = shown(each);
    if (what === null) return [];
    const chatGuid = String(each.chatGuid);
    const fields = { effect: what, to: personOfChat(cast, chatGuid), in: nameOfChat(cast, chatGuid) };
    return [{ key: each.key, lane: chatGuid, fields }];
  });
}

export const effects = listWord({
  name: 'effects',
  schema,
  items,
  isComplete: true,
  called: ['effect', 'effects'],
  guide: [
    [
      '`effects`',
      'a list of `{ effect, to, in }`: what people were shown by the bridge, `read`, `typing` or `no-typing`',
    ],
  ],
});
