import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/runner/load.ts';
import { runScenario } from '../../scenarios/runner/run.ts';

const scenarioOf = (...steps: string[]) => {
  const head = ['about: played', 'covers: [A1]', 'people: { alice: "+15550001111" }', 'steps:'];
  return loadScenario([...head, ...steps].join('\n'), 'played.yaml');
};
/** Null, or why it went wrong. */
async function failureOf(...steps: string[]): Promise<readonly string[] | null> {
  const { failure } = await runScenario(scenarioOf(...steps), { driver: 'sim' });
  return failure?.lines ?? null;
}

describe('what whoever runs the gateway does', () => {
  it('runs a command beside it, and fails with all that it printed where that is otherwise', async () => {
    const looks = (expected: string) =>
      failureOf('- alice: { sends: "hello" }', '- wait: 5s', `- operator: { runs: why 1, ${expected} }`);
    expect(await looks('prints: { matches: "^fate +dispatched" }')).toBeNull();
    const failure = await looks('prints: [who knows, { matches: "^fate +denied" }], exits: 1');
    expect(failure).toContain('imgate why 1: exit code 0');
    expect(failure).toContain('  missing: who knows');
    expect(failure).toContain('  nothing matches /^fate +denied/');
    expect(failure?.join('\n')).toMatch(/^ {2}\| account +default$/m);
  });

  it('runs no command that changes something, for which there are words, and no patterns that are none', () => {
    const load = (step: string) => () => scenarioOf(step);
    expect(load('- operator: { runs: pairing approve ABCDEFGH }')).toThrow(/expected status, why/);
    expect(load('- operator: { runs: status, prints: { matches: "(" } }')).toThrow(
      /Invalid regular expression/,
    );
    expect(load('- operator: { approves: alice, prints: Approved }')).toThrow(/are of runs/);
  });
});
