import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf } from '../../../../scenarios/cli/scenario-run.ts';
import { jsonReport } from '../../../../scenarios/runner/report/json.ts';
import { junitReport } from '../../../../scenarios/runner/report/junit.ts';
import { prettyResult, prettySummary } from '../../../../scenarios/runner/report/pretty.ts';
import { saveResult } from '../../../../scenarios/runner/report/results.ts';
import type { Result } from '../../../../scenarios/runner/result.ts';

const PASSED: Result = {
  file: 'scenarios/good.yaml',
  about: 'good',
  driver: 'sim',
  seed: 'good',
  speed: null,
  outcome: 'passed',
  failure: null,
  record: {
    startedAtMs: 0,
    people: {},
    chats: {},
    entries: [{ kind: 'step', atMs: 0, who: null, what: 'wait 1s', detail: '', line: 3 }],
    device: [],
    sent: [],
  },
};
const FAILED: Result = {
  ...PASSED,
  file: 'scenarios/bad.yaml',
  about: 'bad',
  seed: 'a b',
  outcome: 'failed',
  failure: { position: { line: 7, column: 5 }, lines: ['expected "a" & <b>\u0007', '  nearest: nothing'] },
};
const REPLAY = "npm run scenario -- scenarios/bad.yaml --seed 'a b' --driver sim";

test('for people, a failure has its place, its reason, what happened, and the line that replays it', () => {
  const text = prettyResult(FAILED);
  for (const part of [
    '✗ bad (sim)',
    'scenarios/bad.yaml:7:5: failed',
    '  nearest: nothing',
    'wait 1s',
    REPLAY,
  ]) {
    expect(text).toContain(part);
  }
  expect(prettyResult(PASSED)).toBe('✓ good (sim)\n');
  expect(prettySummary([PASSED, FAILED], 2)).toBe(
    '1 passed, 1 failed, 0 inconclusive, 2 not for this driver\n',
  );
});

test('for programs, each scenario is one line of JSON', () => {
  const lines = jsonReport([PASSED, FAILED]).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { about: 'good', outcome: 'passed', timeline: ['     0.000s  line 3: wait 1s'] },
    { about: 'bad', outcome: 'failed', replay: REPLAY },
  ]);
});

test('for CI systems, the report is XML whatever was said in the scenario', () => {
  const text = junitReport([PASSED, FAILED]);
  expect(text).toContain('tests="2" failures="1" errors="0"');
  expect(text).toContain('message="expected &quot;a&quot; &amp; &lt;b&gt;\ufffd"');
});

test('what people write turns no line around and begins none, whoever reads the report (U8)', () => {
  const lines = ['said "\u202e\u2028\u001b[2J"', 'Error: x\n    at y'];
  const failed: Result = { ...FAILED, failure: { position: { line: 7, column: 5 }, lines } };
  expect(prettyResult(failed)).toContain('  said "\\u202e\\u2028\\u001b[2J"\n  Error: x\n      at y\n');
  expect(jsonReport([failed])).toContain('"said \\"\\u202e\\u2028\\u001b[2J\\""');
  expect(JSON.parse(jsonReport([failed])).failure.lines).toEqual(lines);
  expect(junitReport([failed])).toContain('message="said &quot;\\u202e\\u2028\ufffd[2J&quot;"');
});

test('a record is kept in a folder of its own, with a link to the latest', () => {
  const root = mkdtempSync(join(tmpdir(), 'imgate-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  saveResult(root, FAILED, new Date(0));
  const folder = saveResult(root, FAILED, new Date(1000));
  expect(folder).toBe(join(root, 'bad', '1970-01-01T00-00-01.000Z'));
  expect(readlinkSync(join(root, 'bad', 'latest'))).toBe('1970-01-01T00-00-01.000Z');
  expect(JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'))).toMatchObject({
    ...FAILED,
    replay: REPLAY,
  });
  expect(readFileSync(join(folder, 'timeline.txt'), 'utf8')).toBe('     0.000s  line 3: wait 1s\n');
});

test.each([
  [['passed', 'passed'], 0],
  [['passed', 'failed', 'inconclusive'], 1],
  [['passed', 'inconclusive'], 2],
  [[], 2],
] as const)('the exit code of %j is %i', (outcomes, code) => {
  expect(exitCodeOf(outcomes.map((outcome) => ({ outcome })))).toBe(code);
});
