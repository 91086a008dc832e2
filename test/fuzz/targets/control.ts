// Requests on the control socket, and the status that comes back over it.

import { statusTable } from '../../../engine/cli/status-table.ts';
import { EngineError } from '../../../engine/errors.ts';
import { answerLine } from '../../../engine/gateway/control-answer.ts';
import { controlMethods } from '../../../engine/gateway/control-methods.ts';
import { statusSchema } from '../../../engine/gateway/status-schema.ts';
import { NO_TURNS } from '../../support/engine/no-turns.ts';
import { createListLogger } from '../../support/messages/list-logger.ts';
import { NO_PAIRING } from '../../support/pairing/no-pairing.ts';
import { STATUS } from '../../support/processes/status.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { expectSafeLine, expectSafeText, Finding, type Target } from '../target.ts';

const REQUEST = { jsonrpc: '2.0', id: 1, method: 'status', params: {} };
const CONFIRMATION = {
  jsonrpc: '2.0',
  id: 1,
  method: 'confirmChat',
  params: { chatId: 7, accountId: 'work' },
};
const MESSAGE = { jsonrpc: '2.0', id: 1, method: 'send', params: { to: 'chat_id:7', text: 'hi' } };
const VALUES = [REQUEST, REQUEST, STATUS, CONFIRMATION, MESSAGE];
const ENGINE = {
  status: () => STATUS,
  probe: async () => STATUS,
  confirmChat: async () => ({ accountId: 'work' }),
  pairing: NO_PAIRING,
  turns: NO_TURNS,
  send: () => Promise.reject(new EngineError('target_unknown')),
  act: () => Promise.reject(new EngineError('target_unknown')),
};
const TEXTS = VALUES.map((value) => Buffer.from(JSON.stringify(value)));

export const control: Target = {
  name: 'control',
  draw(random) {
    if (below(random, 3) === 0) return mutateBytes(pick(random, TEXTS), random, TEXTS);
    return Buffer.from(mutateJson(pick(random, VALUES), random));
  },
  async run(input) {
    const text = input.toString();
    const logger = createListLogger();
    const answer = await answerLine(text, controlMethods(ENGINE), logger);
    const { result, error } = JSON.parse(answer) as { result?: object; error?: { message: string } };
    if ((result === undefined) === (error === undefined)) throw new Finding(`no clear answer: ${answer}`);
    if (answer.includes('\n')) throw new Finding('an answer of several lines');
    if (error) expectSafeLine(error.message, 'an error of the control socket');
    if (logger.lines.length > 0) throw new Finding(`a fault of the product: ${logger.lines[0]}`);
    const status = statusSchema.safeParse(jsonOrNull(text));
    if (status.success) expectSafeText(statusTable(status.data), 'the table of a status');
  },
};

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
