// SPDX-License-Identifier: Apache-2.0
// A service traced by npm's dd-trace. Run it with --require dd-trace/init and the port to listen on.
'use strict'

const http = require('node:http')
const tracer = require('dd-trace')

async function answer (address) {
  const called = address.searchParams.get('url')
  if (!called) return `quote for ${address.pathname}`
  return new Promise((resolve, reject) => {
    http.get(called, (response) => {
      response.resume()
      response.on('end', () => resolve(`${called} answered ${response.statusCode}`))
    }).on('error', reject)
  })
}

http.createServer(async (request, response) => {
  const address = new URL(request.url, 'http://localhost')
  // ?decision=manual.keep or manual.drop lets this service decide about the trace.
  const decision = address.searchParams.get('decision')
  if (decision) tracer.scope().active().setTag(decision, true)
  try {
    response.end(await answer(address))
  } catch (failure) {
    response.statusCode = 502
    response.end(String(failure))
  }
}).listen(Number(process.argv[2]), '127.0.0.1')
