/** An `error` member of a response. */
export interface ErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** How a build words what a handler raised, whatever was thrown. */
export type RenderError = (error: unknown) => ErrorObject;
