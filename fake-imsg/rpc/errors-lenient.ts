import { ChatDbUnreadable } from '../chat-db/read-open.ts';
import type { ErrorObject, RenderError } from './error-object.ts';
import { errorText } from './error-text.ts';
import { type Delivery, Outcome } from './outcomes.ts';
import { permissionText } from './permission-text.ts';

const NOT_JSON = 'The data couldn’t be read because it isn’t in the correct format.';

/** What osascript prints on its stderr for the errors there are here. */
const SCRIPT_ERRORS: Readonly<Record<number, string>> = {
  [-1743]: 'execution error: Not authorized to send Apple events to Messages. (-1743)',
  [-1728]: 'execution error: Messages got an error: Can’t get chat id. (-1728)',
};

const internal = (data: string): ErrorObject => ({ code: -32603, message: 'Internal error', data });

/** Codes and texts of builds before 0.14: five codes, and data is always text (protocol section 2.4). */
export const renderLenientError: RenderError = (error) => {
  if (error instanceof ChatDbUnreadable) return internal(permissionText(error));
  if (!(error instanceof Outcome)) return internal(errorText(error));
  const { what } = error;
  switch (what.kind) {
    case 'notJson':
      return { code: -32700, message: 'Parse error', data: NOT_JSON };
    case 'invalidRequest':
      return { code: -32600, message: 'Invalid Request', data: what.detail };
    case 'unknownMethod':
      return { code: -32601, message: 'Method not found', data: what.method };
    case 'invalidParams':
      return { code: -32602, message: 'Invalid params', data: what.detail };
    case 'badDate':
      return internal(`Invalid ISO8601 date: ${what.text}`);
    case 'internal':
    case 'busy':
    case 'bridgeUnavailable':
      return internal(what.detail);
    case 'notStarted':
    case 'mayHave':
    case 'stillInFlight':
    case 'laneBlocked':
      return internal(deliveryText(what.delivery));
  }
};

function deliveryText({ scriptError, expired, operation, detail }: Delivery): string {
  if (expired) return `Timed out waiting for response to '${operation}'`;
  return scriptError === undefined ? detail : `AppleScript failed: ${SCRIPT_ERRORS[scriptError] ?? detail}`;
}
