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

it('what is made of an account is made once, and anew where it is changed', () => {
  const configOf = (mediaMaxMb: number) =>
    parseConfig({ channels: { imessage: { mediaMaxMb } } }, { home: '/home/ada' }).config;
  const before = configOf(1);
  const settings = createSettings(before.accounts[0]!, before);
  const sizes: number[] = [];
  const made = settings.made(({ mediaBytesMax }) => sizes.push(mediaBytesMax / 1024 / 1024));
  expect([made(), made()]).toEqual([1, 1]);
  settings.change(configOf(2));
  expect([made(), made(), sizes]).toEqual([2, 2, [1, 2]]);
});
