import { echo } from '../../echo/echo.ts';
import type { Stage } from './stage.ts';

/** What was sent here, or by the owner, is never answered. */
export const echoStage: Stage = ({ message, arrivedAtMs }, { own }) => {
  const code = echo(message, own, arrivedAtMs);
  return code === null ? null : { code };
};
