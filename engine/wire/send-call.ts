import type { Service } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { LANE_BLOCKED, RpcError, SERVER_BUSY } from '../imsg/rpc-error.ts';
import type { SendAnswer } from '../imsg/send.ts';
import { clean } from '../log-text.ts';
import type { SendCall, SendOutcome, WireCall } from './outcome.ts';
import { isAlreadyThere, isNotBegun, isOutage, refusalOf } from './refusal.ts';
import type { Route, Transport, Way } from './route.ts';

/** Of the name that imsg gives the way that it took. */
const TRANSPORT_MAX = 40;

interface SendCallOptions {
  readonly service: Service;
  readonly region: string;
  readonly route: Route;
  /** The client of the mutation child while it is ready. */
  client(): RpcCaller | null;
  /** The child's mutation lane is blocked until the process ends (wire-2.3). */
  onLaneBlocked(error: EngineError): void;
  /** The bridge is out of order, and what became of that send otherwise is known. */
  onBridgeFailed(): void;
  /**
   * A send over the bridge has failed, and nothing says whether the bridge is still there: nothing else goes by it before that is
   * known. Never rejects.
   */
  onBridgeDoubted(): Promise<void>;
  /** Something waits that only the bridge does. */
  onBridgeMissed(): void;
  /** AppleScript was refused: there may be another way by the next attempt. */
  onScriptRefused(): void;
}

type CallOver = (
  call: WireCall,
  caller: RpcCaller,
  transport: Transport | null,
  way: Way,
) => Promise<SendOutcome>;

/** A call that sends as an outcome: what is known afterwards, told apart as far as the wire does. */
export function createSendCall(options: SendCallOptions): SendCall {
  const { service, region, route, client } = options;
  const ofAccount = { region, ...(service === 'auto' ? {} : { service }) };
  const endedBy = (error: EngineError, transport: Transport | null): SendOutcome => {
    const { blocksLane, ...outcome } = failed(error, transport);
    if (blocksLane && outcome.kind === 'pending' && transport === 'bridge') route.bridgeFailed('hung');
    if (blocksLane) options.onLaneBlocked(error);
    if (outcome.kind === 'notStarted' && transport !== 'bridge') options.onScriptRefused();
    return outcome;
  };
  /** What a bridge that is silent has taken may leave yet: only what follows goes another way. */
  const besidesBridge = async (call: WireCall, caller: RpcCaller, way: Way, error: EngineError) => {
    if (!isNotBegun(error)) return endedBy(error, 'bridge');
    const other = way === 'bridge' ? null : route.besidesBridge();
    if (other !== null) return callOver(call, caller, other.transport, way);
    // What the helper has refused it would refuse again, and there is nobody else to ask.
    const isFinal = way === 'bridge' && !isOutage(error);
    return isFinal ? ({ kind: 'refused', detail: error.message } as const) : endedBy(error, 'bridge');
  };
  const callOver: CallOver = async (call, caller, transport, way) => {
    try {
      const named = transport === null ? {} : { transport };
      const takes = {
        takesFormatting: route.takesFormatting(transport),
        takesAttempt: route.takesAttempt(transport),
        smsFallback: route.smsFallback(),
      };
      return answered(await call(caller, { ...ofAccount, ...named, ...takes }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (transport !== 'bridge') return endedBy(error, transport);
      const isOut = isOutage(error);
      if (isOut) route.bridgeFailed('silent');
      const outcome = await besidesBridge(call, caller, way, error);
      if (isOut) options.onBridgeFailed();
      else if (outcome.kind === 'uncertain') await options.onBridgeDoubted();
      return outcome;
    }
  };
  return async (call, way) => {
    const caller = client();
    if (!caller) return { kind: 'notMade', detail: 'imsg is not running' };
    if (way === 'bridge' && !route.isBridgeUp()) {
      options.onBridgeMissed();
      return { kind: 'notStarted', detail: 'the bridge of imsg is not there', refusal: 'other' };
    }
    return callOver(call, caller, route.transportOf(way), way);
  };
}

function answered({ guid, rowid, transport }: SendAnswer): SendOutcome {
  const detail = `transport ${transport === null ? 'not named' : clean(transport, TRANSPORT_MAX)}`;
  if (guid !== null && guid !== '') return { kind: 'sent', guid, rowid, detail };
  return { kind: 'unproven', detail: `imsg answered ok without a message (${detail})` };
}

type Failure = SendOutcome & { readonly blocksLane?: boolean };

function failed(error: EngineError, transport: Transport | null): Failure {
  const detail = error.message;
  if (error instanceof RpcError) return refusedBy(error, detail, transport);
  if (error.code === 'imsg_not_running' || error.code === 'rpc_busy') return { kind: 'notMade', detail };
  // The call is over, only its answer says nothing.
  if (error.code === 'rpc_unexpected') return { kind: 'uncertain', detail };
  return { kind: 'pending', detail, blocksLane: error.code === 'rpc_timeout' };
}

function refusedBy(error: RpcError, detail: string, transport: Transport | null): Failure {
  const blocksLane = error.isLaneBlocked;
  // -32004 and -32000 say that this very call was never begun.
  if (error.rpcCode === LANE_BLOCKED || error.rpcCode === SERVER_BUSY) {
    return { kind: 'notMade', detail, blocksLane };
  }
  if (blocksLane) return { kind: 'pending', detail, blocksLane };
  // It was sent by an attempt whose answer was lost: its row is there.
  if (isAlreadyThere(error)) return { kind: 'uncertain', detail };
  const refusal = refusalOf(error, transport);
  if (refusal !== null) return { kind: 'notStarted', detail, refusal };
  return { kind: error.outcome === 'definite' ? 'refused' : 'uncertain', detail };
}
