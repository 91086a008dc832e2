import { beforeEach, describe, expect, it } from 'vitest';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

let mac: TestMac;

beforeEach(async () => {
  mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'one' });
  mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'two' });
  await mac.pass(1000);
});

async function answersTo(build: string, ...lines: string[]) {
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  for (const line of lines) imsg.line(line);
  await mac.pass(0);
  return imsg;
}

const ask = (method: string, params: string, id = '1') =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;

describe.each(['0.9.0', '0.13.4', '0.14.1', 'current', '0.15.2'])('an id in %s', (build) => {
  it.each(['1.0', '1e2', '1.50E+3', '-0', '0', '12345678901234567890', '1790000000123456789', '0.5', '"a"'])(
    '%s comes back as it is',
    async (id) => {
      const { lines } = await answersTo(build, ask('chats.list', '{}', id));
      expect(lines[0]).toContain(`"id":${id},`);
    },
  );

  it.each([
    ['3.0e-5', '3e-05'],
    ['1.25e-7', '1.25e-07'],
    ['-2e-12', '-2e-12'],
  ])('%s comes back as %s (wire-11.8)', async (id, shown) => {
    const { lines } = await answersTo(build, ask('chats.list', '{}', id));
    expect(lines[0]).toContain(`"id":${shown},`);
  });
});

describe.each(['0.9.0', 'current'])('nesting in %s (wire-11.3)', (build) => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it('may be 512 levels deep, brackets in texts left out', async () => {
    // The frame and its params are two.
    const ids = [`{"limit":1,"x":${nested(510)}}`, `{"limit":1,"x":"${'['.repeat(2000)}\\"[["}`];
    const { lines } = await answersTo(build, ...ids.map((params) => ask('chats.list', params)));
    expect(lines.join()).not.toContain('-32700');
  });

  it.each([nested(511), `${'{"a":'.repeat(511)}1${'}'.repeat(511)}`])('may not be deeper', async (deep) => {
    const { frames } = await answersTo(build, ask('chats.list', `{"x":${deep}}`), '['.repeat(12_000));
    expect(frames()).toMatchObject([
      { id: null, error: { code: -32700 } },
      { id: null, error: { code: -32700 } },
    ]);
  });
});

describe.each(['0.9.0', 'current'])('a line in %s', (build) => {
  it.each([
    ['letters', 'x'.repeat(12_000_000)],
    ['escapes', '\\u00e9'.repeat(3_000_000)],
  ])('may be as long as it likes: %s', async (_of, long) => {
    const line = ask('chats.list', '{"limit":1}').replace('"id":1', `"id":"${long}"`);
    const { lines } = await answersTo(build, line);
    expect([lines.length, lines[0]!.endsWith('}'), lines[0]!.includes('-32700')]).toEqual([1, true, false]);
  });
});

describe('an integer of more than 64 bits (wire-11.5)', () => {
  const HUGE = ['9223372036854775808', '9.3e18', '10000000000000000000'];

  it.each(HUGE)('%s goes round in lenient builds', async (huge) => {
    const imsg = await answersTo(
      '0.9.0',
      ask('messages.history', `{"chat_id":1,"limit":${huge}}`, '1'),
      ask('watch.subscribe', `{"since_rowid":${huge}}`, '2'),
      ask('watch.subscribe', `{"debounce_ms":${huge}}`, '3'),
    );
    expect(imsg.answer(1).result.messages).toHaveLength(1);
    expect(imsg.frames().filter(({ method }) => method === 'message')).toHaveLength(2);
    expect(imsg.answer(3).error).toMatchObject({ code: -32602 });
  });

  it('starts behind the largest of 64 bits', async () => {
    const imsg = await answersTo(
      '0.9.0',
      ask('messages.history', '{"chat_id":1,"limit":9223372036854775807}'),
    );
    expect(imsg.answer(1).result.messages).toHaveLength(2);
  });

  it.each([...HUGE, '-9223372036854775809', '1.0'])('%s is refused by strict builds', async (huge) => {
    const imsg = await answersTo('current', ask('messages.history', `{"chat_id":1,"limit":${huge}}`));
    expect(imsg.answer(1).error).toMatchObject({ code: -32602, data: 'limit must be an integer' });
  });
});

it.each(['5', '5.0', '1e3', '12345678901234567890', '-0', '0.10'])(
  'a number %s given to a lenient build as a date is repeated as it was written (wire-11.6)',
  async (number) => {
    const imsg = await answersTo('0.9.0', ask('messages.history', `{"chat_id":1,"start":${number}}`));
    expect(imsg.answer(1).error.data).toBe(`Invalid ISO8601 date: ${number}`);
  },
);
