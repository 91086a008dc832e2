// What a gateway did in a run, without the times at which it did so: by it two versions of the gateway are compared.

import { reasonText } from '../../engine/fates.ts';
import type { Driver } from '../runner/drivers/driver.ts';
import { scenarioOfData } from '../runner/load.ts';
import { runScenario } from '../runner/run.ts';
import type { Drawn } from './drawn.ts';

/** One line a thing, by what it is about. Plain data: it is sent from one process to another. */
export interface Conduct {
  /** Fate and reason of each row, by account and event id. */
  readonly fates: Readonly<Record<string, string>>;
  /** Text of each turn, by the GUIDs of its rows. */
  readonly turns: Readonly<Record<string, string>>;
  /** Last state and words of each part, by the rows of its turn and its place in the answer. */
  readonly parts: Readonly<Record<string, string>>;
  /** What left, in its order, by chat. */
  readonly lanes: Readonly<Record<string, string>>;
}

export async function conductOf(drawn: Drawn): Promise<Conduct> {
  let conduct: Conduct = { fates: {}, turns: {}, parts: {}, lanes: {} };
  await runScenario(scenarioOfData(drawn, `${drawn.about}.yaml`), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      conduct = observed(driver);
    },
  });
  return conduct;
}

function observed(driver: Driver): Conduct {
  const fates: Record<string, string> = {};
  const turns: Record<string, string> = {};
  const parts: Record<string, string> = {};
  const lanes: Record<string, string> = {};
  for (const journal of driver.journals()) {
    const membersOf = new Map<string, string[]>();
    for (const { eventId, fate, turnId, ...reason } of journal.verdicts) {
      const row = `${journal.accountId} ${eventId}`;
      fates[row] = `${fate ?? 'pending'}: ${reasonText(reason)}`;
      if (turnId !== null) membersOf.set(turnId, [...(membersOf.get(turnId) ?? []), row]);
    }
    const rowsOf = (turnId: string | null) =>
      turnId === null ? 'no turn' : membersOf.get(turnId)?.join(' + ');
    for (const { turnId, text } of journal.turns) turns[rowsOf(turnId) ?? turnId] = text;
    for (const { turnId, ordinal, state, content } of journal.parts)
      parts[`${rowsOf(turnId)} part ${ordinal}`] = `${state}: ${content}`;
  }
  for (const { chatGuid, text } of driver.device.sent())
    lanes[chatGuid] = `${lanes[chatGuid] ?? ''}${JSON.stringify(text)} `;
  return { fates, turns, parts, lanes };
}

export interface Difference {
  readonly subject: keyof Conduct;
  /** What it is about. */
  readonly name: string;
  /** Null = there was none. */
  readonly before: string | null;
  readonly after: string | null;
}

export function differences(before: Conduct, after: Conduct): Difference[] {
  return (Object.keys(before) as (keyof Conduct)[]).flatMap((subject) => {
    const [one, other] = [before[subject], after[subject]];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return names
      .filter((name) => one[name] !== other[name])
      .map((name) => ({ subject, name, before: one[name] ?? null, after: other[name] ?? null }));
  });
}

/** Which change a difference is an instance of, without the words of people. */
export function changeOf({ subject, before, after }: Difference): string {
  if (before === null) return `${subject}: only after`;
  if (after === null) return `${subject}: only before`;
  if (subject === 'fates') return `${subject}: ${before} → ${after}`;
  if (subject !== 'parts') return `${subject}: other words or another order`;
  const stateOf = (part: string) => part.slice(0, part.indexOf(':'));
  return stateOf(before) === stateOf(after)
    ? `${subject}: other words`
    : `${subject}: ${stateOf(before)} → ${stateOf(after)}`;
}
