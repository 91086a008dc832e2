import { echo } from '../../echo/echo.ts';
import { hasGuid } from '../../echo/own-sends.ts';
import type { Stage } from './stage.ts';

const BY_GUID = { ownBy: 'guid' } as const;
const BY_TEXT = { ownBy: 'text' } as const;

/** What was sent here is never answered. Of what else is the owner's the next stage decides. */
export const echoStage: Stage = ({ message, arrivedAtMs }, { own }) => {
  const code = echo(message, own, arrivedAtMs);
  if (code === null || code === 'from_me') return null;
  const isByGuid = message.guid !== null && hasGuid(own, message.guid);
  return { code, facts: isByGuid ? BY_GUID : BY_TEXT };
};
