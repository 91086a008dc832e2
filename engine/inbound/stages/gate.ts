import { decideAccess } from '../../access/policy.ts';
import type { Consequence } from '../decision.ts';
import type { Stage } from './stage.ts';

const NONE: readonly Consequence[] = [];

/** Who may speak here. */
export const gateStage: Stage = ({ message }, { access }) => {
  const decision = decideAccess(access, message);
  const { warnOnce } = decision;
  const consequences = warnOnce ? [{ kind: 'warn', ...warnOnce } as const] : NONE;
  if (!decision.admit) return { code: decision.code, consequences };
  return warnOnce ? { code: null, consequences } : null;
};
