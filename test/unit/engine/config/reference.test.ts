import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyPage, keyRows } from '../../../../engine/config/reference.ts';

test('engine/config/KEYS.md is fresh; `npm run registries` makes it so', () => {
  const page = readFileSync(new URL('../../../../engine/config/KEYS.md', import.meta.url), 'utf8');
  expect(page).toBe(keyPage());
});

test('every key says what it means', () => {
  expect(keyRows().filter(({ about }) => about === '')).toEqual([]);
});

test('types have their bounds and choices', () => {
  const typeOf = (path: string) => keyRows().find((row) => row.path === path)?.type;
  expect(typeOf('channels.imessage.mediaMaxMb')).toBe('whole number, 1 to 4096');
  expect(typeOf('session.threadBindings.idleHours')).toBe('number from 0');
  expect(typeOf('channels.imessage.chunkMode')).toBe('`length`, `newline`');
  expect(typeOf('agents.list[].type')).toBe('`echo`, `command`, `acp`, `none`');
  expect(typeOf('agents.list[].turnsMax')).toBe('whole number, 1 to 64');
});

test('every key says whether a gateway that runs goes by a change of it', () => {
  const holds = (path: string) => keyRows().find((row) => row.path === path)?.holds;
  expect(holds('channels.imessage.allowFrom')).toBe('at once');
  expect(holds('channels.imessage.groups.*.requireMention')).toBe('at once');
  expect(holds('channels.imessage.outbound')).toBe('at once');
  expect(holds('channels.imessage')).toBe('in part');
  expect(holds('session')).toBe('in part');
  expect(holds('channels.imessage.dbPath')).toBe('next start');
  expect(holds('stateDir')).toBe('next start');
});
