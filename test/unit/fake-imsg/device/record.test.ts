import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordEntry } from '../../../../fake-imsg/device/record.ts';
import {
  openRecordFile,
  readRecordFrom,
  recordPath,
} from '../../../../fake-imsg/process/files/record-file.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const whats = (entries: readonly RecordEntry[]) => entries.map(({ what }) => what);

describe('the record of a Mac in memory', () => {
  it('holds what a process was given, what it wrote, and how it ended', async () => {
    const { device, clock } = createTestMac();
    const imsg = startTestImsg(device, {
      argv: ['rpc', '--json'],
      env: { FAKE_IMSG_BUILD: '0.11.0', HOME: '/x' },
    });
    imsg.ask(1, 'watch.unsubscribe', { subscription: 7 });
    await clock.advance(0);
    imsg.end();
    const entries = device.record();
    expect(whats(entries)).toEqual(['start', 'in', 'out', 'end of input', 'exit']);
    expect(entries[0]).toEqual({
      atMs: device.clock.wallMs(),
      pid: 0,
      what: 'start',
      argv: ['rpc', '--json'],
      env: { FAKE_IMSG_BUILD: '0.11.0' },
    });
    expect(JSON.parse(entries[1]!.text!)).toMatchObject({ id: 1, method: 'watch.unsubscribe' });
    expect(entries[2]!.text).toBe(`${imsg.lines[0]}\n`);
    expect(entries[4]).toMatchObject({ code: 0 });
  });

  it('holds what happened on the Mac: events, rows, sends, effects, faults, changes of what it permits', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hi' }, { inMs: 5 });
    mac.device.schedule({ kind: 'script-send', to: '+15550001111', service: 'auto', text: 'yes' });
    mac.device.schedule({ kind: 'permission', automation: false });
    mac.device.schedule({ kind: 'fault', fault: 'deaf' });
    await mac.pass(10_000);
    const entries = mac.device.record();
    expect(entries.find(({ what }) => what === 'event')).toMatchObject({
      eventId,
      dueMs: entries[0]!.atMs + 5,
      event: { kind: 'text', text: 'hi' },
    });
    const rows = mac.all<{ rowid: number; guid: string }>('SELECT ROWID AS rowid, guid FROM message');
    const written = entries.flatMap(({ messages = [] }) => messages as { rowid: number }[]);
    expect(written.sort((a, b) => a.rowid - b.rowid)).toEqual(rows);
    expect(rows).toHaveLength(2);
    expect(entries.find(({ what }) => what === 'sent')).toMatchObject({ sent: { text: 'yes' } });
    expect(entries.find(({ what }) => what === 'fault')).toMatchObject({ fault: { fault: 'deaf' } });
    expect(entries.find(({ what }) => what === 'facts')).toMatchObject({ facts: { automation: false } });
  });

  it('can be read from a mark on, and says nothing of a process that waits', async () => {
    const mac = createTestMac();
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'watch.subscribe');
    await mac.pass(1000);
    const mark = mac.device.recordMark();
    await mac.pass(3_600_000);
    expect(mac.device.record(mark)).toEqual([]);
    imsg.end();
    expect(whats(mac.device.record(mark))).toEqual(['end of input', 'exit']);
  });

  it('shows bytes as they physically went, whatever fault was around them', async () => {
    const { device, clock } = createTestMac();
    const imsg = startTestImsg(device, { env: { FAKE_IMSG_FAULTS: 'torn=3' } });
    imsg.ask(1, 'watch.unsubscribe', { subscription: 7 });
    await clock.advance(0);
    expect(
      device
        .record()
        .filter(({ what }) => what === 'out')
        .map(({ text }) => text),
    ).toEqual(['{"j']);
  });
});

describe('the record in a file', () => {
  function open() {
    const mac = join(temporaryFolder(), 'mac');
    mkdirSync(mac);
    const path = recordPath(mac);
    const turns: (() => void)[] = [];
    const record = openRecordFile(path, (callback) => void turns.push(callback));
    const endTurn = () => {
      for (const callback of turns.splice(0)) callback();
    };
    return { path, record, endTurn };
  }

  it('gathers what flows one way within a turn, and keeps the order', () => {
    const { path, record, endTurn } = open();
    record.note(1, 42, { what: 'out', bytes: bytes('{"a":') });
    record.note(2, 42, { what: 'out', bytes: bytes('1}\n') });
    record.note(3, 42, { what: 'in', bytes: bytes('x') });
    record.note(4, 42, { what: 'exit', code: 0 });
    expect(readRecordFrom(path, 0).entries).toEqual([]);
    endTurn();
    expect(readRecordFrom(path, 0).entries).toEqual([
      { atMs: 1, pid: 42, what: 'out', text: '{"a":1}\n' },
      { atMs: 3, pid: 42, what: 'in', text: 'x' },
      { atMs: 4, pid: 42, what: 'exit', code: 0 },
    ]);
  });

  it('keeps bytes that are no text, and texts with a byte order mark', () => {
    const { record } = open();
    record.note(1, 1, { what: 'out', bytes: Uint8Array.of(0xff, 0x00) });
    record.note(2, 1, { what: 'in', bytes: bytes('\uFEFFa') });
    expect(record.entries()).toEqual([
      { atMs: 1, pid: 1, what: 'out', base64: '/wA=' },
      { atMs: 2, pid: 1, what: 'in', text: '\uFEFFa' },
    ]);
  });

  it('does not wait for the end of a turn with more than it should hold', () => {
    const { path, record } = open();
    record.note(1, 1, { what: 'out', bytes: new Uint8Array(70_000).fill(97) });
    expect(readRecordFrom(path, 0).entries).toHaveLength(1);
  });

  it('is read past a torn line, and on from where it was read', () => {
    const { path, record } = open();
    record.note(1, 1, { what: 'end of input' });
    record.flush();
    appendFileSync(path, '{"atMs":2,"pi\n{"atMs":3,"pid":1,"what":"exit","code":0}\n{"atMs":4');
    const first = readRecordFrom(path, 0);
    expect(first.entries.map(({ atMs }) => atMs)).toEqual([1, 3]);
    appendFileSync(path, ',"pid":1,"what":"end of input"}\n');
    expect(readRecordFrom(path, first.end).entries.map(({ atMs }) => atMs)).toEqual([4]);
    writeFileSync(path, '');
    record.note(5, 1, { what: 'end of input' });
    record.flush();
    expect(readRecordFrom(path, first.end).entries.map(({ atMs }) => atMs)).toEqual([5]);
  });
});
