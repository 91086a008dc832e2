import { expect, it } from 'vitest';
import { createOwnRows, type OwnRow } from '../../../../engine/echo/own-rows.ts';
import { id } from '../../../support/messages/ids.ts';

const CHAT = id.chat('any;-;+15550001111');
const row = (rowid: number, change: Partial<OwnRow> = {}): OwnRow => ({
  rowid: id.rowid(rowid),
  guid: id.guid(`G${rowid}`),
  chatGuid: CHAT,
  text: `text of ${rowid}`,
  ...change,
});

it('own rows are found by chat above a rowid, in their order, and told to whoever listens', () => {
  const ownRows = createOwnRows();
  const told: (readonly OwnRow[])[] = [];
  ownRows.onSighted((rows) => void told.push(rows));
  const batch = [row(3), row(1), row(2, { chatGuid: id.chat('other') })];
  ownRows.sighted(batch);
  expect(told).toEqual([batch]);
  expect(ownRows.of(CHAT, 0)).toEqual([row(1, { nth: 2 }), row(3, { nth: 1 })]);
  expect(ownRows.of(CHAT, 1)).toEqual([row(3, { nth: 1 })]);
});

it('an own row that comes once more came when it did first', () => {
  const ownRows = createOwnRows();
  ownRows.sighted([row(1, { chatGuid: null })]);
  ownRows.sighted([row(2)]);
  expect(ownRows.count()).toBe(2);
  ownRows.sighted([row(1)]);
  expect(ownRows.of(CHAT, 0)).toEqual([row(1, { nth: 1 }), row(2, { nth: 2 })]);
});

it('the words of an own row are known also before it stands in its chat', () => {
  const ownRows = createOwnRows();
  ownRows.sighted([row(1, { chatGuid: null })]);
  expect(ownRows.of(CHAT, 0)).toEqual([]);
  expect(ownRows.get(id.guid('G1'))?.text).toBe('text of 1');
  expect(ownRows.get(id.guid('G2'))).toBeUndefined();
});

it('no more than a thousand own rows are remembered', () => {
  const ownRows = createOwnRows();
  for (let rowid = 1; rowid <= 1_001; rowid += 1) ownRows.sighted([row(rowid)]);
  expect(ownRows.of(CHAT, 0)).toHaveLength(1_000);
  expect(ownRows.get(id.guid('G1'))).toBeUndefined();
});

it('of many own rows those are remembered that came last, counted from when they first came', () => {
  const ownRows = createOwnRows();
  for (let rowid = 1; rowid <= 2_500; rowid += 1) ownRows.sighted([row(rowid)]);
  ownRows.sighted([row(1_501), row(2_501)]);
  expect(ownRows.get(id.guid('G1501'))).toBeUndefined();
  expect(ownRows.get(id.guid('G1502'))?.nth).toBe(1_502);
  expect(ownRows.of(CHAT, 0)).toHaveLength(1_000);
});
