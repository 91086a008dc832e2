// What a child says about itself. `initialize` and `status` answer with the same snapshot (wire-2.6).

import {
  booleanOrNull,
  isObject,
  resultObject,
  selectorsOf,
  stringOrNull,
  stringsOrNull,
} from './answers.ts';
import { foreignJson } from './foreign.ts';
import type { RpcCaller } from './rpc-client.ts';
import { RpcError } from './rpc-error.ts';

const METHOD_NOT_FOUND = -32601;

/** Null = this build does not say (all of it before 0.14). */
export interface Handshake {
  readonly version: string | null;
  readonly databaseReady: boolean | null;
  readonly databaseError: string | null;
  readonly bridgeReady: boolean | null;
  readonly bridgeError: string | null;
  /** Methods that work at this moment. */
  readonly methods: readonly string[] | null;
  /** Methods compiled into the build. */
  readonly supportedMethods: readonly string[] | null;
  /** Names of private API functions and whether this macOS has them. */
  readonly selectors: Readonly<Record<string, boolean>> | null;
}

const SILENT: Handshake = {
  version: null,
  databaseReady: null,
  databaseError: null,
  bridgeReady: null,
  bridgeError: null,
  methods: null,
  supportedMethods: null,
  selectors: null,
};

export function initialize(client: RpcCaller): Promise<Handshake> {
  return snapshot(client, 'initialize', { protocol_version: 1 });
}

export function status(client: RpcCaller): Promise<Handshake> {
  return snapshot(client, 'status');
}

async function snapshot(
  client: RpcCaller,
  method: 'initialize' | 'status',
  params?: object,
): Promise<Handshake> {
  try {
    return parseHandshake(resultObject(method, await client.call(method, params)));
  } catch (error) {
    // Builds up to 0.13.4 do not know the method; that they answer is what there is to learn.
    if (error instanceof RpcError && error.rpcCode === METHOD_NOT_FOUND) return SILENT;
    throw error;
  }
}

function parseHandshake(result: Readonly<Record<string, unknown>>): Handshake {
  const database = isObject(result.database) ? result.database : {};
  const bridge = isObject(result.bridge) ? result.bridge : {};
  return {
    version: stringOrNull(result.version),
    databaseReady: booleanOrNull(database.ready),
    databaseError: describeError(database.error),
    bridgeReady: booleanOrNull(bridge.ready),
    bridgeError: describeError(bridge.error),
    methods: stringsOrNull(result.methods),
    supportedMethods: stringsOrNull(result.supported_methods),
    selectors: selectorsOf(bridge.selectors),
  };
}

function describeError(error: unknown): string | null {
  return isObject(error) ? foreignJson(error) : stringOrNull(error);
}
