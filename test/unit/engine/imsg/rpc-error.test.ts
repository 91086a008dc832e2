import { describe, expect, it } from 'vitest';
import type { MethodName } from '../../../../engine/imsg/deadlines.ts';
import { namesDiskAccess, RpcError } from '../../../../engine/imsg/rpc-error.ts';

const delivery = (disposition: string) => ({
  retry_safe: false,
  disposition,
  transport: 'bridge_v2',
  operation: 'x',
});

describe('the outcome of a refused call', () => {
  it.each<[string, MethodName, number, unknown, string]>([
    ['a mutation that was not started', 'send', -32603, delivery('not_started'), 'definite'],
    ['a mutation that may have completed', 'send', -32001, delivery('may_have_completed'), 'indefinite'],
    ['a mutation still in flight', 'tapback', -32001, delivery('still_in_flight'), 'indefinite'],
    ['a disposition that is not known', 'send', -32603, delivery('perhaps'), 'indefinite'],
    ['an internal error of an older build', 'send', -32603, 'AppleScript failed: timeout', 'indefinite'],
    ['a code that is not known', 'send', -32099, undefined, 'indefinite'],
    ['a mutation behind a blocked lane', 'send', -32004, delivery('still_in_flight'), 'definite'],
    ['a wrong parameter', 'send', -32602, 'text or file is required', 'definite'],
    ['an unknown method', 'send.rich', -32601, 'send.rich', 'definite'],
    ['a busy server', 'send', -32000, 'outstanding request limit exceeded', 'definite'],
    ['a failed read', 'messages.history', -32603, 'database is locked', 'definite'],
  ])('%s: %s %i', (_what, method, code, data, outcome) => {
    expect(new RpcError(method, { code, message: 'm', data }).outcome).toBe(outcome);
  });
});

it('tells that the mutation lane is blocked, for the call that blocks it and for those behind it', () => {
  const blocked = (code: number, disposition: string) =>
    new RpcError('send', { code, message: 'm', data: delivery(disposition) }).isLaneBlocked;
  expect(blocked(-32001, 'still_in_flight')).toBe(true);
  expect(blocked(-32004, 'still_in_flight')).toBe(true);
  expect(blocked(-32001, 'may_have_completed')).toBe(false);
});

it('carries the words of imsg unchanged (TRN-3, TRN-15)', () => {
  const data = 'AppleScript failed: Not authorized to send Apple events to Messages. (-1743)';
  const error = new RpcError('send', { code: -32603, message: 'Internal error', data });
  expect(error.message).toBe(`Internal error: code=-32603 ${data}`);
  expect(error).toMatchObject({ code: 'rpc_error', rpcCode: -32603, rpcMessage: 'Internal error', data });
});

it('has a text even when imsg gives none', () => {
  expect(new RpcError('send', { code: -1, message: '' }).message).toBe('imsg rpc error: code=-1');
});

it('recognises a refusal of Full Disk Access only when the database is named with it', () => {
  expect(namesDiskAccess('grant full disk access to read /Users/ada/Library/Messages/chat.db')).toBe(true);
  expect(namesDiskAccess('Full Disk Access is a setting')).toBe(false);
  expect(namesDiskAccess('chat.db is locked')).toBe(false);
});
