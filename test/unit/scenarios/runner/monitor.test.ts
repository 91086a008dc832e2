// Which rows a gateway owes a fate, as its subscriptions have it.

import { describe, expect, it } from 'vitest';
import { addEntry } from '../../../../scenarios/observe/ledger.ts';
import { scriptedAgent } from '../../../../scenarios/runner/agent.ts';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { createMonitor } from '../../../../scenarios/runner/monitor.ts';
import type { Journal } from '../../../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';

const EMPTY: Journal = {
  accountId: 'default',
  sourceCount: 1,
  counts: { sightings: 0, repeats: 0, rows: 0, pending: 0, fates: {} as Journal['counts']['fates'] },
  cursors: { journalledTo: null, settledTo: null },
  read: null,
  verdicts: [],
  sourceStarts: [0],
  turns: [],
  openTurns: [],
  parts: [],
  pairing: { requests: [], approvals: [], owner: null },
};

/** A Mac with five rows, and a gateway that has journalled none of them. */
function watched(steps = 'wait: 1s') {
  const scenario = loadScenario(`about: it\ncovers: [A1]\ndrivers: [sim]\nsteps: [${steps}]`, 'it.yaml');
  const { device, ledger, text, world } = createInstallation({ seed: 'monitor' });
  for (let index = 0; index < 5; index += 1) text('+15550001111', `n${index}`, { inMs: index });
  world.schedule(1000, () => void device.step());
  let journal = EMPTY;
  const monitor = createMonitor(scenario, scriptedAgent(scenario), {
    device,
    ledger,
    journals: () => [journal],
    hasForgotten: () => false,
  });
  return {
    monitor,
    device,
    world,
    cursorIs(settledTo: number) {
      journal = { ...EMPTY, cursors: { journalledTo: settledTo, settledTo } };
    },
    subscribes(sinceRowid: number | null) {
      const event = { accountId: 'default', sinceRowid, boundary: null };
      monitor.hear({ kind: 'event', incarnation: 1, atMs: 0, name: 'subscribed', event });
    },
    logs(message: string) {
      addEntry(ledger, { kind: 'log', incarnation: 1, atMs: 0, level: 'warn', message });
    },
    fails() {
      const context = { messageGuids: [], chatGuid: 'any;-;alice@example.com' };
      const turn = {
        turnId: 'turn',
        accountId: 'default',
        text: 'hello',
        state: 'answered',
        context: { attachments: [], ...context },
      };
      const part = {
        partId: 'turn#0',
        turnId: 'turn',
        kind: 'text',
        ordinal: 0,
        content: 'You said: hello',
        state: 'failed',
      };
      journal = { ...EMPTY, turns: [turn], parts: [part] } as unknown as Journal;
      monitor.momentary();
      return monitor.final().filter((line) => line.includes('ended failed'));
    },
    /** A reply that was told of as expired so long after the answer. */
    expires(afterMs: number, incarnation = 1, saidBeforeMs = 0) {
      const context = { messageGuids: [], chatGuid: 'any;-;alice@example.com' };
      const turn = {
        turnId: 'turn',
        accountId: 'default',
        text: 'hello',
        state: 'answered',
        context: { attachments: [], ...context },
      };
      const part = {
        partId: 'turn#0',
        turnId: 'turn',
        kind: 'text',
        ordinal: 0,
        content: 'hello',
        state: 'expired',
      };
      journal = { ...EMPTY, turns: [turn], parts: [part] } as unknown as Journal;
      const told = { kind: 'event', incarnation } as const;
      const replying = { ...turn, state: 'replying' };
      if (saidBeforeMs > 0)
        addEntry(ledger, { ...told, atMs: 1000 - saidBeforeMs, name: 'turn', event: replying } as never);
      addEntry(ledger, { ...told, atMs: 1000, name: 'turn', event: turn } as never);
      addEntry(ledger, { ...told, atMs: 1000 + afterMs, name: 'part', event: part } as never);
      return monitor.final().filter((line) => line.includes('ended expired'));
    },
    lost: () => monitor.final().flatMap((line) => /lost: row (\d+)/.exec(line)?.[1] ?? []),
  };
}

describe('the monitor', () => {
  it('wants a fate for every row above the first subscription', async () => {
    const { world, subscribes, lost } = watched();
    await world.advance(2000);
    subscribes(2);
    expect(lost()).toEqual(['3', '4', '5']);
  });

  it('wants none for rows that were there when a remote gateway began to listen', async () => {
    const { world, subscribes, lost } = watched();
    await world.advance(2000);
    subscribes(null);
    expect(lost()).toEqual([]);
  });

  it('excuses a span that the log says is skipped, and no other that is not asked for', async () => {
    const { world, subscribes, cursorIs, logs, lost } = watched();
    await world.advance(2000);
    subscribes(-1);
    logs('imessage: skipped 2 rows older than the recovery window account=default rowids=2-3');
    logs('imessage: skipped 1 rows older than the recovery window account=work rowids=4-4');
    cursorIs(4);
    subscribes(4);
    expect(lost()).toEqual(['1', '4', '5']);
  });

  it('excuses what was there when a gateway without a cursor begins again', async () => {
    const { world, subscribes, lost } = watched();
    subscribes(null);
    await world.advance(2000);
    expect(lost()).toEqual(['1', '2', '3', '4', '5']);
    subscribes(null);
    expect(lost()).toEqual([]);
  });

  it('lets a reply expire that waited two hours, or for a gateway, and no other', () => {
    const limitMs = 2 * 3_600_000;
    expect(watched().expires(limitMs + 1)).toEqual([]);
    expect(watched().expires(limitMs)).toEqual(['part 0 of turn "hello" ended expired']);
    expect(watched().expires(limitMs, 2)).toEqual([]);
    expect(watched().expires(limitMs, 1, 1)).toEqual([]);
  });

  it('counts those hours by the clock of the gateway, as far as that was set', () => {
    const hourMs = 3_600_000;
    const ended = ['part 0 of turn "hello" ended expired'];
    const set = '{ gatewayClock: { ahead: 1h } }, { gatewayClock: { behind: 30m } }';
    expect(watched(set).expires(hourMs / 2 + 1)).toEqual([]);
    expect(watched(set).expires(hourMs / 2)).toEqual(ended);
    expect(watched('{ gatewayClock: { rate: 2 } }').expires(hourMs + 1)).toEqual([]);
    expect(watched('{ gatewayClock: { rate: 2 } }').expires(hourMs)).toEqual(ended);
    expect(watched('{ gatewayClock: { rate: 0.5 } }').expires(2 * hourMs)).toEqual(ended);
  });

  it('lets a reply fail where another database took the place of the one that was answered', async () => {
    const { monitor, device, world, fails } = watched();
    await world.advance(2000);
    monitor.momentary();
    expect(fails()).toEqual(['part 0 of turn "hello" ended failed']);
    device.schedule({ kind: 'restore-database', lacks: 3 });
    device.step();
    expect(fails()).toEqual([]);
  });

  it('notices a cursor that goes back', () => {
    const { monitor, subscribes, cursorIs } = watched();
    subscribes(-1);
    cursorIs(4);
    expect(monitor.momentary().filter((line) => line.startsWith('cursor'))).toEqual([]);
    cursorIs(3);
    expect(monitor.momentary()).toContain('cursor: went back from 4 to 3 (account default)');
  });

  it('lets it go back where a copy of the database is read that lacks the newest rows (U6)', async () => {
    const { monitor, device, world, subscribes, cursorIs } = watched();
    subscribes(-1);
    cursorIs(4);
    await world.advance(2000);
    monitor.momentary();
    device.schedule({ kind: 'restore-database', lacks: 3 });
    device.step();
    subscribes(2);
    cursorIs(2);
    expect(monitor.momentary().filter((line) => line.startsWith('cursor'))).toEqual([]);
    cursorIs(1);
    expect(monitor.momentary()).toContain('cursor: went back from 2 to 1 (account default)');
  });
});
