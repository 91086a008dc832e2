// Whoever installs imgate has the packages that it depends on, and those of its development not.

import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { SOURCES } from '../support/repository/product.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const { dependencies } = JSON.parse(sourceFiles('package.json')[0]!.text) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const { include } = JSON.parse(sourceFiles('tsconfig.build.json')[0]!.text) as {
  readonly include: readonly string[];
};

/** `a` of `a/b`, `@a/b` of `@a/b/c`. */
const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

test('what is shipped imports packages that are installed with it, and each of these is needed', () => {
  const shipped = SOURCES.filter(({ path }) => include.includes(path.split('/', 1)[0]!));
  const used = shipped.flatMap(({ path, imports }) =>
    imports
      .filter((name) => !isBuiltin(name) && !SOURCES.some((source) => source.path === name))
      .map((name) => ({ path, name: packageOf(name) })),
  );
  expect(used.filter(({ name }) => !Object.hasOwn(dependencies, name))).toEqual([]);
  expect(Object.keys(dependencies).filter((name) => !used.some((each) => each.name === name))).toEqual([]);
});
