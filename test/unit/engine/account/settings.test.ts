import { expect, it } from 'vitest';
import { createSettings } from '../../../../engine/account/settings.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

it('an account that begins late goes by the lists as they were changed meanwhile', () => {
  const configOf = (allowFrom: readonly string[]) =>
    parseConfig({ channels: { imessage: { allowFrom } } }, { home: '/home/ada' }).config;
  const { accounts } = configOf(['+15550001111']);
  const { policy } = createSettings(accounts[0]!, configOf(['+15550002222']));
  expect([...policy().access.dm.allowFrom.handles]).toEqual([id.handle('+15550002222')]);
});
