import { expect, test } from 'vitest';
import { countsCategory } from '../../../../engine/access/hidden.ts';
import { compileAccess } from '../../../../engine/access/policy.ts';
import { hiddenSuggestions } from '../../../../engine/access/warnings.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

const agents = { list: [{ id: 'main', type: 'echo' }] };
const configOf = (imessage: object) => parseConfig({ agents, channels: { imessage } }, { home: '/' }).config;
const counts = (imessage: object, sender = '+15550009999', answersFiltered = true) => {
  const { accounts, accessGroups } = configOf(imessage);
  const paired = new Set([id.handle('+15550007777')]);
  return countsCategory(compileAccess(accounts[0]!, accessGroups).dm, answersFiltered, sender, paired);
};

test('it matters of strangers alone who would be sent a code, or may not be answered (ruling-35)', () => {
  const pairing = { dmPolicy: 'pairing', allowFrom: ['+15550001111'] };
  expect(counts(pairing)).toBe(true);
  expect(counts(pairing, '+15550001111')).toBe(false);
  expect(counts(pairing, '+15550007777')).toBe(false);
  expect(counts({ dmPolicy: 'allowlist', allowFrom: ['+15550001111'] })).toBe(false);
  expect(counts({ dmPolicy: 'disabled' })).toBe(false);
  const open = { dmPolicy: 'open', allowFrom: ['*', '+15550001111'] };
  expect(counts(open)).toBe(false);
  expect(counts(open, undefined, false)).toBe(true);
  expect(counts(open, '+15550001111', false)).toBe(false);
});

test('what is hardly meant is suggested where the file says nothing of it', () => {
  const open = { dmPolicy: 'open', allowFrom: ['*'] };
  expect(hiddenSuggestions(configOf(open))).toEqual([expect.stringContaining('answerFiltered: false')]);
  expect(hiddenSuggestions(configOf({ ...open, answerFiltered: true }))).toEqual([]);
  expect(hiddenSuggestions(configOf({ dmPolicy: 'pairing' }))).toEqual([]);
});
