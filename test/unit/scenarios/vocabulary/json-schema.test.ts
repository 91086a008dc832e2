// An editor that reads schema.json catches what lint catches, as far as it can be seen without knowing names.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findScenarioFiles } from '../../../../scenarios/runner/find-files.ts';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { codeBlocks } from '../../../support/repository/markdown.ts';
import { editorOfScenarios } from '../../../support/scenarios/json-schema.ts';

const SCENARIOS = fileURLToPath(new URL('../../../../scenarios/', import.meta.url));
const isInOrder = editorOfScenarios();

it('takes every shipped scenario, and the example of the guide', () => {
  const files = findScenarioFiles([SCENARIOS]);
  const [example] = codeBlocks(readFileSync(`${SCENARIOS}README.md`, 'utf8'), 'yaml');
  const texts = [...files.map((file) => readFileSync(file, 'utf8')), example!];
  expect(files.length).toBeGreaterThan(100);
  expect(texts.filter((text) => !isInOrder(parse(text)))).toEqual([]);
});

const HEAD = 'about: it\npeople: { alice: "+15550001111" }\nchats: { crew: { with: [alice] } }\n';

function isRefusedByBoth(text: string): void {
  expect(() => loadScenario(text, 'it.yaml')).toThrow('it.yaml:');
  expect(isInOrder(parse(text))).toBe(false);
}

describe('of steps', () => {
  it.each([
    'wait: 1s',
    'alice: { sends: "hello", in: crew, sentAgo: 1.5h, times: 3, every: 1s }',
    'alice: { sends: "Dump https://example.com/a", as: split, previewAfter: 2s }',
    'owner: { sends: "x", to: alice }',
    'expect: { fates: { denied: 0, dispatched: 1 }, within: 5s }',
    "expect: { log: [{ matches: 'a+', count: 0 }], for: 5s }",
    'mac: { replaceDatabase: { rowids: lower } }',
    'mac: { rotate-wal: true }',
    'fault: exit=3@count:2+;twice',
    'fault: ""',
    'gatewayClock: { behind: 5m }',
    'answers: { from: alice, with: x, times: 3 }',
    'wire: [x, { hex: c328 }, { again: true }, { again: { guid: 7 } }]',
    'gateway: { start: { beside: own-state, waits: false } }',
    'gateway: { start: { beside: same-state, takeOver: false } }',
    'gateway: { restart: { config: { channels: {} } } }',
    'expect: { parts: [{ to: alice, state: unknown }], within: 5s }',
    'expect: { rows: [{ fate: { either: [stale, dispatched] } }], within: 5s }',
    'expect: { fates: { either: [{ stale: 1 }, { dispatched: 1 }] }, within: 5s }',
    'gatewayClock: { rate: 1.01 }',
    'chatDb: { rejects: always }',
    'store: { full: 30s }',
  ])('it takes %s', (step) => {
    const text = `${HEAD}drivers: [sim]\nsteps:\n- ${step}`;
    loadScenario(text, 'it.yaml');
    expect(isInOrder(parse(text))).toBe(true);
  });

  it.each([
    'nobody',
    '{}',
    '{ wait: 1s, gateway: stop }',
    'wait: 5',
    'wait: 0s',
    'wait: 5 minutes',
    'gateway: begin',
    'answers: { from: alice, with: x }',
    'wire: []',
    'wire: [{ hex: c }]',
    'wire: [{ again: false }]',
    'gateway: { stop: {} }',
    'gateway: { start: { waits: true } }',
    'expect: { parts: [{ state: queued }], within: 5s }',
    'expect: { rows: [{ fate: { either: [stale] } }], within: 5s }',
    'gatewayClock: {}',
    'gatewayClock: { rate: 1, ahead: 5m }',
    'gatewayClock: { rate: 0 }',
    'chatDb: { full: 5s }',
    'store: { full: 0s }',
    'Alice: { sends: "x" }',
    'alice: {}',
    'alice:',
    'alice: { sends: "x", tims: 3 }',
    'alice: { sends: "x", times: 0 }',
    'alice: { sends: "x", times: 1.5 }',
    'alice: { sends: "x", every: 1s }',
    'alice: { sends: "x", to: alice }',
    'alice: { sends: "x", as: film }',
    'alice: { sends: "x", as: split }',
    'alice: { sends: "https://example.com/a", as: split }',
    'alice: { sends: "see https://example.com/a", as: link }',
    'alice: { sends: "x", as: links }',
    'alice: { sends: "x https://example.com/a", previewAfter: 1s }',
    'owner: { sends: "x" }',
    'owner: { sends: "x", to: alice, line: "+15550000002" }',
    'owner: { sends: "x", to: alice, in: crew }',
    'owner: { sends: "x", to: alice, as: photo }',
    'owner: { sends: "x", to: alice, previewAfter: 1s }',
    'expect: { turns: 1 }',
    'expect: { turns: 1, within: 5s, for: 5s }',
    'expect: { within: 5s }',
    'expect: { turn: 1, within: 5s }',
    'expect: { turns: -1, within: 5s }',
    'expect: { turns: 0, within: 5s }',
    'expect: { replies: [], within: 5s }',
    'expect: { turns: [{ frm: alice }], within: 5s }',
    'expect: { fates: { answered: 1 }, within: 5s }',
    'expect: { fates: { denied: 0 }, within: 5s }',
    'expect: { rows: [{ fate: lost }], within: 5s }',
    'expect: { log: { count: 1 }, within: 5s }',
    'expect: { log: { matches: "(" }, within: 5s }',
    'expect: { log: { matches: x, count: 0 }, within: 5s }',
    'expect: { log: [y, { matches: x, count: 0 }], within: 5s }',
    'expect: { subscribed: { since: never }, within: 5s }',
    'expect: { cursor: { settledToAtMost: 3 }, within: 5s }',
    'mac: {}',
    'mac: { flushh: {} }',
    'mac: { text: { from: alice, text: x }, rotateWal: {} }',
    'mac: { text: true }',
    'mac: { text: { from: 7, text: x } }',
    'mac: { text: { from: alice } }',
    'mac: { text: { from: alice, text: x, sentMs: yesterday } }',
    'mac: { tapback: { from: alice, reaction: loves } }',
    'mac: { tapback: { reaction: love } }',
    'mac: { permission: { automation: no-more } }',
    'mac: { fault: { fault: deafness } }',
    'mac: { fault: { fault: deaf@count:1 } }',
    'fault: nope=1',
    'fault: exit@conut:3',
    'fault: 7',
  ])('it refuses %s', (step) => isRefusedByBoth(`${HEAD}steps:\n- ${step}`));
});

it.each([
  'steps: [wait: 1s]',
  'about: it',
  'about: it\nsteps: []',
  'about: It\nsteps: [wait: 1s]',
  'about: it\nstep: [wait: 1s]\nsteps: [wait: 1s]',
  'about: it\nsteps: [wait: 1s]\ndrivers: []',
  'about: it\nsteps: [wait: 1s]\ndrivers: [real]',
  'about: it\nsteps: [wait: 1s]\nremote: false',
  'about: it\nsteps: [wait: 1s]\ngateway: asleep',
  'about: it\nsteps: [wait: 1s]\ncovers: A1',
  'about: it\nsteps: [wait: 1s]\npeople: { alice: 5550001111 }',
  'about: it\nsteps: [wait: 1s]\npeople: { alice: "nobody" }',
  'about: it\nsteps: [wait: 1s]\npeople: { Alice: "+15550001111" }',
  'about: it\nsteps: [wait: 1s]\npeople: { wait: "+15550001111" }',
  'about: it\nsteps: [wait: 1s]\nchats: { crew: { name: Crew } }',
  'about: it\nsteps: [wait: 1s]\nchats: { crew: { with: [] } }',
  'about: it\nsteps: [wait: 1s]\npeople: { alice: [] }',
  'about: it\nsteps: [wait: 1s]\npeople: { a: "+15550001111" }\nchats: { crew: { with: [a], style: 43 } }',
  'about: it\nsteps: [wait: 1s]\ndevice: { build: newest }',
  'about: it\nsteps: [wait: 1s]\ndevice: { environment: rooted }',
  'about: it\nsteps: [wait: 1s]\ndevice: { timing: { splitSend: 2 } }',
  'about: it\nsteps: [wait: 1s]\nagent: { replies: 7 }',
  'about: it\nsteps: [wait: 1s]\nagent: { latencyOn: [{ text: x }] }',
  'about: it\nsteps: [wait: 1s]\nagent: { failsOn: { text: x, times: never } }',
  'about: it\nsteps: [wait: 1s]\nconfig: { chanels: {} }',
  'about: it\nsteps: [wait: 1s]\nconfig: { channels: { imessage: { dmPolicey: open } } }',
  'about: it\nsteps: [wait: 1s]\nconfig: { channels: { imessage: { dmPolicy: closed } } }',
  'about: it\nsteps: [wait: 1s]\nconfig: { messages: { inbound: { debounceMs: soon } } }',
])('it refuses a file %j', isRefusedByBoth);
