// What processes were asked and have not answered yet, by process and request id.

interface Answered {
  answeredAtMs: number | null;
}

export interface Unanswered<Request extends Answered> {
  asked(pid: number, id: unknown, request: Request): void;
  /** Notes what a line answers; of one that answers nothing there is nothing to note. */
  answered<Answer extends { readonly id?: unknown }>(
    line: string,
    pid: number,
    atMs: number,
    note: (request: Request, answer: Answer) => void,
  ): void;
  /** A process ended; null = all of them did. */
  ended(pid: number | null): void;
}

export function createUnanswered<Request extends Answered>(): Unanswered<Request> {
  const pending = new Map<number, Map<string, Request>>();
  return {
    asked(pid, id, request) {
      const ofProcess = pending.get(pid) ?? new Map<string, Request>();
      pending.set(pid, ofProcess.set(String(id), request));
    },
    answered<Answer extends { readonly id?: unknown }>(
      line: string,
      pid: number,
      atMs: number,
      note: (request: Request, answer: Answer) => void,
    ) {
      const ofProcess = pending.get(pid);
      if (!ofProcess?.size) return;
      const answer = parsedLine(line) as Answer;
      const request = ofProcess.get(String(answer.id));
      if (!request) return;
      ofProcess.delete(String(answer.id));
      request.answeredAtMs = atMs;
      note(request, answer);
    },
    ended(pid) {
      if (pid === null) pending.clear();
      else pending.delete(pid);
    },
  };
}

/** What is no object is an empty one. */
export function parsedLine(line: string): object {
  try {
    return (JSON.parse(line) as object | null) ?? {};
  } catch {
    return {};
  }
}
