// Faults that are known and not yet mended, recognised by kind, so that the swarm goes on hunting for others. Each has
// its file in scenarios/known-faults/; a kind goes when its file moves to the folder of its subject.

import type { Drawn } from './drawn.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

interface KnownFault {
  /** As in test/requirements, or `swarm-…` for what the swarm found beyond. */
  readonly kind: string;
  matches(symptom: Symptom, drawn: Drawn, facts: RunFacts): boolean;
}

const KNOWN: readonly KnownFault[] = [];

/** The kind of known fault that a violation is; null = nobody knows it. */
export function kindOf(symptom: Symptom, drawn: Drawn, facts: RunFacts): string | null {
  return KNOWN.find((fault) => fault.matches(symptom, drawn, facts))?.kind ?? null;
}

export const KNOWN_KINDS: readonly string[] = KNOWN.map(({ kind }) => kind);
