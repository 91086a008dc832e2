import { databaseFeatures } from '../chat-db/read-columns.ts';
import { ChatDbUnreadable } from '../chat-db/read-open.ts';
import { bridgeStatus } from './bridge.ts';
import type { Handler, MethodContext } from './method.ts';
import { invalidParams } from './outcomes.ts';
import { unreadableDetail } from './unreadable.ts';

/** `status`: what works at this moment (protocol section 2.6). Works without a database. */
export const status: Handler = (_params, context) => snapshot(context);

/** `initialize`: the same, after agreeing on the protocol. Optional and repeatable. */
export const initialize: Handler = (params, context) => {
  const asked = params.integer('protocol_version');
  const { protocolVersion } = context.program;
  if (asked !== null && asked !== protocolVersion) {
    throw invalidParams(`unsupported protocol_version ${asked}; supported version is ${protocolVersion}`);
  }
  return snapshot(context);
};

function snapshot(context: MethodContext) {
  const { version, protocolVersion, methods } = context.program;
  return {
    version,
    protocol_version: protocolVersion,
    database: database(context),
    bridge: bridgeStatus(context.device.facts()),
    contacts: { available: false },
    methods,
    supported_methods: methods,
  };
}

function database(context: MethodContext) {
  const path = context.device.chatDbPath;
  try {
    return { path, ready: true, features: databaseFeatures(context.chatDb().columns) };
  } catch (error) {
    if (error instanceof ChatDbUnreadable) return { path, ready: false, error: unreadableDetail(error) };
    throw error;
  }
}
