import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EngineError } from '../../../../engine/errors.ts';
import { answerLine } from '../../../../engine/gateway/control-answer.ts';
import { type ControlMethods, controlMethods } from '../../../../engine/gateway/control-methods.ts';
import { NO_TURNS } from '../../../support/engine/no-turns.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { NO_PAIRING } from '../../../support/pairing/no-pairing.ts';

const logger = createListLogger();
const METHODS: ControlMethods = {
  add: {
    params: z.strictObject({ to: z.int() }),
    run: async (params) => (params as { to: number }).to + 1,
  },
  nothing: { params: z.strictObject({}), run: () => {} },
  refuses: {
    params: z.strictObject({}),
    run() {
      throw new EngineError('store_full', { message: 'no\nroom' });
    },
  },
};
const answer = async (line: unknown) => {
  const text = await answerLine(typeof line === 'string' ? line : JSON.stringify(line), METHODS, logger);
  expect(text).not.toContain('\n');
  return JSON.parse(text) as unknown;
};
const call = (fields: object) =>
  answer({ jsonrpc: '2.0', id: 1, method: 'add', params: { to: 1 }, ...fields });

const NO_SENDS = { send: () => Promise.reject(), act: () => Promise.reject() };

describe('a request on the control socket', () => {
  it('is answered with the result under its id', async () => {
    expect(await call({})).toEqual({ jsonrpc: '2.0', id: 1, result: 2 });
    expect(await call({ id: 'é', method: 'nothing', params: undefined })).toEqual({
      jsonrpc: '2.0',
      id: 'é',
      result: null,
    });
  });

  it('that the engine refuses is answered with its code, outcome and remedy', async () => {
    expect(await call({ method: 'refuses', params: {} })).toMatchObject({
      id: 1,
      error: {
        code: -32000,
        message: 'no room',
        data: { code: 'store_full', outcome: 'definite', remedy: expect.any(String) },
      },
    });
  });

  it.each<[string, unknown, number, number | null, string]>([
    ['is not JSON', '{', -32700, null, 'the line is not JSON'],
    ['is nested deeper than the stack', '['.repeat(60_000), -32700, null, 'the line is not JSON'],
    ['is a batch', [{ jsonrpc: '2.0', id: 1, method: 'add' }], -32600, null, 'expected object'],
    ['is no object', 'null', -32600, null, 'expected object'],
    ['is of another version', { jsonrpc: '1.0', id: 7, method: 'add' }, -32600, 7, 'request.jsonrpc'],
    ['has no id', { jsonrpc: '2.0', method: 'add' }, -32600, null, 'request.id'],
    [
      'has an id that is no number or text',
      { jsonrpc: '2.0', id: {}, method: 'add' },
      -32600,
      null,
      'request.id',
    ],
    ['has an endless id', { jsonrpc: '2.0', id: 'x'.repeat(200), method: 'add' }, -32600, null, 'request.id'],
    [
      'has params by position',
      { jsonrpc: '2.0', id: 7, method: 'add', params: [1] },
      -32600,
      7,
      'request.params',
    ],
    ['has a key too many', { jsonrpc: '2.0', id: 7, method: 'add', more: 1 }, -32600, 7, 'more'],
    [
      'names no method',
      { jsonrpc: '2.0', id: 7, method: 'ad' },
      -32601,
      7,
      '"ad"; there is add, nothing, refuses',
    ],
    ['names what objects have', { jsonrpc: '2.0', id: 7, method: 'constructor' }, -32601, 7, 'constructor'],
    ['lacks a parameter', { jsonrpc: '2.0', id: 7, method: 'add' }, -32602, 7, 'params.to'],
    [
      'has a wrong parameter',
      { jsonrpc: '2.0', id: 7, method: 'add', params: { to: '1' } },
      -32602,
      7,
      'params.to',
    ],
  ])('that %s gets an error', async (_, line, code, id, text) => {
    expect(await answer(line)).toMatchObject({ id, error: { code, message: expect.stringContaining(text) } });
  });

  it('gets no more of its own words back than fit a line, and none that move a cursor', async () => {
    const { error } = (await call({ method: `\u001b[2J${'x'.repeat(5_000)}\u2028` })) as {
      error: { message: string };
    };
    expect(error.message.length).toBeLessThanOrEqual(300);
    expect(error.message).not.toMatch(/[\p{Cc}\u2028]/u);
  });
});

it('`status` takes no parameters and gives what the engine says', async () => {
  const status = { state: 'running', store: null, sources: [], accounts: [] } as const;
  const confirmChat = () => Promise.reject();
  const methods = controlMethods({
    status: () => status,
    probe: async () => status,
    confirmChat,
    pairing: NO_PAIRING,
    turns: NO_TURNS,
    ...NO_SENDS,
  });
  const pairing = ['listPairing', 'approvePairing', 'denyPairing', 'importPairing'];
  expect(Object.keys(methods)).toEqual([
    'status',
    'probe',
    'confirmChat',
    ...pairing,
    'send',
    'act',
    'listTurns',
    'redoTurns',
  ]);
  const line = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'status' });
  expect(JSON.parse(await answerLine(line, methods, logger))).toMatchObject({ result: status });
});

describe('`confirmChat`', () => {
  const ask = async (params: unknown) => {
    const asked: unknown[] = [];
    const methods = controlMethods({
      status: () => Promise.reject() as never,
      probe: () => Promise.reject(),
      pairing: NO_PAIRING,
      turns: NO_TURNS,
      ...NO_SENDS,
      async confirmChat(chat) {
        asked.push(chat);
        return { accountId: 'work' };
      },
    });
    const line = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'confirmChat', params });
    return { asked, answer: JSON.parse(await answerLine(line, methods, logger)) as unknown };
  };

  it('hands on which chat of whose lists is meant, and says whose they were', async () => {
    const { asked, answer } = await ask({ chatId: 7 });
    expect({ asked, answer }).toMatchObject({
      asked: [{ chatId: 7 }],
      answer: { result: { accountId: 'work' } },
    });
    expect((await ask({ chatId: 7, accountId: 'work' })).asked).toEqual([{ chatId: 7, accountId: 'work' }]);
  });

  it.each([[{}], [{ chatId: '7' }], [{ chatId: 0 }], [{ chatId: 7, account: 'x' }]])(
    'refuses %j',
    async (params) => {
      const { asked, answer } = await ask(params);
      expect({ asked, answer }).toMatchObject({ asked: [], answer: { error: { code: -32602 } } });
    },
  );
});
