import type { Build } from '../builds/build.ts';
import { ChatDbUnreadable } from '../chat-db/read/access.ts';
import { Outcome } from '../program/outcomes.ts';
import { errorText } from '../wire/error-text.ts';
import { permissionText } from '../wire/permission-text.ts';
import { ImsgError } from './usage-error.ts';

type ErrorRules = Pick<Build, 'commandLine' | 'renderError'>;

/**
 * What a command prints when it fails (wire-1.1, wire-1.6): on stdout, before exit code 1.
 *
 * @param build Null where it is not known yet.
 */
export function failureText(error: unknown, build: ErrorRules | null): string {
  const asValues = build?.commandLine.printsErrorValues ?? false;
  if (error instanceof ChatDbUnreadable) {
    if (error.reason === 'no database') return errorText(error.cause);
    if (!asValues) return permissionText(error);
    const [underlying] = permissionText(error).split('\n');
    return `permissionDenied(path: ${JSON.stringify(error.path)}, underlying: ${underlying})`;
  }
  if (error instanceof ImsgError && asValues) return error.debugText;
  if (error instanceof Outcome && build) return outcomeText(error, build);
  return errorText(error);
}

/** What rpc says in `data`, without the rest of the answer. */
function outcomeText(outcome: Outcome, { renderError }: ErrorRules): string {
  const { message, data } = renderError(outcome);
  if (typeof data === 'string') return data;
  return (data as { readonly detail?: string } | undefined)?.detail ?? message;
}
