import { expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { createDeliveryWatch } from '../../../../engine/outbound/delivery.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';

function watching(firstVersion: string | null = '0.14.1') {
  let version = firstVersion;
  const clock = createManualClock();
  const asked: string[] = [];
  const failed: [string, number, string | null][] = [];
  const noted = new Map<string, object | null>();
  const refused = new Map<string, Error>();
  const client = {
    async call(_method: string, { guid }: { readonly guid: string }) {
      asked.push(guid);
      if (refused.has(guid)) throw refused.get(guid)!;
      return { checked_at: '2026-01-01T00:00:00Z', service: 'SMS', status_fields: noted.get(guid) ?? null };
    },
  } as unknown as RpcCaller;
  const faults: string[] = [];
  const watch = createDeliveryWatch({
    ...common,
    unawaited: (running) => void running.catch(({ message }: Error) => faults.push(message)),
    clock,
    signal: new AbortController().signal,
    db: null,
    readClient: () => client,
    imsgVersion: () => version,
    groupOf: () => null,
    async onFailed(_part, { guid }, { error, service }) {
      failed.push([guid, error, service]);
    },
  });
  const sent = (guid: string) => watch({} as PartRow, { guid: id.guid(guid), rowid: id.rowid(1) });
  const known = (build: string) => {
    version = build;
  };
  return { clock, asked, failed, faults, noted, refused, sent, known };
}

it('is asked for over the wire behind a wrapper, and told of once, with what it left as (S7)', async () => {
  const { clock, failed, noted, sent } = watching();
  sent('A');
  sent('B');
  noted.set('A', { error: 0, is_delivered: false });
  noted.set('B', { error: 22, is_delivered: false });
  await clock.advance(10 * 60_000);
  expect(failed).toEqual([['B', 22, 'SMS']]);
});

it('counts as no failure where it was delivered all the same, or nobody knows the row (S7)', async () => {
  const { clock, failed, noted, sent } = watching();
  sent('A');
  sent('B');
  noted.set('A', { error: 22, is_delivered: true });
  await clock.advance(10 * 60_000);
  expect(failed).toEqual([]);
});

it('is asked of the newest twenty at each look (S7)', async () => {
  const { clock, asked, sent } = watching();
  for (let at = 1; at <= 25; at += 1) sent(`G${at}`);
  await clock.advance(2_000);
  expect(asked).toEqual(Array.from({ length: 20 }, (_, index) => `G${index + 6}`));
});

it('is asked for once the build is known, of what was sent before as well (S7)', async () => {
  const { clock, asked, failed, noted, sent, known } = watching(null);
  sent('A');
  noted.set('A', { error: 22, is_delivered: false });
  await clock.advance(2_000);
  expect(asked).toEqual([]);
  known('0.14.1');
  await clock.advance(10 * 60_000);
  expect(failed).toEqual([['A', 22, 'SMS']]);
});

it('is told of the others where imsg refuses to say it of one, or says nothing more (S7)', async () => {
  const { clock, asked, failed, noted, refused, sent } = watching();
  for (const guid of ['A', 'B', 'C', 'D', 'E']) {
    sent(guid);
    noted.set(guid, { error: 22, is_delivered: false });
  }
  refused.set('B', new RpcError('message.send_status', { code: -32603, message: 'no' }));
  refused.set('D', new EngineError('rpc_timeout'));
  await clock.advance(2_000);
  expect(asked).toEqual(['A', 'B', 'C', 'D']);
  expect(failed.map(([guid]) => guid)).toEqual(['A', 'C']);
  refused.clear();
  await clock.advance(10 * 60_000);
  expect(failed.map(([guid]) => guid)).toEqual(['A', 'C', 'B', 'D', 'E']);
});

it('is asked for again after a look that failed by a fault of the gateway itself (S7)', async () => {
  const { clock, failed, faults, noted, refused, sent } = watching();
  sent('A');
  noted.set('A', { error: 22, is_delivered: false });
  refused.set('A', new TypeError('no such thing'));
  await clock.advance(2_000);
  expect(faults).toEqual(['no such thing']);
  refused.clear();
  await clock.advance(10 * 60_000);
  expect(failed).toEqual([['A', 22, 'SMS']]);
});

it('is asked of no build that cannot say (S7)', async () => {
  const { clock, asked, sent } = watching('0.9.0');
  sent('A');
  await clock.advance(10 * 60_000);
  expect(asked).toEqual([]);
});
