import type { Route } from '../../../engine/wire/route.ts';

/** The way of sends on a Mac whose bridge is not there, and of a build that takes nothing newer. */
export const NO_BRIDGE: Route = {
  probe: async () => false,
  transportOf: () => null,
  isBridgeUp: () => false,
  bridge: () => 'unknown',
  isLookDue: () => false,
  abilityOf: () => 'bridge',
  goesByCommand: () => false,
  bridgeFailed() {},
  isHung: () => false,
  bridgeLaunched() {},
  besidesBridge: () => null,
  takesAttempt: () => false,
  takesFormatting: () => false,
  smsFallback: () => 'none',
  hasSignal: () => false,
  signalStalled() {},
};
