import { expect, test } from 'vitest';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { ScenarioProblems } from '../../../../scenarios/runner/problems.ts';

/** Each problem of a file whose last lines are these; the first one given is line 5. */
function problemsOf(...lines: string[]): readonly string[] {
  const head = [
    'about: it',
    'covers: [A1]',
    'people: { alice: "+15550001111" }',
    'chats: { crew: { with: [alice] } }',
  ];
  try {
    loadScenario([...head, ...lines].join('\n'), 'scenarios/it.yaml');
    return [];
  } catch (error) {
    if (error instanceof ScenarioProblems) return error.lines;
    throw error;
  }
}

const step = (text: string) => problemsOf('steps:', `- ${text}`);
const AT_STEP = 'scenarios/it.yaml:6:';

const bomb = ['&a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]', ...['a', 'b', 'c'].map(tenTimes)].map(
  (list, level) => `k${level}: ${list}`,
);
function tenTimes(name: string): string {
  const next = String.fromCharCode(name.charCodeAt(0) + 1);
  return `&${next} [${Array(10).fill(`*${name}`).join(', ')}]`;
}

test.each<[string, string[], string]>([
  [
    'a wait of centuries',
    ['steps:', '- wait: 99999999d'],
    '6:9: "99999999d" is not allowed here, expected a duration of at most 366d',
  ],
  ['a bomb of aliases', bomb, '8:45: its aliases stand for too much; write it out'],
  [
    'an alias within what it stands for',
    ['config: &a { x: *a }'],
    '5:17: *a stands within what it stands for',
  ],
  ['a key that is no word', ['? [a]', ': 1'], '5:3: a key must be a word'],
  ['a tag that nobody knows', ['config: !!js/function x'], '5:9: Unresolved tag'],
  ['what turns the line around', ['steps:', '- wait: "\u202e5s"'], '6:9: "\\u202e5s" is not allowed here'],
])('%s is refused with its place (U8)', (_, lines, problem) => {
  expect(problemsOf(...lines)[0]).toContain(`scenarios/it.yaml:${problem}`);
});

test.each([150, 20_000])('lists %i levels deep are refused where they are too deep (U8)', (levels) => {
  expect(problemsOf(`config: ${'['.repeat(levels)}1${']'.repeat(levels)}`)).toEqual([
    expect.stringMatching(/^scenarios\/it\.yaml:5:\d+: nested too deeply$/),
  ]);
});

test('a file in order has no problems', () => {
  expect(step('alice: { sends: "hello", in: crew, sentAgo: 1.5h }')).toEqual([]);
});

test.each([
  ['alice: { sends: "x", tims: 3 }', '24: unknown key "tims". Did you mean times?'],
  ['expect: { turns: [{ frm: alice }], within: 5s }', '23: unknown key "frm". Did you mean from?'],
  ['expect: { log: { matchs: x }, within: 5s }', '20: unknown key "matchs". Did you mean matches?'],
  ['alise: { sends: "x" }', '3: nobody is called "alise". Did you mean alice?'],
  ['wiat: { sends: "x" }', '3: nobody is called "wiat". Did you mean wait?'],
  ['alice: { sends: "x", in: crow }', '28: no chat is called "crow". Did you mean crew?'],
  ['expect: { turns: [{ from: alce }], within: 5s }', '29: nobody is called "alce". Did you mean alice?'],
  ['wait: 5', '9: 5 is not allowed here, expected text (in quotes, if it looks like a number)'],
  [
    'wait: 5 minutes',
    '9: "5 minutes" is not allowed here, expected a duration such as 250ms, 1.2s, 5m, 3h or 3d',
  ],
  ['wait: 0s', '9: "0s" is not allowed here, expected more than nothing, such as 5s'],
  ['mac: { flushh: {} }', '8: "flushh" is not a kind of event; use one of '],
  [
    'mac: { text: { from: 7, text: x } }',
    '8: text: the field "from" is 7; give a phone number or email address',
  ],
  ['fault: nope=1', '10: FAKE_IMSG_FAULTS: no fault "nope"; there are: '],
  ['gateway: crash', '12: only the simulator can crash; add drivers: [sim]'],
  ['owner: { sends: "x" }', '19: the owner writes either to somebody or in a chat; give one of the two'],
  ['alice: { sends: "Dump", as: split }', '19: a split send is a text that ends with a link'],
  ['alice: { sends: "Dump", as: links }', '19: there is no link in it'],
  ['alice: { sends: "x", every: 1s }', '31: has no effect without times'],
  ['alice: { sends: "x", handle: a@example.com }', '32: alice has +15550001111'],
])('refuses %s', (text, problem) => {
  const [first, ...others] = step(text);
  expect(first?.slice(0, AT_STEP.length + problem.length)).toBe(AT_STEP + problem);
  expect(others).toEqual([]);
});

test.each(['own-state', null])('refuses to leave the state to nobody, beside %s', (beside) => {
  const start = { ...(beside !== null && { beside }), takeOver: false };
  expect(problemsOf('drivers: [sim]', 'steps:', `- gateway: ${JSON.stringify({ start })}`)).toEqual([
    expect.stringContaining('there is nobody to leave the state to; write beside: same-state'),
  ]);
});

test.each([
  [
    'turns: 1',
    'missing within or for: it has no bound; add within: 5s (it comes true by then) or for: 30s (nothing else comes)',
  ],
  ['turns: 1, within: 5s, for: 5s', 'give either within or for, not both'],
  ['turns: 0, within: 5s', 'that nothing comes is true at once; give it a window: { turns: 0, for: 30s }'],
  ['turns: [], within: 5s', 'that nothing comes is true at once; give it a window: { turns: 0, for: 30s }'],
  ['log: { matches: x, count: 0 }, within: 5s', 'that nothing comes is true at once'],
  [
    'within: 5s',
    'expects nothing; use one or more of turns, prompt, history, context, replies, events, effects, parts, actions, approvals, decisions, rows, fates, log, subscribed, cursor, pairing',
  ],
])('refuses to expect { %s }', (text, problem) => {
  const problems = step(`expect: { ${text} }`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test('a step is exactly one thing', () => {
  expect(problemsOf('steps:', '- wait: 1s', '  gateway: stop')[0]).toContain(
    'expected exactly one thing in a step',
  );
});

test('keys of the configuration are those of the real file', () => {
  expect(problemsOf('config: { channels: { imessage: { dmPolicey: open } } }', 'steps: [wait: 1s]')).toEqual([
    'scenarios/it.yaml:5:35: unknown key. Did you mean dmPolicy?',
  ]);
  expect(
    problemsOf('config: { channels: { imessage: { dmPolicy: open } } }', 'steps: [wait: 1s]')[0],
  ).toContain('requires channels.imessage.allowFrom to include "*"');
});

test.each([
  ['COA-99', 'is not known; COA- ends at COA-2'],
  ['COB-1', 'is not known. Did you mean COA-?'],
  ['coalescing', 'is not known. Known here: COA-, A.'],
])('refuses to cover %s where the known ids are given', (id, problem) => {
  const text = `about: it\ncovers: [${id}]\nsteps: [wait: 1s]`;
  const knownIds = new Set(['COA-1', 'COA-2', 'A1']);
  expect(() => loadScenario(text, 'it.yaml', { knownIds })).toThrow(`it.yaml:2:10: "${id}" ${problem}`);
  expect(loadScenario(text, 'it.yaml').covers).toEqual([id]);
});

test('a scenario need not cover anything', () => {
  expect(loadScenario('about: it\nsteps: [wait: 1s]', 'it.yaml').covers).toEqual([]);
});

test('a phone number without quotes is a number, and is told to be quoted', () => {
  const text = 'about: it\ncovers: [A1]\npeople: { alice: +15550001111 }\nsteps: [wait: 1s]';
  expect(() => loadScenario(text, 'it.yaml')).toThrow(
    'it.yaml:3:18: 15550001111 is not allowed here, expected text (in quotes, if it looks like a number)',
  );
});

test('what is wrong with the YAML itself is told by its place', () => {
  expect(() => loadScenario('about: it\nabout: it', 'it.yaml')).toThrow(/^it\.yaml:2:1: .*unique/);
});

test('a scenario is called as its file', () => {
  expect(() => loadScenario('about: it\ncovers: [A1]\nsteps: [wait: 1s]', 'other.yaml')).toThrow(
    'other.yaml:1:8: the file is called other; use one name',
  );
});

test.each([
  ['alice: {}', '6:10: steps[0].alice.sends: missing, expected text'],
  ['alice:', '6:9: steps[0].alice: has no value, expected keys with values'],
  ['expect: { turns: 1 }', '6:11: steps[0].expect: missing within or for'],
  ['expect: { log: { count: 1 }, within: 5s }', '6:18: steps[0].expect.log.matches: missing, expected text'],
])('names the key that is missing in %s', (text, problem) => {
  const problems = step(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`scenarios/it.yaml:${problem}`);
});

test('names the keys that are missing at the top', () => {
  expect(() => loadScenario('people: { alice: }', 'it.yaml')).toThrow(
    [
      'it.yaml:1:1: about: missing, expected text (in quotes, if it looks like a number): the name of the ' +
        'scenario, which is that of its file',
      'it.yaml:1:18: people.alice: has no value, expected text (in quotes, if it looks like a number) or a list',
      'it.yaml:1:1: steps: missing, expected a list',
    ].join('\n'),
  );
  expect(() => loadScenario('', 'it.yaml')).toThrow('it.yaml:1:1: the file is empty, expected keys');
});
