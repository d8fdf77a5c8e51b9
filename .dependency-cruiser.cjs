// The arrows of the house, each an error. Run through scripts/check-boundaries.mjs, which also asserts that every source file
// was really cruised: a cruiser that silently reads nothing is green for ever.

const TEST = '\\.test\\.tsx?$';
/** Benchmarks compare with what others would do, with the libraries as they are. */
const BENCH = '^scripts/bench/';
// application, person and cover are words that others stand on; access (who asks) and request (asked twice, done once) are no
// words of the trade but the ground under every one of them; so is thread (files of strangers are read where it can be killed).
/** `notification`: whose turn it is, is told in the transaction that makes it so. */
const WORDS_OTHERS_STAND_ON = 'document|application|person|cover|access|request|thread|notification';

/** Files of `from` may import of our own code only what matches `to`. */
const arrow = (name, from, to, except) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: [TEST, ...(except ?? [])] },
  to: { path: '^(apps|packages|scripts|tests)/', pathNot: to },
});

/** An npm package has one home. */
const home = (name, packages, homes) => ({
  name,
  severity: 'error',
  from: { path: '^(apps|packages|scripts|tests)/', pathNot: homes },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-declared',
      comment: 'An npm package must stand in the manifest of the workspace that imports it.',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^apps/',
        pathNot: ['\\.d\\.ts$', '/main\\.tsx?$', '/vite\\.config\\.ts$', '/public/', TEST],
      },
      to: {},
    },
    arrow('domain-stands-alone', '^packages/domain/', '^packages/domain/'),
    {
      name: 'domain-imports-zod-only',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'domain-runs-in-the-browser',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    ...['db', 'jobs', 'documents', 'files'].map((name) =>
      arrow(`${name}-to-domain`, `^packages/${name}/`, `^packages/(${name}|domain)/`),
    ),
    arrow('operations-to-packages', '^packages/operations/', '^packages/(operations|domain|db|jobs|documents|files)/'),
    {
      name: 'no-word-imports-anothers-operations',
      severity: 'error',
      from: { path: '^packages/operations/src/([^/]+)/', pathNot: TEST },
      to: {
        path: '^packages/operations/src/[^/]+/',
        pathNot: `^packages/operations/src/($1|${WORDS_OTHERS_STAND_ON})/`,
      },
    },
    arrow('api-to-operations-and-domain', '^apps/api/', '^(apps/api|packages/(operations|domain))/', [
      '^apps/api/src/main\\.ts$',
      '^apps/api/src/auth/',
    ]),
    arrow('api-composition-to-packages', '^apps/api/src/(main\\.ts$|auth/)', '^(apps/api|packages/[^/]+)/'),
    arrow('worker-to-operations-jobs-domain', '^apps/worker/', '^(apps/worker|packages/(operations|jobs|domain))/', [
      '^apps/worker/src/main\\.ts$',
    ]),
    arrow('worker-composition-to-packages', '^apps/worker/src/main\\.ts$', '^(apps/worker|packages/[^/]+)/'),
    arrow('web-to-domain-and-api', '^apps/web/', '^(apps/web|packages/domain|apps/api)/'),
    {
      name: 'web-takes-types-from-api-only',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/api/', dependencyTypesNot: ['type-only'] },
    },
    home('queue-lives-in-jobs', 'bullmq|ioredis', ['^packages/jobs/', TEST, '^tests/', BENCH]),
    home('database-lives-in-db', 'drizzle-orm|postgres', [
      '^packages/db/',
      '^apps/api/src/auth/',
      TEST,
      '^tests/',
      BENCH,
    ]),
    home('workbooks-and-pdf-live-in-documents', 'exceljs|yauzl|saxes|@react-pdf/renderer|pdfkit|pdf-lib', [
      '^packages/documents/',
      TEST,
      '^tests/',
      BENCH,
    ]),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Ours alone: many an npm package lies in a dist folder, and an excluded import is an import nobody sees.
    exclude: { path: '^(apps|packages)/[^/]+/dist/' },
    // The workspaces are links in node_modules; they are judged by where they really lie.
    preserveSymlinks: false,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
