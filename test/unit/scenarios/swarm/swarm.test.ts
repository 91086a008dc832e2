import { expect, test } from 'vitest';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { drawScenario } from '../../../../scenarios/swarm/draw/draw.ts';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { DRAWN_MARKS, EXPECTED_MARKS, unmet } from '../../../../scenarios/swarm/expected-marks.ts';
import { marksDrawn } from '../../../../scenarios/swarm/marks.ts';
import { play } from '../../../../scenarios/swarm/play.ts';
import { shrink } from '../../../../scenarios/swarm/shrink.ts';
import { added, NOTHING, tallyLines } from '../../../../scenarios/swarm/tally.ts';
import { scenarioText } from '../../../../scenarios/swarm/write-scenario.ts';
import { durationMs } from '../../../../scenarios/vocabulary/duration.ts';

test('the same seed draws the same scenario, another one another', () => {
  expect(drawScenario('a')).toEqual(drawScenario('a'));
  expect(drawScenario('a')).not.toEqual(drawScenario('b'));
});

test('what is drawn is a scenario file that lint takes', () => {
  for (let index = 0; index < 60; index += 1) {
    const drawn = drawScenario(`lint-${index}`);
    const text = scenarioText(drawn, [{ clause: 'answered', text: 'row 1\nwas not', kind: null }]);
    expect(loadScenario(text, `${drawn.about}.yaml`).about).toBe(drawn.about);
  }
});

/** A person says something, or goes on answering. */
interface Said {
  readonly sends?: string;
  readonly from?: string;
  readonly times?: number;
}

test('a world is waited for until an agent that is slow has answered all of it, one by one', () => {
  const drawn = Array.from({ length: 2_000 }, (_, index) => drawScenario(`slow-${index}`));
  let longestMs = 0;
  for (const { agent, steps } of drawn) {
    const said = steps.flatMap((step) => Object.values(step) as Said[]);
    const messages = said.reduce((sum, { sends, from, times = 1 }) => sum + (sends || from ? times : 0), 0);
    const neededMs = messages * (agent?.latency === undefined ? 0 : durationMs(String(agent.latency)));
    longestMs = Math.max(longestMs, neededMs);
    expect(durationMs(String(steps.at(-1)!.wait))).toBeGreaterThan(neededMs);
  }
  expect(longestMs).toBeGreaterThan(3_600_000);
});

test('a world whose answers leave in short pieces is waited for until all have left, or are too late', () => {
  const drawn = Array.from({ length: 500 }, (_, index) => drawScenario(`pieces-${index}`));
  const inPieces = drawn.filter((one) => JSON.stringify(one).includes('textChunkLimit'));
  expect(inPieces.length).toBeGreaterThan(0);
  for (const { steps } of inPieces)
    expect(durationMs(String(steps.at(-1)!.wait))).toBeGreaterThanOrEqual(12 * 3_600_000);
});

test('a gateway with a state of its own comes only when the one that runs has had time to hold what stands at chat.db', () => {
  let count = 0;
  for (let index = 0; index < 1_000; index += 1) {
    const { steps } = drawScenario(`beside-${index}`);
    steps.forEach(({ gateway }, at) => {
      const started = (gateway as { readonly start?: { readonly beside?: string } } | undefined)?.start;
      if (started?.beside !== 'own-state') return;
      count += 1;
      expect(durationMs(String(steps[at - 1]!.wait))).toBeGreaterThan(15_000);
    });
  }
  expect(count).toBeGreaterThan(0);
});

test('a seed is played the same way twice, and adds up', async () => {
  const drawn = drawScenario('twice');
  const [first, second] = [await play(drawn), await play(drawn)];
  expect(second).toEqual(first);
  const tally = added(added(NOTHING, first), second);
  expect(tally.seeds).toBe(2);
  expect(tally.simulatedMs).toBe(2 * first.simulatedMs);
  expect(tallyLines(tally)[0]).toMatch(/^2 seeds, \d+ simulated hours, /);
});

test('what nobody was there for is no violation: an operator whom nobody has asked, or whose gateway is down', async () => {
  const drawn: Drawn = {
    about: 'operator',
    drivers: ['sim'],
    seed: 'operator',
    config: { channels: { imessage: { groups: { '2': {} } } } },
    people: { alice: '+15550001111' },
    steps: [
      { operator: { confirmChat: 1 } },
      { operator: { confirmChat: 2 } },
      { gateway: 'stop' },
      { operator: { confirmChat: 2 } },
      { wait: '1m' },
    ],
  };
  expect((await play(drawn)).violations).toEqual([]);
});

test('the table tells how many hours a second of processor time makes, where that is known', () => {
  const tally = {
    ...NOTHING,
    simulatedMs: 600 * 3_600_000,
    undisturbed: { must: 30, mustNot: 6, either: {} },
  };
  expect(tallyLines(tally, 4_000)[1]).toBe('150 simulated hours per CPU second, 9 rows per CPU second');
  expect(tallyLines(tally).join()).not.toContain('CPU');
});

test('what matters stays when a scenario is made small', async () => {
  const drawn: Drawn = {
    about: 'small',
    drivers: ['sim'],
    seed: 'small',
    config: { channels: { imessage: { includeAttachments: true } } },
    people: { alice: '+15550001111', bob: '+15550002222' },
    chats: { crew: { with: ['alice', 'bob'] } },
    steps: [
      { alice: { sends: 'one' } },
      { wait: '5m' },
      { bob: { sends: 'the culprit', in: 'crew', sentAgo: '3s' } },
      { mac: { flush: { messages: ['a', 'b', 'c'].map((text) => ({ from: 'bob', text, agoMs: '1h' })) } } },
      { wait: '1h' },
    ],
  };
  const smallest = await shrink(drawn, async (candidate) => JSON.stringify(candidate).includes('culprit'));
  expect(smallest.steps).toEqual([{ bob: { sends: 'the culprit' } }, { wait: '1h' }]);
  expect(smallest.config).toBeUndefined();
  expect(Object.keys(smallest.people)).toEqual(['bob']);
});

test('somebody whom no step names stays where the failure needs them', async () => {
  const drawn: Drawn = {
    about: 'small',
    drivers: ['sim'],
    seed: 'small',
    people: { alice: '+15550001111', bob: '+15550002222' },
    steps: [{ alice: { sends: 'one' } }, { wait: '1h' }],
  };
  const smallest = await shrink(drawn, async ({ people }) => 'bob' in people);
  expect(Object.keys(smallest.people)).toContain('bob');
});

test('a mark that was never met is named', () => {
  const marks = Object.fromEntries(EXPECTED_MARKS.map((mark) => [mark, 1]));
  expect(unmet(marks)).toEqual([]);
  const { 'fault deaf': _, ...without } = marks;
  expect(unmet(without)).toEqual(['fault deaf']);
});

test('two thousand seeds draw every word, kind, build, environment, fault and misconduct that there is', () => {
  const drawn = Array.from({ length: 2_000 }, (_, index) => drawScenario(`marks-${index}`));
  const marks = Object.assign({}, ...drawn.map(marksDrawn)) as Record<string, number>;
  expect(unmet(marks, DRAWN_MARKS)).toEqual([]);
  const { 'store busy': _, ...others } = marks;
  expect(unmet(others, DRAWN_MARKS)).toEqual(['store busy']);
});

test('an operator whom nobody asks, or whom nobody answers, is nothing that went wrong', async () => {
  const { violations } = await play({
    about: 'operator',
    drivers: ['sim'],
    seed: 'operator',
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'one' } },
      { operator: { confirmChat: 1 } },
      { gateway: 'stop' },
      { operator: { confirmChat: 2 } },
      { gateway: 'start' },
      { wait: '1h' },
    ],
  });
  expect(violations).toEqual([]);
});
