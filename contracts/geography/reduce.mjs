// Reduces the package @etalab/decoupage-administratif to the three files the contracts carry.
//   cd "$(mktemp -d)" && npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf *.tgz
//   node <repository>/contracts/geography/reduce.mjs package
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const from = process.argv[2]
if (!from) {
  console.error('usage: node reduce.mjs <folder of the unpacked package>')
  process.exit(2)
}
const to = join(import.meta.dirname, '../src/main/resources/network/reuse/contracts/geography')
mkdirSync(to, { recursive: true })

const read = name => JSON.parse(readFileSync(join(from, 'data', `${name}.json`), 'utf8'))
const write = (name, rows) => {
  const lines = rows.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(row => row.join(';'))
  if (lines.some((line, i) => line.split(';').length !== rows[i].length)) {
    throw new Error(`a value in ${name} holds the separator`)
  }
  writeFileSync(join(to, `${name}.csv`), lines.join('\n') + '\n')
  console.log(`${name}: ${lines.length}`)
}

const communes = read('communes')
const department = c => c.departement ?? c.collectiviteOutremer?.code
write('regions', read('regions').map(r => [r.code, r.nom]))
write('departments', read('departements').map(d => [d.code, d.nom, d.region]))
// The arrondissements of Paris, Lyon and Marseille name the commune that they are part of.
write('communes', [
  ...communes.filter(c => c.type === 'commune-actuelle').map(c => [c.code, c.nom, department(c), c.code]),
  ...communes.filter(c => c.type === 'arrondissement-municipal').map(c => [c.code, c.nom, department(c), c.commune]),
])
copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE'))
