import { bridgeStatus, probeBridge } from '../messages-app/helper/probe.ts';
import { bridgeUnavailable } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** How long the question for the state of the bridge waits. */
const PROBE_MS = 10_000;

/** `bridge.events.subscribe`: what the helper sees that leaves no row (wire-2.6 and wire-2.7). */
export const bridgeEventsSubscribe: Handler = async (params, context) => {
  const bufferLimit = params.integer('buffer_limit') ?? 0;
  const status = bridgeStatus(await probeBridge(context, PROBE_MS));
  if ('error' in status) throw bridgeUnavailable('Bridge events unavailable', String(status.error));
  const { id, begin } = context.watches.openBridgeEvents(bufferLimit);
  context.afterResponse(begin);
  return { subscription: id, buffer_limit: bufferLimit, resumable: false };
};
