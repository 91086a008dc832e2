import { parseBuffer } from '@parseaple/bplist';
import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const MINUTE = 60_000;

interface Row {
  readonly text: string | null;
  readonly attributedBody: Buffer | null;
  readonly date: number;
  readonly date_edited: number;
  readonly message_summary_info: Buffer;
  readonly [column: string]: unknown;
}

interface Summary {
  readonly otr?: Record<string, { lo: number; le: number }>;
  readonly ec?: Record<string, { t: Uint8Array; d: number }[]>;
  readonly ep?: number[];
  readonly rp?: number[];
  readonly [key: string]: unknown;
}

const rows = (mac: TestMac) => mac.all<Row>('SELECT * FROM message ORDER BY ROWID');
const summaryOf = (row: Row) => parseBuffer(row.message_summary_info)[0] as unknown as Summary;

function said(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  const root = Unarchiver.open(Buffer.from(bytes)).decodeSingleRoot();
  if (!(root instanceof NSAttributedString)) throw new Error('the root is not an attributed string');
  return String(root.string);
}

async function startMac(text = 'helo') {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text }, { eventId: 'first' });
  await mac.pass(MINUTE);
  return mac;
}

describe('an edit (file-7)', () => {
  it('changes the row in place and keeps what it said before', async () => {
    const mac = await startMac();
    const [before] = rows(mac);
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'hello' });
    await mac.pass(10);
    const [after, ...more] = rows(mac);
    expect(more).toEqual([]);
    expect(after).toMatchObject({
      ROWID: 1,
      guid: before!.guid,
      date: before!.date,
      text: null,
      part_count: 1,
    });
    expect(said(after!.attributedBody)).toBe('hello');
    expect(after!.date_edited).toBeGreaterThan(before!.date);
    expect(after!.date_edited % 128).toBe(0);
    const { otr, ec, ep, ust, rp } = summaryOf(after!);
    expect({ otr, ep, ust, rp }).toEqual({ otr: { 0: { lo: 0, le: 4 } }, ep: [0], ust: true, rp: undefined });
    expect(ec!['0']!.map(({ t }) => said(t))).toEqual(['helo', 'hello']);
    expect(ec!['0']!.every(({ t }) => !Buffer.from(t).includes('Mutable'))).toBe(true);
    const [original, newest] = ec!['0']!.map(({ d }) => d);
    expect(original).toBeCloseTo(before!.date / 1e9, 3);
    expect(newest).toBeCloseTo(after!.date_edited / 1e9, 3);
  });

  it('adds one version each time', async () => {
    const mac = await startMac();
    for (const text of ['hello', 'hello!', 'Hello!']) {
      mac.device.schedule({ kind: 'edit', from: ALICE, text });
      await mac.pass(1000);
    }
    const { otr, ec, ep } = summaryOf(rows(mac)[0]!);
    expect(ec!['0']!.map(({ t }) => said(t))).toEqual(['helo', 'hello', 'hello!', 'Hello!']);
    expect({ otr, ep }).toEqual({ otr: { 0: { lo: 0, le: 4 } }, ep: [0] });
  });

  it('of one part leaves the others and their numbers', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'lok' }, { eventId: 'photo' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'look', part: 1 });
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'no picture', part: 0 });
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'nothing', part: 2 });
    await mac.pass(1000);
    const [row] = rows(mac);
    expect(said(row!.attributedBody)).toBe('\uFFFClook');
    const { otr, ec, ep } = summaryOf(row!);
    expect(otr).toEqual({ 0: { lo: 0, le: 1 }, 1: { lo: 1, le: 3 } });
    expect(ep).toEqual([1]);
    expect(Object.keys(ec!)).toEqual(['1']);
    expect(mac.all('SELECT 1 FROM message_attachment_join')).toHaveLength(1);
  });

  it('finds the message by what it says, and happens once however often it is applied', async () => {
    const mac = await startMac('no');
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'no' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'yes', saying: 'no' });
    await mac.pass(1000);
    expect(rows(mac).map((row) => said(row.attributedBody))).toEqual(['no', 'yes']);
  });

  it('is no new message for a watch', async () => {
    const mac = await startMac();
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'watch.subscribe', { since_rowid: 1, include_reactions: true });
    await mac.clock.advance(1000);
    mac.device.schedule({ kind: 'edit', from: ALICE, text: 'hello' });
    mac.device.schedule({ kind: 'unsend', from: ALICE });
    await mac.pass(20_000);
    expect(imsg.frames()).toHaveLength(1);
    imsg.ask(2, 'messages.history', { chat_id: 1 });
    await mac.clock.advance(0);
    expect(imsg.answer(2).result.messages).toMatchObject([{ id: 1, text: '' }]);
  });

  it('by the owner happens up to five times within 15 minutes', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'v0' });
    await mac.pass(1000);
    for (let n = 1; n <= 6; n += 1) {
      mac.device.schedule({ kind: 'edit', to: ALICE, text: `v${n}` });
      await mac.pass(1000);
    }
    expect(said(rows(mac)[0]!.attributedBody)).toBe('v5');
    expect(rows(mac)[0]!.attributedBody!.includes('NSMutableAttributedString')).toBe(true);
    expect(summaryOf(rows(mac)[0]!).euh).toEqual([ALICE]);
    mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'late' });
    await mac.pass(16 * MINUTE);
    mac.device.schedule({ kind: 'edit', to: ALICE, text: 'too late' });
    await mac.pass(1000);
    expect(said(rows(mac)[1]!.attributedBody)).toBe('late');
    expect(rows(mac)[1]!.date_edited).toBe(0);
  });

  it('has words', () => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'edit', from: ALICE, text: '' })).toThrow('give the new words');
  });

  it.each(['SMS', 'RCS'])('changes nothing of other people, nor what goes by %s', async (service) => {
    const mac = await startMac();
    mac.device.schedule({ kind: 'edit', to: ALICE, text: 'mine', message: messageGuid('first') });
    mac.device.schedule({ kind: 'edit', to: ALICE, text: 'mine' });
    mac.device.schedule({ kind: 'text', from: '262966', text: 'code', service });
    await mac.pass(2000);
    const [text] = mac.all<{ guid: string }>("SELECT guid FROM message WHERE service <> 'iMessage'");
    mac.device.schedule({ kind: 'edit', from: '262966', text: 'other', message: text!.guid });
    await mac.pass(1000);
    expect(rows(mac).map((row) => row.date_edited)).toEqual([0, 0]);
  });
});

describe('an unsend', () => {
  it('empties the row and leaves it where it is', async () => {
    const mac = await startMac('oops');
    mac.device.schedule({ kind: 'unsend', from: ALICE });
    await mac.pass(1000);
    const [row] = rows(mac);
    expect(row).toMatchObject({
      text: null,
      attributedBody: null,
      part_count: 0,
      is_empty: 1,
      date_retracted: 0,
    });
    expect(row!.date_edited).toBeGreaterThan(row!.date);
    expect(summaryOf(row!)).toEqual({ amc: 0, ust: true, otr: { 0: { lo: 0, le: 4 } }, ep: [0], rp: [0] });
    expect(mac.all('SELECT 1 FROM chat_message_join')).toHaveLength(1);
  });

  it('has a date of its own on early systems', async () => {
    const mac = await startMac('oops');
    mac.device.schedule({ kind: 'unsend', from: ALICE, mark: 'retracted' });
    await mac.pass(1000);
    const [row] = rows(mac);
    expect(row).toMatchObject({ attributedBody: null, part_count: 0, is_empty: 0 });
    expect(row!.date_retracted).toBe(row!.date_edited);
    expect(summaryOf(row!)).toEqual({ amc: 0, ust: true, otr: { 0: { lo: 0, le: 4 } }, rp: [0] });
  });

  it('of one part leaves the others, and takes its file along', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look' });
    await mac.pass(2000);
    mac.device.schedule({ kind: 'unsend', from: ALICE, part: 0 });
    await mac.pass(1000);
    const [row] = rows(mac);
    expect(said(row!.attributedBody)).toBe('look');
    expect(row).toMatchObject({ part_count: 1, is_empty: 0, cache_has_attachments: 0 });
    expect(summaryOf(row!)).toMatchObject({ otr: { 0: { lo: 0, le: 1 }, 1: { lo: 1, le: 4 } }, rp: [0] });
    expect(mac.all('SELECT 1 FROM attachment')).toEqual([]);
    mac.device.schedule({ kind: 'edit', from: ALICE, part: 1, text: 'looked' });
    await mac.pass(1000);
    expect(said(rows(mac)[0]!.attributedBody)).toBe('looked');
    mac.device.schedule({ kind: 'unsend', from: ALICE, part: 1 });
    await mac.pass(1000);
    expect(rows(mac)[0]).toMatchObject({ attributedBody: null, part_count: 0, is_empty: 1 });
    expect(summaryOf(rows(mac)[0]!)).toMatchObject({ rp: [0, 1] });
  });

  it('by the owner happens within two minutes', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'one' });
    await mac.pass(3 * MINUTE);
    mac.device.schedule({ kind: 'unsend', to: ALICE });
    mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'two' });
    await mac.pass(MINUTE);
    mac.device.schedule({ kind: 'unsend', to: ALICE });
    await mac.pass(1000);
    expect(rows(mac).map((row) => said(row.attributedBody))).toEqual(['one', null]);
  });
});
