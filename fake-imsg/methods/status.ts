import { ChatDbUnreadable } from '../chat-db/read/access.ts';
import { databaseFeatures } from '../chat-db/read/columns.ts';
import { bridgeCapabilities, bridgeStatus, probeBridge } from '../messages-app/helper/probe.ts';
import { invalidParams } from '../program/outcomes.ts';
import { unreadableDetail } from '../wire/unreadable.ts';
import type { Handler, MethodContext } from './method.ts';
import { usableMethods } from './usable-methods.ts';

/** `status`: what works at this moment (wire-2.6). Works without a database. */
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

/** How long the question for the state of the bridge waits; a dropped one answers to nobody. */
const PROBE_MS = 10_000;

async function snapshot(context: MethodContext) {
  const { version, protocolVersion, methods } = context.program;
  const probe = await probeBridge(context, PROBE_MS);
  const chatDb = database(context);
  return {
    version,
    protocol_version: protocolVersion,
    database: chatDb,
    bridge: bridgeStatus(probe),
    ...(context.bridge.tellsFeatures && { capabilities: bridgeCapabilities(version, probe) }),
    contacts: { available: context.contacts.available() },
    methods: usableMethods(methods, typeof probe === 'string' ? null : probe, chatDb.features ?? null),
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
