import { expect } from 'vitest';

/** Counts what is asserted about each method of each build. */
export interface Matrix {
  /** Expects an answer to have at least these values, and counts that. */
  expects(build: string, method: string, answer: unknown, values: object): void;
  count(build: string, method: string): number;
  /** One line a method, one column a build; `-` where the build has no such method. */
  table(builds: readonly string[], has: (build: string, method: string) => boolean): string;
}

export function createMatrix(): Matrix {
  const counts = new Map<string, number>();
  const key = (build: string, method: string) => JSON.stringify([build, method]);
  const count = (build: string, method: string) => counts.get(key(build, method)) ?? 0;
  return {
    count,
    expects(build, method, answer, values) {
      counts.set(key(build, method), count(build, method) + 1);
      expect.soft(answer, `${method} of ${build}`).toMatchObject(values);
    },
    table(builds, has) {
      const methods = [...new Set([...counts.keys()].map((one) => (JSON.parse(one) as string[])[1]!))];
      const width = Math.max(...methods.map((method) => method.length));
      const line = (name: string, cells: string[]) =>
        [name.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join(' ');
      const rows = methods.map((method) =>
        line(
          method,
          builds.map((build) => (has(build, method) ? String(count(build, method)) : '-')),
        ),
      );
      return [line('method', [...builds]), ...rows].join('\n');
    },
  };
}
