import type { Reporter, TestModule } from 'vitest/node'

/** Prints what was skipped and why it can be seen, and closes with one line that machines read. */
export default class TestSummary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      // A file that could not even be loaded is a failure with no test to its name.
      if (module.errors().length > 0) counts.failed++
      // So is a group whose preparation failed: its tests were never run.
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') counts.passed++
        else if (state === 'failed') counts.failed++
        else {
          counts.skipped++
          process.stdout.write(`skipped: ${module.relativeModuleId} > ${test.fullName}\n`)
        }
      }
    }
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}\n`)
  }
}
