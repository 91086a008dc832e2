import { expect, it } from 'vitest';
import { locatorOf } from '../../../../engine/config/locator.ts';

const names = (...places: Parameters<typeof locatorOf>[0][]) => new Set(places.map(locatorOf)).size;

it('names a database of this machine by its path, whichever imsg opens it', () => {
  expect(names({ dbPath: '/a' }, { dbPath: '/a', cliPath: '/opt/bin/imsg' })).toBe(1);
  expect(names({ dbPath: '/a' }, { dbPath: '/b' }, { dbPath: null })).toBe(3);
});

it('names what may be on another machine by command, host and path (ruling-19)', () => {
  const wrapper = { dbPath: null, cliPath: '/opt/mac-mini' };
  const host = { ...wrapper, remoteHost: 'mini.example.com' };
  expect(names(wrapper, { ...wrapper, cliPath: '/opt/mac-pro' }, { dbPath: null })).toBe(3);
  expect(names(wrapper, host, { ...host, remoteHost: 'pro.example.com' }, { ...host, dbPath: '/a' })).toBe(4);
  expect(names(host, { ...host })).toBe(1);
});
