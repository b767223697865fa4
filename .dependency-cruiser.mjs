// Who may import whom (ARCHITECTURE.md §2). `scripts/boundaries.test.ts` plants faults and expects each rule to find them.
const floors = [['businesses'], ['customers', 'catalog'], ['activity'], ['conversations', 'orders'], ['recommendations'], ['assistant'], ['campaigns'], ['insights'], ['imports', 'adoption'], ['community']]

/** A domain may reach only the doors of lower floors. */
const floorRules = floors.flatMap((floor, level) =>
  floor.map((domain) => {
    const lower = floors.slice(0, level).flat()
    return {
      name: `floor-of-${domain}`,
      severity: 'error',
      comment: 'A domain imports another only through its door, and only on a lower floor.',
      from: { path: `^server/src/domains/${domain}/` },
      to: { path: '^server/src/domains/', pathNot: [`^server/src/domains/${domain}/`, ...(lower.length > 0 ? [`^server/src/domains/(${lower.join('|')})/(index|testing)\\.ts$`] : [])] },
    }
  }),
)

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', comment: 'Type-only circles too.', from: {}, to: { circular: true } },
    { name: 'models-know-nobody', severity: 'error', from: { path: '^server/src/models/' }, to: { path: '^server/src/', pathNot: '^server/src/models/' } },
    {
      name: 'platform-has-no-business-words',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: ['testing\\.ts$', 'test-server\\.ts$', '\\.test\\.ts$'] },
      to: { path: '^server/src/', pathNot: ['^server/src/platform/', '^server/src/models/'] },
    },
    ...floorRules,
    {
      name: 'members-of-an-open-list-stand-alone',
      severity: 'error',
      from: { path: '^server/src/domains/[^/]+/(channels|formats|reports|types|payments|shipping|marketplaces|lessons)/([^/]+)/' },
      to: { path: '^server/src/domains/[^/]+/(channels|formats|reports|types|payments|shipping|marketplaces|lessons)/[^/]+/', pathNot: '/(channels|formats|reports|types|payments|shipping|marketplaces|lessons)/$2/' },
    },
    { name: 'stores-stay-below', severity: 'error', comment: 'routes → use cases → rules; store → tables.', from: { path: '/store\\.ts$' }, to: { path: '/(routes|module|jobs)\\.ts$' } },
    {
      name: 'wiring-is-for-the-root',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/(app|api|main)\\.ts$'] },
      to: { path: '^server/src/domains/[^/]+/module\\.ts$' },
    },
    { name: 'web-sees-the-api-type-alone', severity: 'error', from: { path: '^web/src/' }, to: { path: '^server/', pathNot: '^server/src/api\\.ts$' } },
    { name: 'web-takes-types-only', severity: 'error', from: { path: '^web/src/' }, to: { path: '^server/src/api\\.ts$', dependencyTypesNot: ['type-only'] } },
    { name: 'peers-live-in-bench', severity: 'error', from: { path: '^(server|web)/' }, to: { path: '^bench/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['node_modules', 'web/dist', '^bench/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'server/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
}
