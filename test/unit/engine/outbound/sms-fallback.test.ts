// What Messages has provably not delivered leaves once more as SMS, where that is wanted and there is a number.

import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../engine/message/plain-text.ts';
import { text } from '../../../../engine/outbound/kinds/text.ts';
import { smsFallbackOf } from '../../../../engine/outbound/sms-fallback.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { id } from '../../../support/messages/ids.ts';
import { createOutboxBed } from '../../../support/sending/outbox-bed.ts';
import { ACCOUNT, part } from '../../../support/stores/inputs.ts';

const IDS = { uuid: () => 'new', bytes: () => new Uint8Array(), fraction: () => 0 };
const target = (chatGuid: string) => ({ chatGuid: id.chat(chatGuid), chatId: id.chatId(7) });
const undelivered = (change: Partial<PartRow> = {}): PartRow => ({
  ...part('turn#0'),
  turnId: id.turn('turn'),
  accountId: ACCOUNT,
  lane: id.lane('lane'),
  seq: 1,
  content: 'hello',
  target: target('any;-;+15550001111'),
  state: 'undelivered',
  guid: id.guid('G'),
  rowid: id.rowid(50),
  evidence: null,
  createdAtMs: 0,
  endedAtMs: 1,
  ...change,
});

const fallbackOf = (change?: Partial<PartRow>) => smsFallbackOf(undelivered(change), 'iMessage', IDS);

describe('what leaves as SMS', () => {
  it('is the words of an answer to one number, as a part of its own', () => {
    expect(fallbackOf()).toMatchObject({
      partId: 'sms:turn#0',
      lane: 'lane',
      kind: 'text',
      content: 'hello',
      target: { chatGuid: 'any;-;+15550001111', to: '+15550001111', service: 'sms' },
      state: 'queued',
    });
    const message = {
      text: 'well',
      styles: [{ start: 0, length: 4, styles: ['bold'] }],
      replyTo: id.guid('T'),
    };
    const styled = text.encode(message as Parameters<typeof text.encode>[0])!;
    expect(fallbackOf({ content: styled })?.content).toBe('well');
    const own = { turnId: null, partId: 'send:1#0' as PartRow['partId'] };
    expect(fallbackOf(own)?.partId).toBe('sms:send:1#0');
  });

  it.each<[string, Partial<PartRow>]>([
    ['to a group', { target: target('any;+;chat77') }],
    // Written without its country it would be taken for that of another one: +20 is Egypt.
    ['to a number that does not say its country', { target: target('any;-;2025550166') }],
    ['to a service', { target: target('any;-;262966') }],
    ['to an address', { target: target('iMessage;-;alice@example.com') }],
    ['that was to be an SMS', { target: { ...target('any;-;+15550001111'), service: 'sms' } }],
    ['that the gateway said by itself', { turnId: null, partId: 'pairing:1' as PartRow['partId'] }],
    ['that is a file', { kind: 'file', content: '{"path":"/a","name":"a","bytes":1}' }],
    ['said of a file', { content: text.encode({ text: 'see', styles: [], isCaption: true })! }],
  ])('is nothing %s', (_, change) => {
    expect(fallbackOf(change)).toBeNull();
  });

  it.each(['SMS', 'RCS', '', null])('is nothing that left over %j, whatever was asked for', (service) => {
    expect(smsFallbackOf(undelivered(), service, IDS)).toBeNull();
    const wanted = { target: { ...target('iMessage;-;+15550001111'), service: 'imessage' } } as const;
    expect(smsFallbackOf(undelivered(wanted), service, IDS)).toBeNull();
  });

  it('is what left by satellite, and what left as iMessage in a chat that was of SMS', () => {
    expect(smsFallbackOf(undelivered(), 'iMessageLite', IDS)?.content).toBe('hello');
    expect(fallbackOf({ target: target('SMS;-;+15550001111') })?.content).toBe('hello');
  });
});

describe('an answer that was not delivered', () => {
  const failing = async (
    smsFallback: 'never' | 'undelivered',
    service = 'iMessage',
    core = createMemoryCore(),
  ) => {
    const errors = new Map<string, number>();
    const bed = await createOutboxBed({ errors, smsFallback, service, core });
    await bed.answer(plainText('one'));
    errors.set('G-1', 22);
    await bed.clock.advance(10 * 60_000);
    return { ...bed, errors };
  };

  it('leaves once more, and each of the two has its end (S7)', async () => {
    const { sent, parts, proofs, restart, clock } = await failing('undelivered');
    expect(sent).toEqual(['one', 'one']);
    expect(parts).toEqual(['one sending', 'one sent', 'one undelivered', 'one sending', 'one sent']);
    await restart();
    await clock.advance(10 * 60_000);
    expect(sent).toHaveLength(2);
    expect(await proofs()).toEqual(['one undelivered G-1', 'one sent G-2']);
  });

  it('is durable with that end, in one command: nothing comes between (OUT-21)', async () => {
    const core = createMemoryCore();
    const written: string[] = [];
    const transact: StoreCore['transact'] = (epoch, commands) => {
      written.push(...commands.flatMap(({ name }) => (name === 'post' || name === 'endPart' ? [name] : [])));
      return core.transact(epoch, commands);
    };
    await failing('undelivered', 'iMessage', { ...core, transact });
    // Sent, undelivered, and the one in its place sent.
    expect(written).toEqual(['endPart', 'endPart', 'endPart']);
  });

  it('does not where that is not wanted, where it was an SMS, nor a third time', async () => {
    expect((await failing('never')).sent).toEqual(['one']);
    expect((await failing('undelivered', 'SMS')).sent).toEqual(['one']);
    const { sent, errors, clock, parts } = await failing('undelivered');
    errors.set('G-2', 22);
    await clock.advance(10 * 60_000);
    expect(sent).toHaveLength(2);
    expect(parts.filter((each) => each === 'one undelivered').length).toBeGreaterThan(0);
  });

  const ofTwo = async () => {
    const errors = new Map<string, number>();
    const bed = await createOutboxBed({ errors, smsFallback: 'undelivered' });
    await bed.answer(plainText('one'), plainText('two'));
    await bed.clock.advance(1_000);
    errors.set('G-2', 22);
    await bed.clock.advance(5_000);
    return { ...bed, errors };
  };

  it('waits some seconds for the piece before it, which Messages may note later', async () => {
    const { sent, errors, clock } = await ofTwo();
    expect(sent).toEqual(['one', 'two']);
    errors.set('G-1', 22);
    await clock.advance(2_000);
    expect(sent).toEqual(['one', 'two', 'one', 'two']);
    const other = await ofTwo();
    await other.clock.advance(10_000);
    expect(other.sent).toEqual(['one', 'two', 'two']);
  });

  it('does not leave where it was delivered all the same while it waited', async () => {
    const { sent, errors, clock, parts } = await ofTwo();
    errors.delete('G-2');
    await clock.advance(60_000);
    expect(sent).toEqual(['one', 'two']);
    expect(parts).not.toContain('two undelivered');
  });

  it('waits for nothing once a stop begins: the next run sends it', async () => {
    const { sent, clock, parts, ending, restart } = await ofTwo();
    ending.abort();
    await clock.advance(0);
    expect(parts).toContain('two undelivered');
    await restart();
    expect(sent).toEqual(['one', 'two', 'two']);
  });
});
