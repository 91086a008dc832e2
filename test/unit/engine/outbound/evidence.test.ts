import { describe, expect, it } from 'vitest';
import type { OwnRow } from '../../../../engine/echo/own-rows.ts';
import { type Claim, proofsOf, type Wanted } from '../../../../engine/outbound/evidence.ts';
import { id } from '../../../support/messages/ids.ts';
import { ACCOUNT, part, TARGET } from '../../../support/stores/inputs.ts';

const TEXT = 'ok';
const row = (rowid: number, text: string | null = TEXT, chat: string = TARGET.chatGuid): OwnRow => ({
  rowid: id.rowid(rowid),
  guid: id.guid(`G${rowid}`),
  chatGuid: id.chat(chat),
  text,
});
const claim = (guid: string, rowid: number | null): Claim => ({
  guid: id.guid(guid),
  rowid: rowid === null ? null : id.rowid(rowid),
});
function wanted(name: string, change: Partial<Wanted> & { readonly maxRowid?: number | null } = {}): Wanted {
  const { maxRowid = 50, ...facts } = change;
  const input = part(name, { state: 'sending', maxRowid, sendingAtMs: 1, content: TEXT });
  const rest = { turnId: id.turn('t'), accountId: ACCOUNT, lane: id.lane('l'), seq: 1, createdAtMs: 1 };
  const unproven = { guid: null, rowid: null, evidence: null, endedAtMs: null };
  return { part: { ...input, ...rest, ...unproven }, claim: null, isOnTheWire: false, ownRows: 0, ...facts };
}
const named = (rowid: number, guid: string, text: string | null) => ({
  ...row(rowid, text),
  guid: id.guid(guid),
});
const proven = (...asked: Parameters<typeof proofsOf>) =>
  proofsOf(...asked).map((proof) => `${proof.part.partId} ${proof.row.guid}`);

describe('the proof of a part', () => {
  it('is before all others the row that has the id of its attempt, whatever can be read of it (B14, OUT-22)', () => {
    expect(proven([wanted('a')], [row(51), named(52, 'ATTEMPT-a', null)])).toEqual(['a ATTEMPT-a']);
    expect(proven([wanted('a'), wanted('b')], [named(51, 'attempt-b', TEXT), row(52)])).toEqual([
      'b attempt-b',
      'a G52',
    ]);
    expect(proven([wanted('a')], [named(50, 'attempt-a', TEXT)])).toEqual([]);
  });

  it('is an own row that says the same, in its chat, above its mark (S1, ruling-30)', () => {
    expect(proven([wanted('a')], [row(51)])).toEqual(['a G51']);
    expect(proven([wanted('a')], [row(50)])).toEqual([]);
    expect(proven([wanted('a')], [row(51, 'other')])).toEqual([]);
    expect(proven([wanted('a')], [row(51, null)])).toEqual([]);
    expect(proven([wanted('a')], [row(51, TEXT, 'any;-;+15550002222')])).toEqual([]);
    expect(proven([wanted('a', { maxRowid: null })], [row(51)])).toEqual([]);
  });

  it('is none that had come by the watch before it was begun, whatever its number: that is of another file', () => {
    const [before, after] = [
      { ...row(51), nth: 3 },
      { ...row(52), nth: 4 },
    ];
    const one = wanted('a', { ownRows: 3 });
    expect(proven([one], [before])).toEqual([]);
    expect(proven([one], [before, after])).toEqual(['a G52']);
    expect(proven([{ ...one, claim: claim('G51', 51) }], [before])).toEqual([]);
  });

  it('is the row that imsg has found by its words, also where nobody else can read them', () => {
    const one = wanted('a', { claim: claim('g52', 52) });
    expect(proven([one], [row(51), row(52, null)])).toEqual(['a G52']);
    expect(proven([one], [row(51)])).toEqual([]);
    expect(proven([one], [row(52, null, 'any;-;+15550002222')])).toEqual([]);
  });

  it('is the row that the bridge names only where the row says so itself', () => {
    const one = wanted('a', { claim: claim('G51', null) });
    expect(proven([one], [row(51, null)])).toEqual([]);
    expect(proven([one], [row(51, 'other')])).toEqual([]);
    expect(proven([one], [row(51)])).toEqual(['a G51']);
    expect(proven([one], [row(51, 'other'), row(52)])).toEqual(['a G52']);
  });

  it('goes to the last of those that say the same and were begun before it, each once', () => {
    const [a, b] = [wanted('a'), wanted('b', { maxRowid: 60 })];
    expect(proven([a, b], [row(61)])).toEqual(['b G61']);
    expect(proven([a, b], [row(55)])).toEqual(['a G55']);
  });

  it('goes in order where several rows say the same: the first of them to whichever was begun first', () => {
    const [a, b, c] = [wanted('a'), wanted('b', { maxRowid: 60 }), wanted('c', { maxRowid: 60 })];
    expect(proven([a, b], [row(61), row(62)])).toEqual(['a G61', 'b G62']);
    expect(proven([a, b, c], [row(61), row(62)])).toEqual(['b G61', 'c G62']);
    expect(proven([a, b, c], [row(55), row(61), row(62), row(63)])).toEqual(['a G55', 'b G61', 'c G62']);
    const other = { ...c, part: { ...c.part, content: 'other' } };
    expect(proven([a, other, b], [row(61), row(62, 'other'), row(63)])).toEqual(['a G61', 'c G62', 'b G63']);
  });

  it('may come before the answer, but not where others say the same, and is not what another has found', () => {
    const a = wanted('a');
    expect(proven([wanted('b', { isOnTheWire: true })], [row(61)])).toEqual(['b G61']);
    expect(proven([a, wanted('b', { isOnTheWire: true })], [row(61)])).toEqual([]);
    expect(proven([a, wanted('b', { claim: claim('G61', 61) })], [row(61)])).toEqual(['b G61']);
    expect(proven([a, wanted('b', { claim: claim('G62', 62) })], [row(61)])).toEqual(['a G61']);
  });
});

describe('the proof of a file', () => {
  const fileOf = (name: string, path: string, change: Partial<Wanted> = {}) => {
    const one = wanted(path, change);
    const content = JSON.stringify({ path, name, bytes: 3 });
    return { ...one, part: { ...one.part, kind: 'file' as const, content } };
  };
  const carrying = (rowid: number, name: string, bytes: number): OwnRow => ({
    ...row(rowid, null),
    files: [{ name, bytes }],
  });

  it('is the row that carries it, whichever comes first (OUT-13)', () => {
    const files = [fileOf('a.pdf', '/a'), fileOf('b.pdf', '/b')];
    expect(proven(files, [carrying(51, 'b.pdf', 9), carrying(52, 'a.pdf', 8)])).toEqual(['/b G51', '/a G52']);
    expect(proven(files, [row(51, ''), carrying(52, 'c.pdf', 8)])).toEqual([]);
  });

  it('of those that are the same are their rows, in their order', () => {
    const files = [fileOf('a.pdf', '/a'), fileOf('a.pdf', '/b')];
    expect(proven(files, [carrying(51, 'a.pdf', 3), carrying(52, 'a.pdf', 3)]).toSorted()).toEqual([
      '/a G51',
      '/b G52',
    ]);
  });

  it('is none that the bridge names and that carries another', () => {
    const one = fileOf('a.pdf', '/a', { claim: claim('G51', null) });
    expect(proven([one], [carrying(51, 'b.pdf', 9)])).toEqual([]);
    expect(proven([one], [carrying(51, 'a.pdf', 9)])).toEqual(['/a G51']);
  });

  it('is no proof of words', () => {
    expect(proven([wanted('a')], [carrying(51, TEXT, 3)])).toEqual([]);
  });
});
