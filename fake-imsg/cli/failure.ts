import { ChatDbUnreadable } from '../chat-db/read-open.ts';
import { errorText } from '../rpc/error-text.ts';
import { permissionText } from '../rpc/permission-text.ts';

/** What a command prints when it fails (protocol sections 1.1, 1.6): on stdout, before exit code 1. */
export function failureText(error: unknown): string {
  return error instanceof ChatDbUnreadable ? permissionText(error) : errorText(error);
}
