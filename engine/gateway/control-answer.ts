// One request in, one answer out: JSON-RPC 2.0, without batches, and every request has an id and gets an answer.

import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import { foreignWords, thrownKind } from '../thrown.ts';
import type { ControlMethods } from './control-methods.ts';

const MESSAGE_LENGTH_MAX = 300;
const ID_LENGTH_MAX = 128;

/** The numbers of JSON-RPC; `refused` is a failure with a code of the engine in `data`. */
const CODES = {
  notJson: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  refused: -32000,
} as const;

const idSchema = z.union([z.string().max(ID_LENGTH_MAX), z.int()]);
const requestSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: idSchema,
  method: z.string(),
  params: z.looseObject({}).default({}),
});

type Id = z.infer<typeof idSchema> | null;

/** Answers one line. Never rejects, and neither result nor error has a line feed. */
export async function answerLine(line: string, methods: ControlMethods, logger: Logger): Promise<string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return errorLine(null, CODES.notJson, 'the line is not JSON');
  }
  const request = requestSchema.safeParse(value);
  if (!request.success) return errorLine(idOf(value), CODES.invalidRequest, wrong('request', request.error));
  const { id, method: name, params } = request.data;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) {
    const known = Object.keys(methods).join(', ');
    return errorLine(
      id,
      CODES.unknownMethod,
      `there is no method ${JSON.stringify(name)}; there is ${known}`,
    );
  }
  const checked = method.params.safeParse(params);
  if (!checked.success) return errorLine(id, CODES.invalidParams, wrong('params', checked.error));
  try {
    const result = await method.run(checked.data);
    return JSON.stringify({ jsonrpc: '2.0', id, result: result ?? null });
  } catch (error) {
    if (error instanceof EngineError) return refusalLine(id, error);
    logger.error(`control: ${name} failed (${thrownKind(error)})`);
    logger.debug(`control: ${name}: ${foreignWords(error)}`);
    return errorLine(id, CODES.internal, 'internal error; the log of the gateway has it');
  }
}

export function tooLongLine(bytesMax: number): string {
  const message = `the line is longer than ${bytesMax} bytes`;
  const { code, outcome, remedy } = new EngineError('control_too_long', { message });
  return errorLine(null, CODES.invalidRequest, message, { code, outcome, remedy });
}

export function refusalLine(id: Id, { code, message, outcome, remedy }: EngineError): string {
  return errorLine(id, CODES.refused, message, { code, outcome, remedy });
}

function errorLine(id: Id, code: number, message: string, data?: object): string {
  const error = { code, message: clean(message, MESSAGE_LENGTH_MAX), ...(data && { data }) };
  return JSON.stringify({ jsonrpc: '2.0', id, error });
}

/** So that whoever made the mistake knows which of his requests it was. */
function idOf(value: unknown): Id {
  const found = z.object({ id: idSchema }).safeParse(value);
  return found.success ? found.data.id : null;
}

function wrong(what: string, { issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${[what, ...path].join('.')}: ${message}`).join('; ');
}
