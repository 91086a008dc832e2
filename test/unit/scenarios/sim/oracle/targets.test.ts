import { expect, it } from 'vitest';
import { targetNamed } from '../../../../../scenarios/sim/oracle/targets.ts';

it.each([
  [{ emoji: 'like' }, '+15550001111'],
  [undefined, '+15550001111'],
  [{ to: 'chat_id:7' }, 'chat_id:7'],
  [{ to: 'chat_id:7', chatIdentifier: 'chat42' }, 'chat_identifier:chat42'],
  [{ chatIdentifier: 'chat42', chatId: 8 }, 'chat_id:8'],
  [{ chatId: 8, chatGuid: 'any;+;chat42' }, 'chat_guid:any;+;chat42'],
])('what the operator has done with %j goes to %j (ACT-7)', (input, where) => {
  expect(targetNamed('+15550001111', input)).toBe(where);
});
