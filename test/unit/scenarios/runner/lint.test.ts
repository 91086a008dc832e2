import { expect, test } from 'vitest';
import { lintScenario } from '../../../../scenarios/runner/lint.ts';
import { loadScenario } from '../../../../scenarios/runner/load.ts';

function warnings(step: string, ...more: string[]): string[] {
  const text = [
    'about: it',
    'covers: [A1]',
    'people: { alice: "+15550001111" }',
    ...more,
    'steps:',
    `- ${step}`,
  ];
  return lintScenario(loadScenario(text.join('\n'), 'it.yaml'));
}

const WINDOW = 'config: { channels: { imessage: { coalesceSameSenderDms: true } } }';

test.each([
  [
    'alice: { sends: x, sentAgo: 14m }',
    '14m is too near to the age up to which live rows are answered (15m)',
  ],
  [
    'alice: { sends: x, sentAgo: 100m }',
    '100m is too near to the age up to which missed rows are answered (2h)',
  ],
])('warns of %s, which real processes may see the other side of', (step, warning) => {
  expect(warnings(step)[0]).toContain(warning);
});

test('warns of a time near the window only where there is one', () => {
  expect(warnings('wait: 2s')).toEqual([]);
  expect(warnings('wait: 2s', WINDOW)[0]).toContain(
    'it.yaml:6:3: 2s is too near to the window in which rows wait',
  );
});

test('warns of a scenario that would take long with real processes', () => {
  expect(warnings('wait: 10m')[0]).toContain('10m pass beside a running gateway, at most 5m should');
  expect(warnings('wait: 10m', 'gateway: stopped')).toEqual([]);
});

test('warns of nothing where only the simulator runs it', () => {
  expect(warnings('alice: { sends: x, sentAgo: 14m }', 'drivers: [sim]')).toEqual([]);
});
