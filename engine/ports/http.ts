export interface HttpRequest {
  readonly url: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly timeoutMs: number;
  /** Of the answer; a longer one is a failure. */
  readonly answerBytesMax: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

export interface Http {
  /** Rejects where there was no whole answer; the message of the error may stand in a log. */
  post(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}
