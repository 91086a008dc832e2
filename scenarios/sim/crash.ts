// Crash at every effect: the same story again and again, with the gateway dying at the Nth interaction with
// its world, until a run passes without reaching N.

import { locatorOf } from '../../engine/config/locator.ts';
import { bodyText } from '../../fake-imsg/chat-db/blobs/body-text.ts';
import { checkAll, checkEligible, checkSessions, inboundRows } from './checkers.ts';
import { checkEvents } from './events-told.ts';
import { checkHandedOver } from './handed-over.ts';
import { createInstallation, type Installation, type InstallationOptions } from './installation.ts';
import type { EffectKind, NodeOptions } from './node.ts';
import type { Ways } from './oracle/ways.ts';
import { statementOn } from './statements.ts';
import { WORLD_START_MS } from './world.ts';

/** What the people do; runs once, against whatever gateway there is. */
export interface Story {
  readonly name: string;
  /** Plans everything that happens, by `installation.text` and the like, relative to now. */
  plan(installation: Installation): void;
  /** Until when the story goes on, in milliseconds. The time for outcomes to become known comes on top. */
  readonly lengthMs: number;
  /** Texts that have to be answered, each row of them, in any order: as a turn or as part of one. */
  readonly eligible: readonly string[];
  /** The gateway is stopped in good order at the first time and started again at the second; that one crashes. */
  readonly down?: { readonly fromMs: number; readonly toMs: number };
  /** What turns are to be told of that is no message, in this order, over all of them. Default: nothing. */
  readonly events?: readonly string[];
  /** Whether the agent says its answers in pieces. Default false. */
  readonly speaksInPieces?: boolean;
  /** Whether it writes them stretch by stretch. Default false. */
  readonly writes?: boolean;
  /** What its configuration says of replies. Default: nothing. */
  readonly ways?: readonly Ways[];
  /** Whether turns are aborted, which takes parts back. Default false. */
  readonly abortsTurns?: boolean;
  readonly installation?: Omit<InstallationOptions, 'seed'>;
  /** Of the configuration. Default: the one without a name. */
  readonly accounts?: readonly string[];
}

export interface CrashPoint {
  /** Effect of the first gateway, counted from 1. */
  readonly count: number;
  /** `before` = it never happened; `after` = it happened, its answer was never heard. */
  readonly when: 'before' | 'after';
}

export interface CrashRun {
  readonly point: CrashPoint | null;
  readonly wasReached: boolean;
  readonly kind: EffectKind | null;
  readonly violations: readonly string[];
  /** Parts that ended as `unknown`. */
  readonly unknownParts: number;
  readonly installation: Installation;
}

/** When a gateway is started again after a crash. */
const RESTART_AFTER_MS = 700;
/** Longest time until what happened to a send is known: the protocol's deadline and some. */
const OUTCOME_KNOWN_MS = 340_000;
const LOCATOR = locatorOf({ dbPath: '/sim/chat.db' });

export async function runStory(seed: string, story: Story, point: CrashPoint | null): Promise<CrashRun> {
  const installation = createInstallation({ ...story.installation, seed });
  const firstBoundary = inboundRows(installation.device).at(-1)?.rowid ?? 0;
  let kind: EffectKind | null = null;
  const crashAt: NodeOptions['crashAt'] = (count, effectKind) => {
    if (point?.count !== count) return null;
    kind = effectKind;
    return point.when;
  };
  const { down } = story;
  const first = installation.start(down ? {} : { crashAt });
  story.plan(installation);
  if (down) {
    await installation.world.advance(down.fromMs);
    await installation.stop();
    await installation.world.advance(down.toMs - installation.world.nowMs());
  }
  const gateway = down ? installation.start({ crashAt }) : first;
  await installation.world.advanceUntil(
    () => !gateway.node.isAlive(),
    story.lengthMs - installation.world.nowMs(),
  );
  let wasReached = !gateway.node.isAlive();
  if (!wasReached) {
    await installation.world.advance(OUTCOME_KNOWN_MS);
    wasReached = !(await installation.stop());
  }
  if (wasReached) {
    await installation.world.advance(RESTART_AFTER_MS);
    installation.start();
    await installation.world.advance(
      Math.max(0, story.lengthMs - installation.world.nowMs()) + OUTCOME_KNOWN_MS,
    );
    await installation.stop();
  }
  const { accounts = ['default'] } = story;
  const journals = accounts.flatMap((accountId) => installation.journal(LOCATOR, accountId) ?? []);
  const { device, script, ledger } = installation;
  const violations = journals.flatMap((journal) =>
    checkAll({
      journal,
      journals,
      device,
      script,
      ...(story.ways && { ways: story.ways }),
      firstBoundary,
      speaksInPieces: story.speaksInPieces ?? false,
      writes: story.writes ?? false,
      mayExpire: () => story.abortsTurns ?? false,
      askedAtMs: askedAtMs(installation),
      ledger,
    }),
  );
  if (story.installation?.keepsSession) violations.push(...checkSessions(ledger));
  violations.push(...checkHandedOver({ turns: journals.flatMap(({ turns }) => turns) }, ledger));
  if (journals.length === 0) violations.push('no source was ever journalled');
  else violations.push(...checkEligible(story.eligible, journals, textsOf(installation)));
  violations.push(...installation.recomputing.violations);
  violations.push(...checkEvents(story.events ?? [], journals));
  violations.push(...installation.opinion().findings.map(({ clause, text }) => `oracle: ${clause}: ${text}`));
  const parts = journals.flatMap((journal) => journal.parts);
  const unknownParts = parts.filter((part) => part.state === 'unknown').length;
  return { point, wasReached, kind, violations, unknownParts, installation };
}

export interface Exploration {
  readonly points: number;
  readonly byKind: Readonly<Partial<Record<EffectKind, number>>>;
  /** Runs in which a send had to be reported as unknown. */
  readonly unknownRuns: number;
  readonly failures: readonly CrashRun[];
}

/** Tries every point of a story, before and after each effect. */
export async function exploreCrashes(seed: string, story: Story): Promise<Exploration> {
  const byKind: Partial<Record<EffectKind, number>> = {};
  const failures: CrashRun[] = [];
  let points = 0;
  let unknownRuns = 0;
  for (let count = 1; ; count += 1) {
    for (const when of ['before', 'after'] as const) {
      const run = await runStory(seed, story, { count, when });
      if (run.violations.length > 0) failures.push(run);
      // Its database serves the next run, with every statement that is prepared.
      else run.installation.device.close();
      if (!run.wasReached) return { points, byKind, unknownRuns, failures };
      points += 1;
      if (run.unknownParts > 0) unknownRuns += 1;
      byKind[run.kind!] = (byKind[run.kind!] ?? 0) + 1;
    }
  }
}

function askedAtMs({ ledger }: Installation): Map<string, number[]> {
  const byTurn = Map.groupBy(ledger.agentCalls, ({ turn }) => turn.id as string);
  const wallMs = (calls: Installation['ledger']['agentCalls']) =>
    calls.map(({ atMs }) => WORLD_START_MS + atMs);
  return new Map([...byTurn].map(([turnId, calls]) => [turnId, wallMs(calls)]));
}

/** Text of every row of others by its event id, from the databases themselves: a crash leaves no other witness. */
function textsOf({ device, witness, world }: Installation): Map<string, string> {
  const { rows: everywhere } = witness.history(WORLD_START_MS + world.nowMs());
  const rows = statementOn<[], { guid: string; text: string | null; body: Buffer | null }>(
    device.openReader(),
    'SELECT guid, text, attributedBody AS body FROM message WHERE is_from_me = 0 ORDER BY ROWID',
  ).all();
  return new Map([
    ...everywhere.map(({ guid, versions }) => [`guid:${guid}`, versions[0]!.text] as const),
    ...rows.map(({ guid, text, body }) => [`guid:${guid}`, text ?? (body ? bodyText(body) : '')] as const),
  ]);
}
