import { readFileSync, writeFileSync } from 'node:fs';
import { keyPage } from '../config/reference.ts';
import { withRegistryTables } from './registry-tables.ts';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, withRegistryTables(readFileSync(readme, 'utf8')));
writeFileSync(new URL('../config/KEYS.md', import.meta.url), keyPage());
