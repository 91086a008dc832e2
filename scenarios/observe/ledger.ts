// What happened in a run, in the order in which it happened: one list, whatever drives the gateway. Demo, reports
// and checkers read it; they differ only in how they show it.

import type { ActionOutcome, AgentMessage, AgentTurn } from '../../engine/agents/agent.ts';
import type { EngineEventName, EngineEvents } from '../../engine/events.ts';
import type { LogFields } from '../../engine/ports/logger.ts';

interface Happened {
  /** Milliseconds since the run began. */
  readonly atMs: number;
}

/** Of a gateway that may be started again: by which of its processes, counted from 1. */
interface ByGateway extends Happened {
  readonly incarnation: number;
}

export interface RecordedEvent<Name extends EngineEventName = EngineEventName> extends ByGateway {
  readonly kind: 'event';
  readonly name: Name;
  readonly event: EngineEvents[Name];
}

/** An event of any name, told apart by its name. */
export type AnyRecordedEvent = { [Name in EngineEventName]: RecordedEvent<Name> }[EngineEventName];

export interface LogLine extends ByGateway {
  readonly kind: 'log';
  readonly level: string;
  readonly message: string;
  readonly fields?: LogFields;
}

/** A turn handed to the agent; again after a failure or a crash as often as that happened. */
interface AgentCall extends ByGateway {
  readonly kind: 'agent call';
  readonly turn: AgentTurn;
}

/** A piece of an answer that the agent said ahead of the rest. */
interface AgentPiece extends ByGateway {
  readonly kind: 'agent piece';
  readonly turnId: string;
  readonly text: string;
  /** `taken` = the engine told the agent that it is durable; `written` = a stretch of an answer that is still being written. */
  readonly state: 'said' | 'taken' | 'written';
}

/** Something that the agent does, and once more when it is told what became of that. */
interface AgentAct extends ByGateway {
  readonly kind: 'agent act';
  readonly turn: AgentTurn;
  readonly name: string;
  readonly input: unknown;
  /** `refused` = it was not begun. */
  readonly state: 'asked' | ActionOutcome['state'] | 'refused';
  /** Of a refusal. */
  readonly code: string | null;
  readonly reason: string;
  /** What was looked up; left out = nothing was. */
  readonly result?: unknown;
}

/** How a call ended; a call that a crash or a stop cut short has no end. */
interface AgentEnd extends ByGateway {
  readonly kind: 'agent end';
  readonly turnId: string;
  readonly replies: readonly AgentMessage[];
  /** Null = it answered. */
  readonly error: string | null;
}

/** Somebody had a gateway end a turn that runs. */
interface AbortAsked extends Happened {
  readonly kind: 'abort';
  readonly turnId: string;
}

/** The operator confirms a number of a chat; once more when the gateway has said that it is done, or has refused it. */
interface Confirmed extends Happened {
  readonly kind: 'confirmation';
  /** Null = the operator named none, and no answer has said which it is. */
  readonly accountId: string | null;
  readonly chatId: number;
  readonly isDone: boolean;
  readonly isRefused?: true;
}

/** The operator decides on somebody who wants to pair; once more when the gateway has said that it is done, or refused it. */
interface PairingDecided extends Happened {
  readonly kind: 'pairing';
  readonly verb: 'approve' | 'deny';
  /** Null = no request was found, and no account was named. */
  readonly accountId: string | null;
  readonly handle: string;
  readonly isDone: boolean;
  /** Left out = not. */
  readonly isRefused?: true;
}

/** The operator lets turns be answered after all that ended so. */
interface RedoAsked extends Happened {
  readonly kind: 'redo';
  readonly reason: string;
}

/** The operator has the gateway send something of their own accord, or do something; once more when they are told what came of it. */
interface Posted extends Happened {
  readonly kind: 'post';
  /** Of all of them the how manieth, from 1 on: the same both times. */
  readonly nth: number;
  /** Where it is to go, as it is written; '' = nobody says so. */
  readonly to: string;
  /** In its parts: a text alone is one. Null = something is done. */
  readonly said: readonly AgentMessage[] | null;
  /** Null = something is said. */
  readonly action: { readonly name: string; readonly input: unknown } | null;
  /** How each message ended that came of it, or the code of its refusal; null = it is asked for. */
  readonly end: readonly string[] | string | null;
}

/** Of an agent that offers answers. */
interface AskedQuestion {
  readonly chatGuid: string;
  readonly sender: string;
  readonly options: readonly string[];
}

/** On whose behalf a decision is asked for, and how. */
export interface DecisionAsker {
  /** Of an agent; null = the program that embeds the gateway asks. */
  readonly turnId: string | null;
  readonly kind: 'exec' | 'plugin' | 'question';
  /** Of a turn; null = there is none, or nobody says which account it is. */
  readonly accountId: string | null;
  /** The chat of a turn, or where it comes from as it is written; null = from nowhere. */
  readonly from: string | null;
  /** Whom an agent answers; null = nobody. */
  readonly sender: string | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  /** What somebody may decide; null = all that there is, or it is a question. */
  readonly offers: readonly string[] | null;
  /** How long it is to wait, in milliseconds; null = as long as those of its kind. */
  readonly lastsMs: number | null;
}

/** Whoever asked for a decision is told of it: the program that embeds the gateway, or the agent. */
interface DecisionTold extends Happened {
  readonly kind: 'decision';
  readonly toldTo: 'host' | 'agent';
  /** What was asked for. */
  readonly text: string;
  /** Or the code with which it was refused. */
  readonly outcome: string;
  /** Who decided; null = nobody did. */
  readonly by: string | null;
  /** Of a question; null = there is none. */
  readonly answer: string | null;
  readonly question?: AskedQuestion;
}

/** Somebody is to be asked to decide something. */
interface DecisionAsked extends Happened {
  readonly kind: 'decision asked';
  readonly text: string;
  readonly asker: DecisionAsker;
  readonly question?: AskedQuestion;
}

/** What was done to the gateway or its Mac: a step of a scenario, a line of a story. */
export interface StepTaken extends Happened {
  readonly kind: 'step';
  /** Who did it: a person, the gateway; null where the text says so. */
  readonly who: string | null;
  readonly what: string;
  readonly detail: string;
  /** Of the file that says so, counted from 1; null where there is no file. */
  readonly line: number | null;
}

/** A part of a story begins. */
export interface Chapter extends Happened {
  readonly kind: 'chapter';
  readonly title: string;
}

export type LedgerEntry =
  | AnyRecordedEvent
  | LogLine
  | AgentCall
  | AgentPiece
  | AgentAct
  | AgentEnd
  | AbortAsked
  | Confirmed
  | PairingDecided
  | RedoAsked
  | Posted
  | DecisionAsked
  | DecisionTold
  | StepTaken
  | Chapter;

/** Outlives the gateways that it tells of. */
export interface Ledger {
  /** Everything, oldest first. */
  readonly entries: LedgerEntry[];
  /** The entries of one kind, for those who look often. */
  readonly events: AnyRecordedEvent[];
  readonly log: LogLine[];
  readonly agentCalls: AgentCall[];
  readonly agentActs: AgentAct[];
}

export function createLedger(): Ledger {
  return { entries: [], events: [], log: [], agentCalls: [], agentActs: [] };
}

export function addEntry(ledger: Ledger, entry: LedgerEntry): void {
  ledger.entries.push(entry);
  if (entry.kind === 'event') ledger.events.push(entry);
  else if (entry.kind === 'log') ledger.log.push(entry);
  else if (entry.kind === 'agent call') ledger.agentCalls.push(entry);
  else if (entry.kind === 'agent act') ledger.agentActs.push(entry);
}

/** The events of one name, oldest first. */
export function eventsOf<Name extends EngineEventName>(
  { events }: Pick<Ledger, 'events'>,
  name: Name,
): EngineEvents[Name][] {
  return events.flatMap((each) => (each.name === name ? [each.event as EngineEvents[Name]] : []));
}
