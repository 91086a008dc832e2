// Says of a run what should have happened and did not. A model of its own, written from the rules; it knows the world,
// the configuration and what the gateway shows, and nothing of how the gateway works.

import { approvalWordFindings } from './approval-words.ts';
import { brakeFindings } from './brakes.ts';
import { challengeFindings } from './challenges.ts';
import { contextFindings } from './context.ts';
import { historyOf } from './databases.ts';
import { decisionFindings } from './decisions.ts';
import { heardFindings } from './decisions-heard.ts';
import { deedFindings } from './deeds.ts';
import { wasDisturbed } from './disturbed.ts';
import { dmHistoryFindings } from './dm-history.ts';
import { eventFindings } from './events.ts';
import { fileFindings } from './files.ts';
import { givenFindings } from './given.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { interruptionFindings } from './interruptions.ts';
import type { Judgement } from './judged.ts';
import { OF_ANOTHER_ACCOUNT } from './judgement.ts';
import { lineFindings } from './lines.ts';
import { judgedByLives } from './lives.ts';
import { noticeFindings } from './notices.ts';
import { pacingFindings } from './pacing.ts';
import { pauseFindings } from './pauses.ts';
import { pollFindings } from './polls.ts';
import { postFindings } from './posts.ts';
import { sessionFindings } from './renewed-sessions.ts';
import { replyFindings } from './replies.ts';
import { noteFindings, withNotesRead } from './self-notes.ts';
import { receivingAccounts } from './settings.ts';
import { smsFindings } from './sms.ts';
import { smsOrderFindings } from './sms-order.ts';
import { isOwn } from './speech.ts';
import { judgedWithStepsIn, type StepIn, stepInFindings, stepsInOf } from './stepping-in.ts';
import { judgedWithStops, STOPPED, type Stop, stopFindings, stopsIn, withStops } from './stops.ts';
import { rowsLost, turnsLost } from './told.ts';
import { transportFindings, withTheOnlyWay } from './transports.ts';
import { turnFindings } from './turns.ts';
import { withHandlesRead } from './wire-handles.ts';

/** Rows of other people, by what should become of them. */
export interface RowCounts {
  readonly must: number;
  readonly mustNot: number;
  /** Rows of which nobody can say, by reason. */
  readonly either: Readonly<Record<string, number>>;
}

export interface Opinion {
  readonly findings: readonly Finding[];
  /** Rows that came and were handed over while nothing went wrong. */
  readonly undisturbed: RowCounts;
  /** Rows that met a fault, a gateway that was down or a clock that was wrong. */
  readonly disturbed: RowCounts;
}

export function consult(witnessed: History): Opinion {
  const history = withNotesRead(withTheOnlyWay(withHandlesRead(witnessed)));
  const findings: Finding[] = [...turnsLost(history), ...lineFindings(history), ...fileFindings(history)];
  const stopped: Stop[] = [];
  const taken: StepIn[] = [];
  const undisturbed: Judgement[] = [];
  const disturbed: Judgement[] = [];
  const judgedIn = new Map<string, ReadonlyMap<WitnessedRow, Judgement>>();
  // Accounts of another configuration in a later life: what they have in common is judged by the last.
  const config = history.lives.at(-1)?.config;
  for (const account of receivingAccounts(config)) {
    const whole = historyOf(account, history);
    const judgedFirst = judgedByLives(account, whole);
    const stops = stopsIn(judgedFirst, account, whole);
    stopped.push(...stops);
    const known = withStops(whole, stops);
    const judgedAll =
      stops.length === 0 ? judgedFirst : judgedWithStops(judgedByLives(account, known), stops, known);
    const stepsIn = stepsInOf(account, known);
    const rows = judgedWithStepsIn(judgedAll, stepsIn, account, known);
    taken.push(...stepsIn);
    judgedIn.set(account.accountId, rows);
    for (const [row, judgement] of rows) {
      if (isOwn(row) || judgement === OF_ANOTHER_ACCOUNT) continue;
      (wasDisturbed(row, judgement, known) ? disturbed : undisturbed).push(judgement);
    }
    const judged = { account, history: known, rows };
    findings.push(
      ...turnFindings(judged),
      ...contextFindings({ ...judged, stops }),
      ...brakeFindings(judged),
      ...pauseFindings(judged),
      ...pacingFindings(account, known),
      ...transportFindings(account, known),
      ...smsFindings(account, known),
      ...smsOrderFindings(account, known),
      ...dmHistoryFindings(judged),
      ...givenFindings(judged),
      ...eventFindings(account.accountId, known),
      ...pollFindings(account.accountId, rows, stops, known),
      ...noticeFindings(account.accountId, rows, known),
      ...challengeFindings(account, rows, known),
      ...noteFindings(rows, known),
      ...stopFindings(rows, stops, known),
      ...stepInFindings(rows, stepsIn, known),
      ...rowsLost(rows, known),
    );
  }
  const whole = withStops(history, stopped);
  findings.push(
    ...sessionFindings(judgedIn, stopped, whole),
    ...interruptionFindings(history, stopped, taken),
    ...replyFindings(whole),
    ...postFindings(history),
    ...deedFindings(whole),
    ...decisionFindings(whole, [...judgedIn.values()]),
    ...approvalWordFindings(whole, [...judgedIn.values()]),
    ...heardFindings(whole),
  );
  return { findings, undisturbed: counted(undisturbed), disturbed: counted(disturbed) };
}

function counted(judgements: readonly Judgement[]): RowCounts {
  const either: Record<string, number> = {};
  let must = 0;
  let mustNot = 0;
  for (const judgement of judgements) {
    if (judgement.is === 'must') must += 1;
    else if (judgement.is === 'must not' || judgement.reason === STOPPED) mustNot += 1;
    else either[judgement.reason] = (either[judgement.reason] ?? 0) + 1;
  }
  return { must, mustNot, either };
}
