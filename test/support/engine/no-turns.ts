import type { TurnDesk } from '../../../engine/account/turn-desk.ts';

/** Every turn has its answer. */
export const NO_TURNS: TurnDesk = {
  list: async () => [],
  redo: async () => ({ redone: [] }),
  redoNext: async () => ({ redone: 0, next: null }),
};
