import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, however few its lines: begun last, it would go on alone at the end. */
const LONG = [
  'test/sim/scenarios.test.ts',
  'test/sim/swarm.test.ts',
  'test/sim/crash/',
  'test/process/two-gateways.test.ts',
  'test/process/imgate-status.test.ts',
  'test/process/fuzz.test.ts',
  'test/process/kills.test.ts',
  'test/process/demo.test.ts',
  'test/process/sigkill.test.ts',
  'test/process/scenario-jobs.test.ts',
];

/** Vitest begins with what took longest the last time; where there was none it goes by the size of the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((path) => moduleId.includes(path));
    const byProject = Map.groupBy(sorted, ({ project }) => project.name);
    return [...byProject.values()].flatMap((ofProject) => [
      ...ofProject.filter(isLong),
      ...ofProject.filter((file) => !isLong(file)),
    ]);
  }
}
