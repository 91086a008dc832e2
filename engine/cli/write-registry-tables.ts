import { readFileSync, writeFileSync } from 'node:fs';
import { withRegistryTables } from './registry-tables.ts';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, withRegistryTables(readFileSync(readme, 'utf8')));
