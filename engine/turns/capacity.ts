/** How many turns an agent can run at once, over all accounts that it answers for. */
export interface Capacity {
  /** It has as many as it can. */
  isFull(): boolean;
  /** One more runs. Only where it is not full. */
  take(): void;
  /** Calls `freed` once, when one more can run; of several, whoever has waited longest comes first. */
  wait(freed: () => void): void;
  /** One has ended. */
  release(): void;
}

export function createCapacity(turnsMax: number): Capacity {
  let taken = 0;
  const waiting = new Set<() => void>();
  return {
    isFull: () => taken >= turnsMax,
    take() {
      taken += 1;
    },
    wait: (freed) => void waiting.add(freed),
    release() {
      taken -= 1;
      for (const freed of waiting) {
        if (taken >= turnsMax) return;
        // Whoever wants more than one waits again, behind the others.
        waiting.delete(freed);
        freed();
      }
    },
  };
}
