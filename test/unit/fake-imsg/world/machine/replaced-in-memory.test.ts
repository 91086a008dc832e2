import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const text = (words: string) => ({ kind: 'text', from: '+15550001111', text: words });

describe('another database on a Mac in memory', () => {
  it('is what new readers and requests see, while a watch holds on to the old one', async () => {
    const mac = createTestMac();
    for (const words of ['one', 'two', 'three', 'four']) mac.device.schedule(text(words));
    await mac.pass(1000);
    const { database } = mac.device.files();
    const imsg = startTestImsg(mac.device);
    imsg.ask('sub', 'watch.subscribe', { since_rowid: 4 });
    await mac.clock.advance(0);
    mac.device.schedule({ kind: 'replace-database', rowids: 'higher' });
    mac.device.schedule(text('five'), { inMs: 1 });
    await mac.pass(10_000);
    imsg.ask('after', 'messages.after', { since_rowid: 1000 });
    await mac.clock.advance(0);
    expect(mac.device.files().database).not.toBe(database);
    expect(imsg.answer('after').result).toMatchObject({ next_rowid: 1025, has_more: false });
    expect(imsg.frames().filter(({ method }) => method === 'message')).toEqual([]);
    expect(mac.device.openReader().prepare('SELECT MAX(ROWID) FROM message').pluck().get()).toBe(1025);
  });

  it('stays the same one when the log is made anew', async () => {
    const mac = createTestMac();
    const before = mac.device.files();
    mac.device.schedule({ kind: 'rotate-wal' });
    mac.device.schedule(text('one'), { inMs: 1 });
    await mac.pass(100);
    expect(mac.device.files()).toEqual(before);
    expect(mac.all('SELECT * FROM message')).toHaveLength(1);
  });
});
