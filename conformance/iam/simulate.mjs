// Answers questions about policies: reads a JSON list of simulations (the type
// Simulation of @cloud-copilot/iam-simulate) on standard input, writes a list of
// "Allowed", "ExplicitlyDenied", "ImplicitlyDenied" or "error: ...".
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

// The judges stand in .tools/, where an import from this file would not look.
const judges = createRequire(pathToFileURL(process.argv[2] + '/package.json'))
const { runSimulation } = judges('@cloud-copilot/iam-simulate')

const answers = []
for (const simulation of JSON.parse(readFileSync(0, 'utf8'))) {
  const response = await runSimulation(simulation, {})
  const ignored = [response, ...(response.results ?? [])].flatMap((r) => r.result?.ignoredContextKeys ?? r.ignoredContextKeys ?? [])
  if (response.resultType === 'error' || response.errors) {
    answers.push('error: ' + JSON.stringify(response.errors ?? response))
  } else if (ignored.length > 0) {
    answers.push('error: the simulator does not know the condition keys ' + ignored.join(', '))
  } else {
    answers.push(response.overallResult ?? 'error: no result')
  }
}
console.log(JSON.stringify(answers))
