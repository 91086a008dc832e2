// The journal of a run: steps, rows, turns, parts and log lines in the order in which they came.

import type { AnyRecordedEvent } from '../sim/gateway.ts';
import type { Driver } from './drivers/driver.ts';
import { durationText } from './duration.ts';
import { shown } from './expect/item.ts';
import { nameOfChat, nameOfPerson, personOfChat } from './expect/naming.ts';
import { type Action, OWNER, type Scenario, type Step } from './scenario.ts';
import { EXPECTED_KINDS } from './schema.ts';
import type { Position } from './source-text.ts';

export interface Notes {
  /** A step begins. */
  step(step: Step): void;
  /** Of the last step that began; the beginning of the file before. */
  readonly position: Position;
  /** Seconds since the run began, and what happened. */
  timeline(): string[];
}

interface Entry {
  readonly atMs: number;
  readonly text: string;
}

export function createNotes(scenario: Scenario, driver: Driver): Notes {
  const steps: Entry[] = [];
  let position: Position = { line: 1, column: 1 };
  return {
    get position() {
      return position;
    },
    step(step) {
      position = step.position;
      steps.push({ atMs: driver.nowMs, text: `line ${position.line}: ${actionText(step.action)}` });
    },
    timeline() {
      const { events, log } = driver.ledger;
      const entries: Entry[] = [
        ...events.map((event) => ({ atMs: event.atMs, text: eventText(scenario, event) })),
        ...log.map(({ atMs, level, message }) => ({ atMs, text: `log ${level}: ${message}` })),
        ...steps,
      ];
      // The sort is stable: of what happened at once, events come first and steps last.
      return entries
        .sort((one, other) => one.atMs - other.atMs)
        .map(({ atMs, text }) => `${(atMs / 1000).toFixed(3).padStart(10)}s  ${text}`);
    },
  };
}

function actionText(action: Action): string {
  switch (action.verb) {
    case 'says': {
      const { sends, as = 'plain', times = 1, in: chat } = action.says;
      const how = [as === 'plain' ? '' : as, times === 1 ? '' : `${times} times`, chat ? `in ${chat}` : ''];
      return [`${action.who} sends ${JSON.stringify(sends)}`, ...how.filter((each) => each !== '')].join(
        ', ',
      );
    }
    case 'wait':
      return `wait ${durationText(action.ms)}`;
    case 'gateway':
      return `gateway ${action.change}`;
    case 'mac':
      return `mac ${action.kind}`;
    case 'fault':
      return `fault ${action.faults}`;
    case 'expect': {
      const kinds = EXPECTED_KINDS.filter((kind) => action.expected[kind] !== undefined);
      const { within, for: window } = action.expected;
      const bound = within === undefined ? `for ${durationText(window!)}` : `within ${durationText(within)}`;
      return `expect ${kinds.join(', ')} ${bound}`;
    }
  }
}

function eventText(scenario: Scenario, { name, event }: AnyRecordedEvent): string {
  const placeOf = (lane: string) => {
    const chatGuid = lane.slice(lane.indexOf('/') + 1);
    return personOfChat(scenario, chatGuid) ?? nameOfChat(scenario, chatGuid);
  };
  switch (name) {
    case 'row': {
      const { rowid, sender, isFromMe, text, fate, isNew, reason } = event;
      const from = isFromMe ? OWNER : nameOfPerson(scenario, sender);
      return `row ${rowid}: ${isNew ? (fate ?? 'pending') : 'seen before'} ${shown({ from, text, reason })}`;
    }
    case 'turn':
    case 'part': {
      const { state, text, lane, reason } = event;
      return `${name} ${state} ${shown({ in: placeOf(lane), text, reason: reason || null })}`;
    }
    case 'subscribed':
      return `subscribed ${shown({ since: event.sinceRowid ?? 'omitted', boundary: event.boundary })}`;
    case 'child':
      return `child ${event.name} ${event.state} ${event.reason}`.trimEnd();
    case 'fatal':
      return `fatal ${event.message}`;
  }
}
