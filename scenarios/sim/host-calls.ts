// What the program that embeds a gateway asks of it, as the ledger has it.

import type { Engine } from '../../engine/embedding.ts';
import { EngineError } from '../../engine/errors.ts';
import type { TurnId } from '../../engine/message/ids.ts';
import { addEntry, type DecisionAsker, type Ledger } from '../observe/ledger.ts';
import type { RunningGateway } from './gateway.ts';
import { createPosting, type OnPosted, type OwnPost } from './own-posts.ts';
import { decidePairing, type PairingDecision } from './pairing-calls.ts';
import type { World } from './world.ts';

export type NumberedChat = Parameters<Engine['confirmChat']>[0];

export type RedoReason = Extract<Parameters<Engine['turns']['redo']>[0], { reason: unknown }>['reason'];

export type HostRequest = Parameters<Engine['requestApproval']>[0];

export interface HostCalls {
  /** Has a turn ended. */
  abortTurn(turnId: TurnId): void;
  /** Decides on somebody who wants to pair; `onAnswer` gets null, or the code of the refusal. */
  decidePairing(decision: PairingDecision, onAnswer: (code: string | null) => void): void;
  /** Lets turns be answered after all; `onAnswer` gets null, or the code of the refusal. */
  redoTurns(reason: RedoReason, onAnswer: (code: string | null) => void): void;
  /** Has something sent or done of the operator's own accord. */
  post(post: OwnPost, onAnswer: OnPosted): void;
  /** Asks for a decision; `onAnswer` gets what it came to, or the code of the refusal, whenever that is. */
  requestApproval(request: HostRequest, onAnswer: (outcome: string) => void): void;
  /** Confirms the number of a chat; `onAnswer` gets null, or the code of the refusal. */
  confirmChat(chat: NumberedChat, onAnswer: (code: string | null) => void): void;
}

export function createHostCalls(
  ledger: Ledger,
  world: Pick<World, 'nowMs'>,
  gateway: () => RunningGateway | null,
): HostCalls {
  const engineAlive = () => {
    const running = gateway();
    return running?.node.isAlive() ? running.engine : null;
  };
  const confirm = async (chat: NumberedChat): Promise<string | null> => {
    const running = gateway();
    if (!running?.node.isAlive()) return 'gateway_not_running';
    const { chatId, accountId: named = null } = chat;
    const asked = { kind: 'confirmation', accountId: named, chatId, isDone: false } as const;
    addEntry(ledger, { ...asked, atMs: world.nowMs() });
    try {
      const { accountId } = await running.engine.confirmChat(chat);
      addEntry(ledger, { kind: 'confirmation', atMs: world.nowMs(), accountId, chatId, isDone: true });
      return null;
    } catch (error) {
      if (!(error instanceof EngineError)) return String(error);
      addEntry(ledger, { ...asked, isRefused: true, atMs: world.nowMs() });
      return error.code;
    }
  };
  const redo = async (reason: RedoReason): Promise<string | null> => {
    const running = gateway();
    if (!running?.node.isAlive()) return 'gateway_not_running';
    addEntry(ledger, { kind: 'redo', atMs: world.nowMs(), reason });
    try {
      await running.engine.turns.redo({ reason });
      return null;
    } catch (error) {
      return error instanceof EngineError ? error.code : String(error);
    }
  };
  const request = async (asked: HostRequest): Promise<string> => {
    const running = gateway();
    if (!running?.node.isAlive()) return 'gateway_not_running';
    const { text } = asked;
    const told = (outcome: string, by: string | null) => {
      if (!running.node.isAlive()) return outcome;
      addEntry(ledger, {
        kind: 'decision',
        atMs: world.nowMs(),
        toldTo: 'host',
        text,
        outcome,
        by,
        answer: null,
      });
      return outcome;
    };
    addEntry(ledger, { kind: 'decision asked', atMs: world.nowMs(), text, asker: askerOf(asked) });
    try {
      const { outcome, by } = await running.engine.requestApproval(asked);
      return told(outcome, by);
    } catch (error) {
      return told(error instanceof EngineError ? error.code : String(error), null);
    }
  };
  return {
    requestApproval: (asked, onAnswer) => void request(asked).then(onAnswer),
    post: createPosting(ledger, world.nowMs, engineAlive),
    redoTurns: (reason, onAnswer) => void redo(reason).then(onAnswer),
    abortTurn(turnId) {
      addEntry(ledger, { kind: 'abort', atMs: world.nowMs(), turnId });
      void gateway()?.engine.abortTurn(turnId);
    },
    decidePairing(decision, onAnswer) {
      void decidePairing(decision, engineAlive(), ledger, () => world.nowMs()).then(onAnswer);
    },
    confirmChat: (chat, onAnswer) => void confirm(chat).then(onAnswer),
  };
}

function askerOf(request: HostRequest): DecisionAsker {
  const { kind, to, accountId, agentId, sessionKey, decisions, timeoutMs } = request;
  return {
    turnId: null,
    kind,
    accountId: accountId ?? null,
    from: to ?? null,
    sender: null,
    agentId: agentId ?? null,
    sessionKey: sessionKey ?? null,
    offers: decisions ?? null,
    lastsMs: timeoutMs ?? null,
  };
}
