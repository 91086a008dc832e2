// Every method of every build, with the answers of wire-2.6, wire-3.1, wire-5.3 and wire-6.1 to wire-6.5: what it
// refuses, in the words of its time, and what it does. The last tests see to it that no method of a build is
// left out. `npm run matrix` prints the table of assertions.

import { afterAll, describe, expect, it } from 'vitest';
import { bridge } from '../../fake-imsg/environments.ts';
import { createTestMac } from '../support/devices/fake-mac.ts';
import { createMatrix } from '../support/methods/matrix.ts';
import { ALICE, BOB, BUILDS, type Case, methodsOf, type World } from '../support/methods/method-case.ts';
import { type Frame, startTestImsg } from '../support/processes/imsg-process.ts';
import { CHATS } from './methods/chats.ts';
import { POLLS } from './methods/polls.ts';
import { READS } from './methods/reads.ts';
import { SENDS } from './methods/sends.ts';

const CASES = [...READS, ...SENDS, ...CHATS, ...POLLS];
const matrix = createMatrix();

/** A process on a Mac where all is well: the bridge works, there is a direct chat and a group. */
async function start(build: string) {
  const mac = createTestMac({ facts: bridge });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'theirs' });
  mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'mine' }, { inMs: 1000 });
  const lunch = { name: 'Lunch', with: [ALICE] };
  mac.device.schedule({ kind: 'text', from: BOB, text: 'all', chat: lunch }, { inMs: 2000 });
  await mac.pass(10_000);
  const [inbound, own] = mac.all<{ guid: string }>('SELECT guid FROM message ORDER BY ROWID');
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  const world: World = { inbound: inbound!.guid, own: own!.guid };
  return {
    async ask(id: number, { method, params }: Case): Promise<Frame> {
      imsg.ask(id, method, params(world));
      await mac.clock.advance(12_000);
      return imsg.answer(id);
    },
  };
}

describe.each(BUILDS)('build %s', (build) => {
  const methods = methodsOf(build);
  const cases = CASES.filter(({ builds }) => builds?.(build) ?? true);

  it.each(methods)('%s answers as the page says', async (method) => {
    const { ask } = await start(build);
    for (const [id, one] of cases.filter((each) => each.method === method).entries()) {
      const values = typeof one.answer === 'function' ? one.answer(build) : one.answer;
      matrix.expects(build, method, await ask(id, one), values);
    }
  });

  it('is asked something of every method it has', () => {
    expect(methods.filter((method) => matrix.count(build, method) === 0)).toEqual([]);
  });
});

it('asks nothing of a method that no build has', () => {
  const known = new Set(BUILDS.flatMap(methodsOf));
  expect(CASES.map(({ method }) => method).filter((method) => !known.has(method))).toEqual([]);
});

afterAll(() => {
  if (process.env.PRINT_MATRIX) {
    process.stdout.write(`${matrix.table(BUILDS, (build, method) => methodsOf(build).includes(method))}\n`);
  }
});
