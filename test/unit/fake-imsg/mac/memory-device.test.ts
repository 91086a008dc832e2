import { describe, expect, it, vi } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';

const text = (words: string) => ({ kind: 'text', from: '+15550001111', text: words });

describe('a device in memory', () => {
  it('applies what is due in due order and says when the next thing is due', async () => {
    const mac = createTestMac();
    const startMs = mac.clock.wallMs();
    mac.device.schedule(text('third'), { inMs: 5000 });
    mac.device.schedule(text('first'), { inMs: 1000 });
    mac.device.schedule(text('second'), { inMs: 1000 });
    expect(mac.device.step()).toBe(startMs + 1000);
    await mac.pass(2000);
    expect(mac.device.step()).toBe(startMs + 5000);
    await mac.pass(4000);
    expect(mac.device.step()).toBeNull();
    const bodies = mac.all<{ body: Buffer }>('SELECT attributedBody AS body FROM message ORDER BY ROWID');
    const order = bodies.map(({ body }) => ['first', 'second', 'third'].find((word) => body.includes(word)));
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('gives late rows the date of their due time, not that of the step', async () => {
    const mac = createTestMac();
    mac.device.schedule(text('one'), { inMs: 1000 });
    mac.device.schedule(text('two'), { inMs: 2000 });
    await mac.pass(3_600_000);
    const [one, two] = mac.all<{ ms: number }>('SELECT date / 1000000 AS ms FROM message ORDER BY ROWID');
    expect(two!.ms - one!.ms).toBe(1000);
  });

  it('takes an event of the same id once', async () => {
    const mac = createTestMac();
    expect(mac.device.schedule(text('hi'), { eventId: 'E1' })).toBe('E1');
    await mac.pass(100);
    mac.device.schedule(text('hi'), { eventId: 'E1' });
    await mac.pass(100);
    expect(mac.all('SELECT guid FROM message')).toHaveLength(1);
  });

  it('tells of a change once per step, in a later turn, until the listener leaves', async () => {
    const mac = createTestMac();
    const onChange = vi.fn();
    const leave = mac.device.onChange(onChange);
    mac.device.schedule(text('one'));
    mac.device.schedule(text('two'));
    mac.device.step();
    expect(onChange).not.toHaveBeenCalled();
    await mac.clock.advance(0);
    expect(onChange).toHaveBeenCalledTimes(1);
    leave();
    await mac.pass(100);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('is silent when a step changes nothing', async () => {
    const mac = createTestMac();
    const onChange = vi.fn();
    mac.device.onChange(onChange);
    await mac.pass(1000);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('tells of a new event on the agenda', async () => {
    const mac = createTestMac();
    const onAgenda = vi.fn();
    mac.device.onAgenda(onAgenda);
    mac.device.schedule(text('hi'), { inMs: 500, eventId: 'E1' });
    mac.device.schedule(text('hi'), { inMs: 500, eventId: 'E1' });
    await mac.clock.advance(0);
    expect(onAgenda).toHaveBeenCalledTimes(1);
  });

  it('outlives readers that are closed', async () => {
    const mac = createTestMac();
    mac.device.openReader().close();
    mac.device.schedule(text('hi'));
    await mac.pass(100);
    expect(mac.device.openReader().prepare('SELECT count(*) FROM message').pluck().get()).toBe(1);
  });

  it('begins as a new one does, whatever another one held that was closed', async () => {
    const tables = [
      'message',
      'chat',
      'handle',
      'chat_message_join',
      'sqlite_sequence',
      'index_state_metrics',
    ];
    const content = ({ all }: ReturnType<typeof createTestMac>) =>
      Object.fromEntries(
        [...tables, '_SqliteDatabaseProperties'].map((table) => [table, all(`SELECT * FROM ${table}`)]),
      );
    const first = createTestMac();
    const before = content(first);
    first.device.schedule(text('hi'));
    await first.pass(100);
    expect(content(first)).not.toEqual(before);
    first.device.close();
    expect(content(createTestMac())).toEqual(before);
  });

  it('shares nothing with another one that lives at the same time', async () => {
    const [one, other] = [createTestMac(), createTestMac()];
    one.device.schedule(text('hi'));
    await one.pass(100);
    expect(other.all('SELECT ROWID FROM message')).toEqual([]);
  });

  it('belongs to the owner it is given', async () => {
    const mac = createTestMac({ ownerHandle: 'me@example.com' });
    mac.device.schedule(text('hi'));
    await mac.pass(100);
    expect(mac.all('SELECT account, destination_caller_id FROM message')).toEqual([
      { account: 'E:me@example.com', destination_caller_id: 'me@example.com' },
    ]);
  });

  it('permits everything by default', () => {
    expect(createTestMac().device.facts()).toMatchObject({
      fullDiskAccess: true,
      automation: true,
      sip: 'enabled',
      signedIn: true,
    });
  });
});
