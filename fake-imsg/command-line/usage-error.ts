/** A command line that imsg refuses; the message is what it prints (wire-1.1). */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const missingOption = (option: string) => new UsageError(`Missing required option: --${option}`);
export const invalidOption = (option: string) => new UsageError(`Invalid value for option: --${option}`);

/**
 * An error of imsg itself. The oldest builds print the value as a debugger would, instead of its text
 * (wire-1.1).
 */
export class ImsgError extends Error {
  override readonly name = 'ImsgError';
  /** As the oldest builds print it. */
  readonly debugText: string;

  constructor(message: string, debugText: string) {
    super(message);
    this.debugText = debugText;
  }
}

const about = (prefix: string, kind: string) => (detail: string) =>
  new ImsgError(`${prefix}: ${detail}`, `${kind}(${JSON.stringify(detail)})`);

export const invalidDate = about('Invalid ISO8601 date', 'invalidISODate');
export const invalidService = about('Invalid service', 'invalidService');
export const unsupportedService = about('Unsupported service', 'unsupportedService');
export const invalidChatTarget = about('Invalid chat target', 'invalidChatTarget');
export const unsupportedReaction = about('Unsupported reaction', 'unsupportedReaction');
export const typingFailed = about('Typing indicator failed', 'typingIndicatorFailed');
export const chatNotFound = (id: number) =>
  new ImsgError(`Chat not found: ${id}`, `chatNotFound(chatID: ${id})`);

/** What there is to say has been printed: the process just ends with code 1. */
export class Printed extends Error {
  override readonly name = 'Printed';
}
