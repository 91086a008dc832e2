import type { Stage } from './stage.ts';

export const fenceStage: Stage = ({ age }) => {
  if (!age.isStale) return null;
  return { code: age.isReplay ? 'stale_recovery' : 'stale_live' };
};
