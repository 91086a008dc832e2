import { describe, expect, it } from 'vitest';
import type { AddressRule } from '../../../../fake-imsg/program/address.ts';
import type { ParamSpecs } from '../../../../fake-imsg/wire/params.ts';
import { readLenientParams } from '../../../../fake-imsg/wire/params-lenient.ts';
import { readStrictParams } from '../../../../fake-imsg/wire/params-strict.ts';

const SPECS: ParamSpecs = {
  word: { type: 'string', aliases: ['aWord'] },
  count: { type: 'integer' },
  switch: { type: 'boolean' },
  names: { type: 'strings' },
  parts: { type: 'objects' },
};
const ANYONE: AddressRule = { to: true, missing: 'nobody', mixed: 'both' };

const lenient = (raw: Record<string, unknown>) =>
  readLenientParams('m', { params: SPECS, address: ANYONE }, raw);
const strict = (raw: Record<string, unknown>) =>
  readStrictParams('m', { params: SPECS, address: ANYONE }, raw);
const fault = (read: () => unknown) => {
  try {
    read();
    return null;
  } catch (error) {
    return (error as { what: { detail: string } }).what.detail;
  }
};

describe('lenient parameters', () => {
  it.each([
    ['word', 'a', 'a'],
    ['word', 5, '5'],
    ['word', 1.5, '1.5'],
    ['word', true, '1'],
    ['word', null, null],
    ['word', ['a'], null],
    ['count', '12', 12],
    ['count', '-3', -3],
    ['count', '+3', 3],
    ['count', ' 3', null],
    ['count', '3.0', null],
    ['count', '', null],
    ['count', 3.9, 3],
    ['count', -3.9, -3],
    ['count', true, 1],
    ['count', null, null],
    ['count', '99999999999999999999', null],
  ])('%s given as %j is %j', (name, value, understood) => {
    const params = lenient({ [name]: value });
    expect(name === 'word' ? params.string(name) : params.integer(name)).toBe(understood);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['yes', false],
    ['TRUE', false],
    ['1', false],
    [1, true],
    [0, false],
    [2, true],
    [null, false],
  ])('a switch given as %j is %j', (value, understood) => {
    expect(lenient({ switch: value }).flag('switch')).toBe(understood);
  });

  it.each([
    [
      ['a', 1, true, null, {}],
      ['a', '1', '1'],
    ],
    [' a, b ,,c', ['a', 'b', 'c']],
    [5, []],
    [null, []],
  ])('names given as %j are %j', (value, understood) => {
    expect(lenient({ names: value }).strings('names')).toEqual(understood);
  });

  it('take the first spelling that is there, even if it means nothing', () => {
    expect(lenient({ aWord: 'second' }).string('word')).toBe('second');
    expect(lenient({ word: null, aWord: 'second' }).string('word')).toBeNull();
  });

  it.each([
    [{ to: 'a' }, { kind: 'to', to: 'a' }],
    [
      { chat_id: '7', chat_guid: 'G' },
      { kind: 'chatId', chatId: 7 },
    ],
    [
      { chat_guid: 'G', chat_identifier: 'I' },
      { kind: 'guid', guid: 'G' },
    ],
    [
      { chat_guid: '', chat_identifier: 5 },
      { kind: 'identifier', identifier: '5' },
    ],
    [
      { to: '', chat_identifier: 'I' },
      { kind: 'identifier', identifier: 'I' },
    ],
  ])('%j leads to %j', (raw, address) => {
    expect(lenient(raw).address()).toEqual(address);
  });

  it.each([
    [{}, 'nobody'],
    [{ to: '' }, 'nobody'],
    [{ chat_id: 'x', chat_guid: '' }, 'nobody'],
    [{ to: 'a', chat_id: 1 }, 'both'],
  ])('%j leads nowhere: %s', (raw, text) => {
    expect(fault(() => lenient(raw).address())).toBe(text);
  });
});

describe('strict parameters', () => {
  it.each([
    [{ word: 5 }, 'word must be a string'],
    [{ aWord: 5 }, 'aWord must be a string'],
    [{ word: null }, 'word must not be null'],
    [{ word: 'a', aWord: 'b' }, 'use only one of word, aWord'],
    [{ count: '5' }, 'count must be an integer'],
    [{ count: 1e300 }, 'count must be an integer'],
    [{ count: true }, 'count must be an integer'],
    [{ switch: 1 }, 'switch must be a boolean'],
    [{ names: 'a' }, 'names must be an array of strings'],
    [{ names: ['a', 1] }, 'names must be an array of strings'],
    [{ parts: [[]] }, 'parts must be an array of objects'],
    [{ zeta: 1, beta: 2 }, 'unknown m param: beta'],
  ])('%j are refused: %s', (raw, text) => {
    expect(fault(() => strict(raw))).toBe(text);
  });

  it.each([
    [{}, 'nobody'],
    [{ chat_id: 1, chat_guid: 'G' }, 'nobody'],
    [{ to: 'a', chat_guid: 'G' }, 'both'],
    [{ to: '' }, 'to must be a non-empty string'],
    [{ chat_guid: '' }, 'chat_guid must be a non-empty string'],
    [{ chat_identifier: '' }, 'chat_identifier must be a non-empty string'],
    [{ chat_id: 0 }, 'chat_id must be a positive integer'],
    [{ chat_id: '1' }, 'chat_id must be an integer'],
    [{ chat_id: null }, 'chat_id must not be null'],
  ])('%j lead nowhere: %s', (raw, text) => {
    expect(fault(() => strict(raw).address())).toBe(text);
  });
});
